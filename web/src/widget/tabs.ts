// The same chat in several tabs of one browser: a new tab finds the conversation that another has, and takes it on whole.
import { signal } from "@preact/signals";
import type { Pending } from "../shared/outbox.ts";
import type { Kept } from "./kept.ts";

const NAME = "desk.tabs";
/** Milliseconds that another tab has to hand over; one that sleeps has nothing that would not keep. */
const PATIENCE = 400;

/** What has not come back from the desk, and what stands half written. */
export interface Unsent { pending: readonly Pending[]; draft: string }

/** A tab that has a conversation. */
export interface Holder {
  kept: Kept;
  isOver: boolean;
  /** Gives away what is unsent: from then on it is the other tab's to send. */
  giveUnsent: () => Unsent;
  /** Somebody has left in a hurry, or erased it: nothing of it stays here either. */
  forget: () => void;
}

type Word =
  | { type: "anybody" }
  | { type: "here"; kept: Kept }
  | { type: "take"; contactId: string }
  | ({ type: "given"; contactId: string } & Unsent)
  | { type: "gone"; contactId: string };

/** The conversation that another tab has said it holds. */
export const elsewhere = signal<Kept | null>(null);

let channel: BroadcastChannel | null = null;
let holder: () => Holder | null = () => null;

/** Listens to the other tabs from now on; `mine` is what this tab holds. Asks who is there. Returns how to stop. */
export function meetOtherTabs(mine: () => Holder | null): () => void {
  if (typeof BroadcastChannel !== "function") return () => undefined;
  holder = mine;
  channel = new BroadcastChannel(NAME);
  channel.addEventListener("message", (event: MessageEvent<Word>) => hear(event.data));
  if (!mine()) say({ type: "anybody" });
  return () => channel?.close();
}

/** What another tab had not sent of this contact; nothing when none answers in time. */
export function takeUnsent(contactId: string): Promise<Unsent> {
  const none: Unsent = { pending: [], draft: "" };
  const line = channel;
  if (!line) return Promise.resolve(none);
  return new Promise((resolve) => {
    const stop = new AbortController();
    const finish = (unsent: Unsent): void => {
      stop.abort();
      clearTimeout(timer);
      resolve(unsent);
    };
    const timer = setTimeout(() => finish(none), PATIENCE);
    line.addEventListener("message", ({ data }: MessageEvent<Word>) => {
      if (data.type === "given" && data.contactId === contactId) finish(data);
    }, { signal: stop.signal });
    say({ type: "take", contactId });
  });
}

export function tellGone(contactId: string): void {
  say({ type: "gone", contactId });
}

function say(word: Word): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a broadcast goes to our own origin alone.
  channel?.postMessage(word);
}

function hear(word: Word): void {
  const own = holder();
  if (word.type === "here") elsewhere.value = word.kept;
  if (word.type === "gone" && elsewhere.value?.contactId === word.contactId) elsewhere.value = null;
  if (!own) return;
  const { contactId } = own.kept;
  if (word.type === "anybody" && !own.isOver) say({ type: "here", kept: own.kept });
  if (word.type === "take" && word.contactId === contactId) say({ type: "given", contactId, ...own.giveUnsent() });
  if (word.type === "gone" && word.contactId === contactId) own.forget();
}
