// What the tab keeps of a contact over a reload: the token in this tab only, never in an address.
import { newId } from "../shared/ids.ts";
import { read, type Store, write } from "../shared/storage.ts";
import type { Wish } from "./wish.ts";

const CONTACT = "desk.contact";
const QUESTION = "desk.question";
const REQUEST = "desk.request";
const WISH = "desk.wish";
const WISH_REQUEST = "desk.wish.request";
const RECEIPT = "desk.receipt";

export interface Kept { contactId: string; token: string }

/** What a citizen holds of a question that was left, until she says that she is done. */
export interface Receipt { code: string; token: string | null; kind: Wish["kind"]; number: string | null; expiresAt: string }

export const outboxKey = (contactId: string): string => `desk.outbox.${contactId}`;
export const leftKey = (contactId: string): string => `desk.left.${contactId}`;
export const feedbackKey = (contactId: string): string => `desk.feedback.${contactId}`;
export const draftKey = (contactId: string): string => `desk.draft.${contactId}`;

export function keptContact(store: Store): Kept | null {
  return read<Kept>(store, CONTACT);
}

export function keepContact(store: Store, kept: Kept): void {
  write(store, CONTACT, kept);
  write(store, QUESTION, null);
  write(store, REQUEST, null);
}

/** Nothing of the contact stays in the tab. */
export function forgetContact(store: Store): void {
  const kept = keptContact(store);
  if (kept) {
    write(store, outboxKey(kept.contactId), null);
    write(store, draftKey(kept.contactId), null);
    write(store, leftKey(kept.contactId), null);
    write(store, feedbackKey(kept.contactId), null);
  }
  write(store, CONTACT, null);
}

export function keptQuestion(store: Store): string {
  return read<string>(store, QUESTION) ?? "";
}

export function keepQuestion(store: Store, text: string): void {
  write(store, QUESTION, text);
}

/** One id for one wish to chat: a repeat of the same text makes no second contact, a changed text is a new wish. */
export function requestId(store: Store, text: string): string {
  return oneId(store, REQUEST, text);
}

/** The same for a question left or a call asked for. */
export function wishRequestId(store: Store, wish: string): string {
  return oneId(store, WISH_REQUEST, wish);
}

function oneId(store: Store, key: string, text: string): string {
  const former = read<{ id: string; text: string }>(store, key);
  if (former?.text === text) return former.id;
  const id = newId();
  write(store, key, { id, text });
  return id;
}

export function forgetWishRequest(store: Store): void {
  write(store, WISH_REQUEST, null);
}

export function keptWish(store: Store): Wish {
  const kept = read<Wish>(store, WISH);
  return { kind: kept?.kind === "call" ? "call" : "message", number: typeof kept?.number === "string" ? kept.number : "" };
}

export function keepWish(store: Store, wish: Wish): void {
  write(store, WISH, wish.number === "" && wish.kind === "message" ? null : wish);
}

export function keptReceipt(store: Store): Receipt | null {
  return read<Receipt>(store, RECEIPT);
}

/** The receipt comes in the place of what was typed. */
export function keepReceipt(store: Store, receipt: Receipt): void {
  write(store, RECEIPT, receipt);
  for (const key of [WISH, WISH_REQUEST, QUESTION]) write(store, key, null);
}

export function forgetReceipt(store: Store): void {
  write(store, RECEIPT, null);
}

export function forgetRequest(store: Store): void {
  write(store, REQUEST, null);
}
