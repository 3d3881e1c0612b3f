// What the tab keeps of a contact over a reload: the token in this tab only, never in an address.
import { newId } from "../shared/ids.ts";
import { read, type Store, write } from "../shared/storage.ts";

const CONTACT = "desk.contact";
const QUESTION = "desk.question";
const REQUEST = "desk.request";

export interface Kept { contactId: string; token: string }

export const outboxKey = (contactId: string): string => `desk.outbox.${contactId}`;
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
  const former = read<{ id: string; text: string }>(store, REQUEST);
  if (former?.text === text) return former.id;
  const id = newId();
  write(store, REQUEST, { id, text });
  return id;
}

export function forgetRequest(store: Store): void {
  write(store, REQUEST, null);
}
