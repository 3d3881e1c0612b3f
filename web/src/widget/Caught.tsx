// A text that was stopped before it was sent: what is personal in it, that nothing has been sent, and how to send the rest.
import type { JSX } from "preact";
import { useLayoutEffect } from "preact/hooks";
import { language, texts } from "../shared/texts/catalogue.ts";
import { cleanText } from "../shared/typed.ts";
import { listed } from "./listed.ts";
import { personalNumbers, without } from "./personal_numbers.ts";

interface CaughtProps {
  /** The id of what is said, for the field to be described by. */
  id: string;
  /** The id of the field in which it stands. */
  field: string;
  text: string;
  /** Changes each time somebody tries to send it. */
  attempt: unknown;
  /** Sends the text without it. */
  onWithout: (text: string) => void;
}

export function Caught({ id, field, text, attempt, onWithout }: CaughtProps): JSX.Element {
  const { caught } = texts().safety;
  const sent = cleanText(text);
  const found = personalNumbers(sent);
  const kinds = [...new Set(found.map((one) => caught.kinds[one.kind]))];
  // The number is marked where it stands: whoever types now types over it.
  useLayoutEffect(() => select(field), [field, attempt]);
  return (
    <div class="caught">
      <p id={id} role="alert" lang={language.value}><strong>{caught.found(listed(kinds))}</strong> {caught.why} <span class="quiet">{caught.other}</span></p>
      <button type="button" class="ds-button" data-size="sm" onClick={() => onWithout(without(sent, found, (kind) => caught.removed[kind]))}>{caught.send}</button>
    </div>
  );
}

function select(id: string): void {
  const field = document.getElementById(id);
  if (!(field instanceof HTMLTextAreaElement)) return;
  const [first] = personalNumbers(field.value);
  field.focus();
  if (first) field.setSelectionRange(first.starts, first.ends);
}
