// Where somebody is in a conversation that grows: it follows her when she is at its end, and never moves what she reads.
import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { isLookedAt } from "../looked_at.ts";
import type { Author } from "../protocol.ts";
import type { Message } from "../transcript.ts";

/** So near the end, in pixels, one is at the end. */
const NEAR = 120;
/** So far from it, one may want to be taken back. */
const FAR = 600;
/** What stands free above a message that one is taken to. */
const ABOVE = 12;

interface Watched {
  messages: readonly Message[];
  mine: Author;
  /** What has not come back yet: when it grows, I have said something. */
  unsent: readonly unknown[];
  /** How far was read before; by default everything that stood here at first. */
  readBefore: number | undefined;
  /** False while the past is still being read in: nothing of it counts as read, and nothing is placed by it. */
  settled: boolean;
  /** Hears how far has been read, each time anything may have been. */
  onRead: ((seq: number) => void) | undefined;
}

export interface ReadingPlace {
  box: RefObject<HTMLDivElement | null>;
  /** How many messages of others stand below, not yet read. */
  below: number;
  /** Far from the end. */
  away: boolean;
  /** The first message that came while nobody looked. */
  freshFrom: number | null;
  onScroll: () => void;
  /** To the first that is not read, else to the end. */
  goOn: () => void;
}

export function useReadingPlace({ messages, mine, unsent, readBefore, settled, onRead }: Watched): ReadingPlace {
  const box = useRef<HTMLDivElement>(null);
  const read = useRef(readBefore ?? messages.at(-1)?.seq ?? 0);
  const following = useRef(true);
  const said = useRef(unsent.length);
  const [below, setBelow] = useState(0);
  const [away, setAway] = useState(false);
  const [freshFrom, setFreshFrom] = useState<number | null>(null);
  const unread = (): Message[] => messages.filter((message) => message.author !== mine && message.seq > read.current);

  const measure = (): void => {
    const element = box.current;
    if (!element) return;
    const left = element.scrollHeight - element.scrollTop - element.clientHeight;
    following.current = left < NEAR;
    if (settled && isLookedAt()) read.current = Math.max(read.current, lastInSight(element));
    setBelow(following.current ? 0 : unread().length);
    setAway(left > FAR);
    onRead?.(read.current);
  };
  /** To the end, but never past the first message that nobody has read. */
  const follow = (): void => {
    const element = box.current;
    if (!element || !following.current) return;
    const first = unread()[0];
    const top = first ? element.querySelector<HTMLElement>(`[data-seq="${first.seq}"]`)?.offsetTop : undefined;
    element.scrollTop = Math.min(element.scrollHeight, (top ?? Number.POSITIVE_INFINITY) - ABOVE);
  };

  useLayoutEffect(() => {
    if (unsent.length > said.current) {
      following.current = true;
      read.current = messages.at(-1)?.seq ?? 0;
      setFreshFrom(null);
    }
    said.current = unsent.length;
    const first = unread()[0];
    const unseen = !settled || !following.current || !isLookedAt();
    if (first && unseen && read.current > 0) setFreshFrom((former) => (former !== null && former > read.current ? former : first.seq));
    follow();
    measure();
  }, [messages, unsent, settled]);

  const latest = useRef({ measure, follow });
  latest.current = { measure, follow };
  useEffect(() => watch(box.current, () => latest.current.follow(), () => latest.current.measure()), []);

  const goOn = (): void => {
    following.current = true;
    follow();
    measure();
    box.current?.focus({ preventScroll: true });
  };
  return { box, below, away, freshFrom, onScroll: measure, goOn };
}

/** What stands in the box or around it may grow, and the page may be looked at again; returns how to stop watching. */
function watch(element: HTMLDivElement | null, onSize: () => void, onLook: () => void): (() => void) | undefined {
  if (!element) return undefined;
  const sizes = new ResizeObserver(onSize);
  sizes.observe(element);
  if (element.firstElementChild) sizes.observe(element.firstElementChild);
  document.addEventListener("visibilitychange", onLook);
  return () => {
    sizes.disconnect();
    document.removeEventListener("visibilitychange", onLook);
  };
}

/** The highest `seq` whose beginning is in sight or above. */
function lastInSight(element: HTMLElement): number {
  const edge = element.scrollTop + element.clientHeight - ABOVE;
  const all = [...element.querySelectorAll<HTMLElement>("[data-seq]")];
  return Number(all.findLast((one) => one.offsetTop < edge)?.dataset["seq"] ?? 0);
}
