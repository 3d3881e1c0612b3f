// One thing to fill in: its name, what to write there, and right below it what is wrong with it.
import type { ComponentChildren, JSX } from "preact";

export interface FieldMarks { id: string; "aria-invalid": boolean; "aria-describedby": string | undefined }

interface FieldProps {
  id: string;
  label: ComponentChildren;
  hint?: ComponentChildren;
  wrong?: string | undefined;
  children: (marks: FieldMarks) => JSX.Element;
}

export function Field({ id, label, hint, wrong, children }: FieldProps): JSX.Element {
  const described = [hint ? `${id}-hint` : "", wrong ? `${id}-wrong` : ""].filter((one) => one !== "").join(" ");
  return (
    <div class="field">
      <label class="ds-label" for={id}>{label}</label>
      {children({ id, "aria-invalid": wrong !== undefined, "aria-describedby": described === "" ? undefined : described })}
      {hint ? <p class="quiet small" id={`${id}-hint`}>{hint}</p> : null}
      {wrong ? <p class="trouble" id={`${id}-wrong`}>{wrong}</p> : null}
    </div>
  );
}
