// What came of an attempt at a follow-up: done, or somebody tries again later.
import type { JSX } from "preact";
import type { Result } from "../shared/protocol.ts";
import { staffTexts } from "../shared/texts/staff.ts";
import type { Conversation } from "./conversation.ts";
import { isLastAttempt } from "./follow_up.ts";

const RESULTS: readonly Result[] = ["done", "again"];

export function AttemptResult({ conversation }: { conversation: Conversation }): JSX.Element | null {
  const { followUp: t } = staffTexts();
  const kind = conversation.contact.value.follow_up;
  if (!kind || conversation.contact.value.state !== "wrap_up") return null;
  const result = conversation.result;
  const left = conversation.followUp.value;
  const hint = result === "again" ? (left && isLastAttempt(left) ? t.againLast : t.againHint) : t.doneHint[kind];
  return (
    <fieldset class="attempt">
      <legend class="ds-label">{t.result}</legend>
      {RESULTS.map((one) => (
        <label key={one} class="check"><input type="radio" name={`result-${conversation.id}`} checked={result === one} onChange={() => conversation.conclude(one)} /> {t.results[one]}</label>
      ))}
      <p class="small quiet">{hint}</p>
    </fieldset>
  );
}
