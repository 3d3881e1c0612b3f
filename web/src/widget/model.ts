// The widget's one state: which contact the tab has, whether the desk is open, and which view follows from both.
import { computed, signal } from "@preact/signals";
import { DISPLACED } from "../shared/closing.ts";
import { HttpError } from "../shared/http.ts";
import { DEFAULT_LIMITS } from "../shared/outbox.ts";
import { bareCode } from "../shared/receipt_code.ts";
import { tabStore } from "../shared/storage.ts";
import { language } from "../shared/texts/catalogue.ts";
import { cleanText } from "../shared/typed.ts";
import { isOver, isWaiting } from "./contact.ts";
import { Conversation } from "./conversation.ts";
import { DeskWatch } from "./desk.ts";
import { askForChat } from "./intake.ts";
import { forgetContact, forgetRequest, keepContact, keepQuestion, keptContact, keptQuestion, requestId } from "./kept.ts";
import { putAway, receipt, retyped, send, trouble } from "./leaving.ts";
import { hasExited, leaveOverHttp } from "./parting.ts";
import { personalNumbers } from "./personal_numbers.ts";
import { eraseHolding, holding, typedCode } from "./reading.ts";
import { ownWords } from "./save.ts";
import { elsewhere, type Holder, takeUnsent, tellGone } from "./tabs.ts";
import { type Place, type View, viewOf } from "./view.ts";

export interface Problem { code: string; retryAfter: number | null }

const store = tabStore();

export const desk = new DeskWatch();
export const conversation = signal<Conversation | null>(null);
export const question = signal(keptQuestion(store));
export const starting = signal(false);
export const problem = signal<Problem | null>(null);
/** True while somebody who might chat or wait leaves a question instead. */
export const leaving = signal(false);
const erased = signal(false);
/** Set when the desk refused a newcomer though it had said open; the next look at the desk takes it back. */
const turnedAway = signal(false);

export const view = computed<View>(() => viewOf({
  reading: typedCode.value !== null,
  receipt: receipt.value !== null,
  leaving: leaving.value,
  erased: erased.value,
  contact: place(conversation.value),
  door: desk.chat.value === null ? null : turnedAway.value ? "closed" : desk.chat.value.state,
}));

export function writeQuestion(text: string): void {
  question.value = text;
  keepQuestion(store, text);
  retyped(text);
  const code = problem.value?.code;
  if (code === "empty" || code === "invalid" || (code === "personal" && personalNumbers(text).length === 0)) problem.value = null;
}

export async function startChat(): Promise<void> {
  const text = cleanText(question.value);
  if (text === "") {
    problem.value = { code: "empty", retryAfter: null };
    return;
  }
  if (personalNumbers(text).length > 0) {
    problem.value = { code: "personal", retryAfter: null };
    return;
  }
  if (starting.value) return;
  starting.value = true;
  problem.value = null;
  try {
    const intake = await askForChat(text, language.value, requestId(store, text));
    if (hasExited()) return leaveOverHttp(intake.token);
    keepContact(store, { contactId: intake.contact_id, token: intake.token });
    question.value = "";
    leaving.value = false;
    takeUp();
  } catch (error) {
    refused(error);
  } finally {
    starting.value = false;
  }
}

/** Shows the form for leaving a question; what was said in line already stands in it. */
export function leaveInstead(): void {
  const talk = conversation.value;
  if (talk && question.value === "") writeQuestion(filledIn(talk));
  trouble.value = null;
  leaving.value = true;
}

export function stopLeaving(): void {
  leaving.value = false;
  trouble.value = null;
  if (conversation.value) writeQuestion("");
}

/** Sends the question or the wish for a call, for the contact in line where there is one. */
export async function leave(): Promise<void> {
  const contact = conversation.value ? keptContact(store) : null;
  if (!(await send(question.value, DEFAULT_LIMITS.text, language.value, contact))) return;
  question.value = "";
  leaving.value = false;
}

/** Leaves the past contact and its receipt behind and shows the first page again. */
export function startOver(): void {
  putAway();
  leaving.value = false;
  erased.value = false;
  if (conversation.value?.isUntold) conversation.value.leaveForGood();
  forget();
}

/** Erases at the desk, then here. Throws HttpError when the desk could not be reached. */
export async function eraseAll(): Promise<void> {
  const talk = conversation.value;
  if (!talk) return;
  await talk.erase();
  tellGone(talk.contactId);
  forget();
  erased.value = true;
}

/** Erases what is read by its code, and whatever this tab has of the same; true when the desk has done it. */
export async function eraseRead(): Promise<boolean> {
  const read = holding.value?.contact?.contact_id ?? null;
  const left = receipt.value !== null && bareCode(receipt.value.code) === bareCode(typedCode.value ?? "");
  if (!(await eraseHolding())) return false;
  if (left) putAway();
  // What was said in line belongs to the question left instead. Best effort: it goes by itself within a day.
  if (left || read === keptContact(store)?.contactId) await eraseAll().catch(() => undefined);
  return true;
}

function forget(): void {
  conversation.value?.stop();
  conversation.value = null;
  forgetContact(store);
}

/** What this tab has, for the others to ask about. */
export function held(): Holder | null {
  const talk = conversation.value;
  const kept = keptContact(store);
  if (!talk || !kept) return null;
  return {
    kept,
    isOver: place(talk) === "over",
    unsent: () => talk.unsent(),
    letGo: (given) => talk.letGo(given),
    takeUnsent: (unsent) => talk.takeUnsent(unsent),
    forget,
  };
}

/** Goes on here with the conversation of another tab, and with what is half written in either. */
export async function continueHere(): Promise<void> {
  const found = elsewhere.value;
  if (!found || conversation.value) return;
  elsewhere.value = null;
  const typed = question.value;
  keepContact(store, found);
  question.value = "";
  const unsent = await takeUnsent(found.contactId);
  takeUp()?.takeUnsent({ ...unsent, draft: [unsent.draft, typed].filter((text) => text !== "").join("\n") });
}

/** The same for a tab that has been displaced. */
export async function useHere(): Promise<void> {
  const talk = conversation.value;
  if (!talk) return;
  talk.takeUnsent(await takeUnsent(talk.contactId));
  if (!hasExited()) talk.start();
}

/** Takes up the tab's contact if it has one. */
export function takeUp(): Conversation | null {
  const kept = keptContact(store);
  if (!kept || hasExited()) return null;
  const talk = new Conversation(kept, store, forget);
  conversation.value = talk;
  talk.start();
  return talk;
}

export function place(talk: Conversation | null): Place {
  if (!talk) return null;
  if (talk.left.value) return "over";
  if (talk.closeCode.value === DISPLACED) return "displaced";
  const contact = talk.contact.value;
  if (!contact) return "unknown";
  return isOver(contact) ? "over" : isWaiting(contact) ? "waiting" : "talking";
}

/** The question to be left, as it stood when the form was opened. */
export function filledIn(talk: Conversation): string {
  return ownWords(talk.messages.peek(), talk.draft.peek());
}

/** Says why nothing began. Whoever meets a closed door sees the closed page, once the desk has confirmed it. */
function refused(error: unknown): void {
  const code = error instanceof HttpError ? error.code : "unavailable";
  if (code === "gone") forgetRequest(store);
  problem.value = { code, retryAfter: error instanceof HttpError ? error.retryAfter : null };
  if (code !== "desk_closed" && code !== "queue_full") return;
  turnedAway.value = true;
  void desk.ask().finally(() => { turnedAway.value = false; });
}
