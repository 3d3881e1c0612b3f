// One message. What people write is shown as text, always, and cannot turn the direction of what stands beside it.
import type { ComponentChildren, JSX } from "preact";
import { useEffect } from "preact/hooks";
import { isKnownSite, learnKnownSites } from "../known_sites.ts";
import { type Piece, pieces } from "../links.ts";

/** Asked for an address that is not simply opened: to a site nobody knows, or in what a citizen wrote. */
export type OnForeignLink = (href: string) => void;

interface BubbleProps {
  mine: boolean;
  /** Who said it; shown above the first of a row, and read aloud before each. */
  who: string;
  /** True when it stands on my side and another wrote it. */
  named?: boolean;
  first: boolean;
  text: string;
  /** Its number, where it is stored. */
  seq?: number;
  /** Addresses of known public sites in it can be followed: only in what counsellors write. */
  linked?: boolean;
  /** Is asked to open any other address; without it those are plain text. */
  onForeignLink?: OnForeignLink | undefined;
  pending?: boolean;
  state?: ComponentChildren;
  masked?: string | null;
}

export function Bubble(props: BubbleProps): JSX.Element {
  const { mine, who, named = false, first, text, seq, linked = false, onForeignLink, pending = false, state, masked } = props;
  // What is new is read out once, by Told; how far it has come is not. What is refused speaks up by itself.
  return (
    <li class="bubble" data-side={mine ? "mine" : "theirs"} data-first={first} data-pending={pending} data-seq={seq} data-emoji={isEmoji(text) || undefined}>
      {first && (!mine || named) ? <bdi class="who">{who}</bdi> : <span class="ds-sr-only">{`${who}: `}</span>}
      <p class="said" dir="auto">{linked || onForeignLink ? <Linked text={text} linked={linked} onForeignLink={onForeignLink} /> : text}</p>
      {masked ? <p class="masked">{masked}</p> : null}
      {state ? <div class="state">{state}</div> : null}
    </li>
  );
}

/** A few emoji and nothing else are shown large. */
function isEmoji(text: string): boolean {
  return text.length <= 24 && /^(?:\p{Extended_Pictographic}|\p{Regional_Indicator}{2}|\p{Emoji_Modifier}|\u200d|\ufe0f|\s)+$/u.test(text);
}

interface LinkedProps { text: string; linked: boolean; onForeignLink: OnForeignLink | undefined }

function Linked({ text, ...how }: LinkedProps): JSX.Element {
  useEffect(() => void learnKnownSites(), []);
  return <>{pieces(text).map((piece, index) => <Address key={index} piece={piece} {...how} />)}</>;
}

function Address({ piece, linked, onForeignLink }: Omit<LinkedProps, "text"> & { piece: Piece }): JSX.Element {
  const { href, text } = piece;
  if (href === null) return <>{text}</>;
  if (linked && isKnownSite(href)) {
    return <a class="ds-link" href={href.replace(/^http:/, "https:")} target="_blank" rel="noopener noreferrer nofollow">{text}</a>;
  }
  if (!onForeignLink) return <>{text}</>;
  return <button type="button" class="foreign-link" onClick={() => onForeignLink(href)}>{text}</button>;
}
