// One message. What people write is shown as text, always, and cannot turn the direction of what stands beside it.
import type { ComponentChildren, JSX } from "preact";

interface BubbleProps {
  mine: boolean;
  /** Who said it; shown above the first of a row, and read aloud before each. */
  who: string;
  first: boolean;
  text: string;
  pending?: boolean;
  state?: ComponentChildren;
  masked?: string | null;
}

export function Bubble({ mine, who, first, text, pending = false, state, masked }: BubbleProps): JSX.Element {
  return (
    <li class="bubble" data-side={mine ? "mine" : "theirs"} data-first={first} data-pending={pending}>
      {first && !mine ? <bdi class="who">{who}</bdi> : <span class="ds-sr-only">{`${who}: `}</span>}
      <p class="said" dir="auto">{text}</p>
      {masked ? <p class="masked">{masked}</p> : null}
      {state ? <div class="state">{state}</div> : null}
    </li>
  );
}
