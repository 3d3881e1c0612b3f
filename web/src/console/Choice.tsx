// One list of a wrap-up to choose from. Enter goes on with the form once something is chosen; arrows and letters choose.
import type { JSX } from "preact";
import { named } from "../shared/texts/staff.ts";
import type { Code } from "./lists.ts";

interface ChoiceProps {
  id: string; label: string; codes: readonly Code[]; value: string; empty?: string; problem?: string | null; onChange: (value: string) => void;
}

export function Choice({ id, label, codes, value, empty, problem, onChange }: ChoiceProps): JSX.Element {
  return (
    <div class="field">
      <label class="ds-label" for={id}>{label}</label>
      <select id={id} class="ds-input" value={value} aria-invalid={Boolean(problem)} aria-describedby={problem ? `${id}-problem` : undefined}
        onChange={(event) => onChange(event.currentTarget.value)} onKeyDown={goOn}>
        {empty === undefined ? null : <option value="">{empty}</option>}
        {codes.map((code) => <option key={code.code} value={code.code}>{named(code)}</option>)}
      </select>
      {problem ? <p class="problem small" id={`${id}-problem`} role="alert">{problem}</p> : null}
    </div>
  );
}

/** Enter goes on with the form that the list stands in. */
export function goOn(event: KeyboardEvent): void {
  if (event.key !== "Enter" || !(event.currentTarget instanceof HTMLSelectElement)) return;
  event.preventDefault();
  event.currentTarget.form?.requestSubmit();
}
