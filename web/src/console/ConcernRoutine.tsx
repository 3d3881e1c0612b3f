// The routine for acute concern: the numbers first, each to be rung or copied, and then the steps in order.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { careTexts } from "../shared/texts/care.ts";
import { named } from "../shared/texts/staff.ts";
import { concern, concernFailed, emergencyLines, type EmergencyLine, loadConcern } from "./concern.ts";

/** `brief`: beside a conversation, where there is room for the numbers and the steps alone. */
export function ConcernRoutine({ brief = false }: { brief?: boolean }): JSX.Element {
  const { concern: t } = careTexts();
  useEffect(() => void loadConcern(), []);
  const steps = concern.value?.steps ?? [];
  return (
    <div class="routine">
      <h3>{t.lines}</h3>
      <ul class="emergency-lines">{emergencyLines().map((line) => <Line key={line.number} line={line} brief={brief} />)}</ul>
      {steps.length > 0 ? <><h3>{t.steps}</h3><ol class="steps">{steps.map((step) => <li key={step.nb}>{named(step)}</li>)}</ol></> : null}
      {concern.value?.draft ? <p class="small quiet">{t.draft}</p> : null}
      {steps.length === 0 && concernFailed.value ? <p role="status">{t.offline}</p> : null}
    </div>
  );
}

function Line({ line, brief }: { line: EmergencyLine; brief: boolean }): JSX.Element {
  const { concern: t } = careTexts();
  const copied = useSignal(false);
  const copy = async (): Promise<void> => {
    await navigator.clipboard?.writeText(line.number).then(() => { copied.value = true; }, () => undefined);
  };
  return (
    <li>
      <a class="ds-link number" href={`tel:${line.number.replace(/\s/g, "")}`} aria-label={t.ring(line.number)}>{line.number}</a>
      <span>{named(line.name)}{line.when ? <span class="quiet small"> · {named(line.when)}</span> : null}</span>
      {brief ? null : <button type="button" class="plain-button small" aria-label={t.copy(line.number)} onClick={() => void copy()}>{copied.value ? t.copied : t.copyShort}</button>}
      {line.about && !brief ? <p class="small quiet">{named(line.about)}</p> : null}
    </li>
  );
}
