// The widget's one state: which contact the tab has, whether the desk is open, and which view follows from both.
import { computed, effect, signal } from "@preact/signals";
import { DISPLACED } from "../shared/closing.ts";
import { call, HttpError } from "../shared/http.ts";
import { DEFAULT_LIMITS } from "../shared/outbox.ts";
import { announce } from "../shared/parts/Announce.tsx";
import { tabStore } from "../shared/storage.ts";
import { language, texts } from "../shared/texts/catalogue.ts";
import { cleanText } from "../shared/typed.ts";
import { isOver, isWaiting } from "./contact.ts";
import { Conversation } from "./conversation.ts";
import { DeskWatch } from "./desk.ts";
import { askForChat } from "./intake.ts";
import { forgetContact, forgetRequest, keepContact, keepQuestion, keptContact, keptQuestion, requestId } from "./kept.ts";
import { putAway, receipt, retyped, send, sending, trouble, wish } from "./leaving.ts";
import { typedCode } from "./reading.ts";
import { ownWords } from "./save.ts";
import { isTurned, type Place, type View, viewOf } from "./view.ts";

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

/** Takes up the tab's contact if it has one; otherwise looks whether the desk is open. */
export function begin(): void {
  open();
  effect(watchTheDoor);
  effect(stayWithTheConversation);
  countTheVisit();
  sayWhenItTurns();
}

export function writeQuestion(text: string): void {
  question.value = text;
  keepQuestion(store, text);
  retyped();
  if (problem.value?.code === "empty" || problem.value?.code === "invalid") problem.value = null;
}

export async function startChat(): Promise<void> {
  const text = cleanText(question.value);
  if (text === "") {
    problem.value = { code: "empty", retryAfter: null };
    return;
  }
  if (starting.value) return;
  starting.value = true;
  problem.value = null;
  try {
    const intake = await askForChat(text, language.value, requestId(store, text));
    keepContact(store, { contactId: intake.contact_id, token: intake.token });
    question.value = "";
    leaving.value = false;
    open();
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
  forget();
}

/** Erases at the desk, then here. Throws HttpError when the desk could not be reached. */
export async function eraseAll(): Promise<void> {
  await conversation.value?.erase();
  forget();
  erased.value = true;
}

function forget(): void {
  conversation.value?.stop();
  conversation.value = null;
  forgetContact(store);
}

function open(): void {
  const kept = keptContact(store);
  if (!kept) return;
  const talk = new Conversation(kept, store, forget);
  conversation.value = talk;
  talk.start();
}

function place(talk: Conversation | null): Place {
  if (!talk) return null;
  if (talk.closeCode.value === DISPLACED) return "displaced";
  const contact = talk.contact.value;
  if (!contact) return "unknown";
  return isOver(contact) ? "over" : isWaiting(contact) ? "waiting" : "talking";
}

/** Whoever waits sees the door close as well; whoever talks has no need of it. */
function watchTheDoor(): void {
  if (place(conversation.value) === "talking") desk.stop();
  else desk.start();
}

/** Somebody answers while a question is being left: the conversation it is. */
function stayWithTheConversation(): void {
  const talk = conversation.value;
  if (!talk || place(talk) !== "talking" || !leaving.peek()) return;
  const text = question.peek();
  if (text !== filledIn(talk)) talk.write(text);
  stopLeaving();
}

/** The question to be left, as it stood when the form was opened. */
function filledIn(talk: Conversation): string {
  return ownWords(talk.messages.peek(), talk.draft.peek());
}

/** One visit for each load of the page that meets a door that lets nobody in. */
function countTheVisit(): void {
  const stop = effect(() => {
    const chat = desk.state.value?.channels.chat;
    if (!chat) return;
    queueMicrotask(() => stop());
    const here = conversation.peek() === null && receipt.peek() === null;
    if (here && chat.state !== "open") void call("/api/visits", { method: "POST", body: { channel: "chat" } }).catch(() => undefined);
  });
}

/** Says in words that the page has turned, and keeps a call that is being asked for in sight. */
function sayWhenItTurns(): void {
  let former = view.peek();
  effect(() => {
    const now = view.value;
    const turned = isTurned(former, now);
    former = now;
    if (!turned) return;
    problem.value = null;
    if (turned === "opened" && (sending.peek() || (wish.peek().kind === "call" && wish.peek().number !== ""))) leaving.value = true;
    announce(turned === "opened" ? texts().closed.nowOpen : texts().closed.nowClosed);
  });
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
