// The widget's one state: which contact the tab has, whether the desk is open, and which view follows from both.
import { computed, signal } from "@preact/signals";
import { DISPLACED } from "../shared/closing.ts";
import { HttpError } from "../shared/http.ts";
import { tabStore } from "../shared/storage.ts";
import { language } from "../shared/texts/catalogue.ts";
import { cleanText } from "../shared/typed.ts";
import { isOver } from "./contact.ts";
import { Conversation } from "./conversation.ts";
import { DeskWatch } from "./desk.ts";
import { askForChat } from "./intake.ts";
import { forgetContact, forgetRequest, keepContact, keepQuestion, keptContact, keptQuestion, requestId } from "./kept.ts";

export type View = "loading" | "before" | "closed" | "conversation" | "after" | "displaced" | "erased";
export interface Problem { code: string; retryAfter: number | null }

const store = tabStore();

export const desk = new DeskWatch();
export const conversation = signal<Conversation | null>(null);
export const question = signal(keptQuestion(store));
export const starting = signal(false);
export const problem = signal<Problem | null>(null);
const erased = signal(false);
/** Set when the desk refused a newcomer though it had said open; the next look at the desk takes it back. */
const turnedAway = signal(false);

export const view = computed<View>(() => {
  if (erased.value) return "erased";
  const talk = conversation.value;
  if (talk) {
    if (talk.closeCode.value === DISPLACED) return "displaced";
    if (isOver(talk.contact.value)) return "after";
    return talk.contact.value ? "conversation" : "loading";
  }
  const chat = desk.state.value?.channels.chat;
  if (!chat) return "loading";
  return chat.state === "open" && !turnedAway.value ? "before" : "closed";
});

/** Takes up the tab's contact if it has one; otherwise looks whether the desk is open. */
export function begin(): void {
  const kept = keptContact(store);
  if (kept) open();
  else desk.start();
}

export function writeQuestion(text: string): void {
  question.value = text;
  keepQuestion(store, text);
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
    open();
  } catch (error) {
    refused(error);
  } finally {
    starting.value = false;
  }
}

/** Leaves the past contact behind and shows the first page again. */
export function startOver(): void {
  conversation.value?.stop();
  conversation.value = null;
  erased.value = false;
  forgetContact(store);
  desk.start();
}

/** Erases at the desk, then here. Throws HttpError when the desk could not be reached. */
export async function eraseAll(): Promise<void> {
  await conversation.value?.erase();
  forgetContact(store);
  conversation.value = null;
  erased.value = true;
}

function open(): void {
  const kept = keptContact(store);
  if (!kept) return;
  desk.stop();
  const talk = new Conversation(kept, store, startOver);
  conversation.value = talk;
  talk.start();
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
