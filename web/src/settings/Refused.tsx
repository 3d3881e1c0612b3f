// Why something was not saved, above the buttons of a dialog.
import type { JSX } from "preact";
import { deskTexts } from "../shared/texts/desk.ts";
import { type Refusal, whyWords } from "./refusal.ts";

interface RefusedProps {
  refusal: Refusal | null;
  /** The fields of the dialog: what is said of another one stands here. */
  shown: readonly string[];
  /** What to do when somebody else was quicker: take theirs, or keep mine on top of it. */
  theirs?: () => void;
  mine?: () => void;
}

export function Refused({ refusal, shown, theirs, mine }: RefusedProps): JSX.Element | null {
  const t = deskTexts();
  if (refusal === null) return null;
  if (refusal.kind === "fields") {
    const others = Object.entries(refusal.fields).filter(([path]) => !shown.some((field) => path === field || path.endsWith(`.${field}`) || path.startsWith(`${field}.`)));
    return <p class="problem" role="alert">{others.length === 0 ? t.lookAtFields : others.map(([, why]) => whyWords(why, t.problems)).join(" ")}</p>;
  }
  if (refusal.kind !== "outdated" || !theirs || !mine) return <p class="problem" role="alert">{t.refused[refusal.kind]}</p>;
  return (
    <div class="problem" role="alert">
      <p>{t.refused.outdated}</p>
      <div class="row">
        <button type="button" class="ds-button" data-size="sm" data-variant="secondary" onClick={theirs}>{t.theirs}</button>
        <button type="button" class="ds-button" data-size="sm" data-variant="secondary" onClick={mine}>{t.mine}</button>
      </div>
    </div>
  );
}
