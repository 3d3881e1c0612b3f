// A polite word for those who do not see the screen; the same words twice are said once.
import { signal } from "@preact/signals";
import type { JSX } from "preact";

const word = signal("");

export function announce(text: string): void {
  word.value = text;
}

export function Announcer(): JSX.Element {
  return <div class="ds-sr-only" role="status">{word.value}</div>;
}
