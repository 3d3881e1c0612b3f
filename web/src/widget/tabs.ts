// The same chat in several tabs of one browser: a new tab finds the conversation that another has, and takes it on whole.
import { signal } from "@preact/signals";
import { newId } from "../shared/ids.ts";
import type { Pending } from "../shared/outbox.ts";
import type { Kept } from "./kept.ts";

const NAME = "desk.tabs";
/** Milliseconds in which another tab's answer is waited for; one that has slept may answer later, and is heard then too. */
const PATIENCE = 400;

/** What has not come back from the desk, and what stands half written. */
export interface Unsent { pending: readonly Pending[]; draft: string }

/** A tab that has a conversation. */
export interface Holder {
  kept: Kept;
  isOver: boolean;
  /** What is unsent here, for another tab to send. */
  unsent: () => Unsent;
  /** Another tab has it: from then on it is not this one's to send. */
  letGo: (given: Unsent) => void;
  /** What another tab had not sent; what is here already is not doubled. */
  takeUnsent: (unsent: Unsent) => void;
  /** Somebody has left in a hurry, or erased it: nothing of it stays here either. */
  forget: () => void;
}

type Word =
  | { type: "anybody" }
  | { type: "here"; kept: Kept }
  | { type: "take"; contactId: string; by: string }
  | ({ type: "given"; contactId: string; by: string; to?: string } & Unsent)
  | { type: "taken"; contactId: string; to: string }
  | { type: "gone"; contactId: string };

/** The conversation that another tab has said it holds. */
export const elsewhere = signal<Kept | null>(null);

let channel: BroadcastChannel | null = null;
let holder: () => Holder | null = () => null;
/** This tab among the others: of several old ones each gives to the one that asked, and to no other. */
const me = newId();
let given: Unsent | null = null;
/** Who waits for the first answer here, and of which contact. */
let waiting: { contactId: string; finish: (unsent: Unsent) => void } | null = null;

/** Listens to the other tabs from now on; `mine` is what this tab holds. Asks who is there. Returns how to stop. */
export function meetOtherTabs(mine: () => Holder | null): () => void {
  if (typeof BroadcastChannel !== "function") return () => undefined;
  holder = mine;
  channel = new BroadcastChannel(NAME);
  channel.addEventListener("message", (event: MessageEvent<Word>) => hear(event.data));
  if (!mine()) say({ type: "anybody" });
  return () => channel?.close();
}

/** What another tab had not sent of this contact; nothing when none answers in time. What comes later goes to the holder. */
export function takeUnsent(contactId: string): Promise<Unsent> {
  const none: Unsent = { pending: [], draft: "" };
  if (!channel) return Promise.resolve(none);
  return new Promise((resolve) => {
    const finish = (unsent: Unsent): void => {
      waiting = null;
      clearTimeout(timer);
      resolve(unsent);
    };
    const timer = setTimeout(() => finish(none), PATIENCE);
    waiting = { contactId, finish };
    say({ type: "take", contactId, by: me });
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
  if (word.type === "given" && (word.to ?? me) === me) take(word, own);
  if (!own) return;
  const { contactId } = own.kept;
  if (word.type === "anybody" && !own.isOver) say({ type: "here", kept: own.kept });
  if (word.type === "take" && word.contactId === contactId) give(own, word.by);
  if (word.type === "taken" && word.to === me && word.contactId === contactId && given) own.letGo(given);
  if (word.type === "gone" && word.contactId === contactId) own.forget();
}

/** It stays here until the other tab says that it has it: one that is gone meanwhile takes nothing along. */
function give(own: Holder, to: string): void {
  given = own.unsent();
  say({ type: "given", contactId: own.kept.contactId, by: me, to, ...given });
}

function take(word: Word & { type: "given" }, own: Holder | null): void {
  const { contactId, by, pending, draft } = word;
  if (waiting?.contactId === contactId) waiting.finish({ pending, draft });
  else if (own?.kept.contactId === contactId) own.takeUnsent({ pending, draft });
  else return;
  say({ type: "taken", contactId, to: by });
}
