// A week copied to another, of everybody or of one centre; what it makes is seen first.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { HttpError } from "../shared/http.ts";
import { rotaTexts } from "../shared/texts/rota.ts";
import { tell } from "./changes.ts";
import { DialogFrame } from "./Fields.tsx";
import { goTo, rota, thisWeek } from "./model.ts";
import { copyWeek, type Preview } from "./plans.ts";
import { PreviewList } from "./PreviewList.tsx";
import { datesOf, plusWeeks, weekNumber } from "./week.ts";
import { centreName, dateWords, problemWords } from "./words.ts";

const BEFORE = 12;
const AFTER = 26;

export function CopyDialog({ from, to, onClose }: { from: string; to: string; onClose: () => void }): JSX.Element {
  const { copy: t } = rotaTexts();
  const source = useSignal(from);
  const target = useSignal(to);
  const centre = useSignal("");
  const preview = useSignal<Preview | null>(null);
  const problem = useSignal<string | null>(null);
  const changed = (): void => { preview.value = null; problem.value = null; };
  const submit = async (): Promise<void> => {
    problem.value = source.value === target.value ? t.same : null;
    if (problem.value !== null) return;
    const fields = { from_week: source.value, to_week: target.value, centre: centre.value === "" ? null : centre.value };
    try {
      const found = await copyWeek(fields, preview.value === null);
      if (preview.value === null) preview.value = found;
      else {
        tell(rotaTexts().made(found.added.length));
        goTo(target.value);
        onClose();
      }
    } catch (error) {
      problem.value = problemWords(error instanceof HttpError ? error.code : "unavailable");
    }
  };
  return (
    <DialogFrame heading={t.heading} problem={problem.value} onSubmit={() => void submit()} onClose={onClose}
      buttons={<button type="submit" class="ds-button" disabled={preview.value?.added.length === 0}>{preview.value ? t.submit(preview.value.added.length) : t.look}</button>}>
      <WeekChoice id="rota-copy-from" label={t.from} value={source.value} around={[from, to]} onChange={(week) => { source.value = week; changed(); }} />
      <WeekChoice id="rota-copy-to" label={t.to} value={target.value} around={[from, to]} onChange={(week) => { target.value = week; changed(); }} />
      <div class="field">
        <label class="ds-label" for="rota-copy-who">{t.centre}</label>
        <select id="rota-copy-who" class="ds-input" value={centre.value} onChange={(event) => { centre.value = event.currentTarget.value; changed(); }}>
          <option value="">{t.everyone}</option>
          {(rota.value?.centres ?? []).filter((one) => one.centre !== null).map((one) => <option key={one.centre} value={one.centre ?? ""}>{centreName(one)}</option>)}
        </select>
      </div>
      {preview.value ? <PreviewList preview={preview.value} /> : null}
    </DialogFrame>
  );
}

interface WeekChoiceProps { id: string; label: string; value: string; around: string[]; onChange: (week: string) => void }

function WeekChoice({ id, label, value, around, onChange }: WeekChoiceProps): JSX.Element {
  const t = rotaTexts();
  const near = Array.from({ length: BEFORE + AFTER + 1 }, (_, index) => plusWeeks(thisWeek(), index - BEFORE));
  const weeks = [...new Set([...around, ...near])].sort();
  return (
    <div class="field">
      <label class="ds-label" for={id}>{label}</label>
      <select id={id} class="ds-input" value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        {weeks.map((week) => <option key={week} value={week}>{t.week(weekNumber(week))} ({t.dates(dateWords(datesOf(week)[0] ?? ""), dateWords(datesOf(week)[6] ?? ""))})</option>)}
      </select>
    </div>
  );
}
