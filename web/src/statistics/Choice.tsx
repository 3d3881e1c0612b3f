// One choice of a question: its name, and what there is to choose from.
import type { JSX } from "preact";
import { Field } from "../settings/Field.tsx";

interface ChoiceProps { id: string; label: string; value: string; options: readonly (readonly [string, string])[]; onChoose: (value: string) => void }

export function Choice({ id, label, value, options, onChoose }: ChoiceProps): JSX.Element {
  return (
    <Field id={`statistics-${id}`} label={label}>
      {(marks) => (
        <select {...marks} class="ds-input" value={value} onChange={(event) => onChoose(event.currentTarget.value)}>
          {options.map(([name, words]) => <option key={name} value={name}>{words}</option>)}
        </select>
      )}
    </Field>
  );
}
