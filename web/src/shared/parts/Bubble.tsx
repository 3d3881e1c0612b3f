// One message. What people write is shown as text, always, and cannot turn the direction of what stands beside it.
import type { ComponentChildren, JSX } from "preact";
import { pieces } from "../links.ts";

interface BubbleProps {
  mine: boolean;
  /** Who said it; shown above the first of a row, and read aloud before each. */
  who: string;
  /** True when it stands on my side and another wrote it. */
  named?: boolean;
  first: boolean;
  text: string;
  /** Addresses in it can be followed: only in what counsellors write. */
  linked?: boolean;
  pending?: boolean;
  state?: ComponentChildren;
  masked?: string | null;
}

export function Bubble({ mine, who, named = false, first, text, linked = false, pending = false, state, masked }: BubbleProps): JSX.Element {
  return (
    <li class="bubble" data-side={mine ? "mine" : "theirs"} data-first={first} data-pending={pending}>
      {first && (!mine || named) ? <bdi class="who">{who}</bdi> : <span class="ds-sr-only">{`${who}: `}</span>}
      <p class="said" dir="auto">{linked ? <Linked text={text} /> : text}</p>
      {masked ? <p class="masked">{masked}</p> : null}
      {state ? <div class="state">{state}</div> : null}
    </li>
  );
}

function Linked({ text }: { text: string }): JSX.Element {
  return (
    <>
      {pieces(text).map((piece, index) => (piece.href === null
        ? piece.text
        : <a key={index} class="ds-link" href={piece.href} target="_blank" rel="noopener noreferrer nofollow">{piece.text}</a>))}
    </>
  );
}
