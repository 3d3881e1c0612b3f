// Colleagues in a conversation: asked, there and gone again; and what becomes of a transfer to one of them.
import { effect, signal, untracked } from "@preact/signals";
import type { JoinRequestPart } from "../shared/protocol.ts";
import { staffTexts } from "../shared/texts/staff.ts";
import { open } from "./actions.ts";
import type { Conversation } from "./conversation.ts";
import type { FromColleagues } from "./desk.ts";
import { desk, fromColleagues, give, hide, toColleague } from "./model.ts";

const NEWS_SHOWN = 8_000;

/** The conversation that a colleague is to be asked into. */
export const asking = signal<string | null>(null);
/** The conversation that is to be handed over. */
export const moving = signal<string | null>(null);
/** What a colleague has just done, in words, for a while. */
export const news = signal<string | null>(null);
let newsTimer: ReturnType<typeof setTimeout> | undefined;

export async function askColleague(conversation: Conversation, counsellor: string): Promise<boolean> {
  return toColleague({ type: "ask_colleague", contact_id: conversation.id, counsellor });
}

export async function releaseColleague(conversation: Conversation, counsellor: string): Promise<void> {
  await give({ type: "release_colleague", contact_id: conversation.id, counsellor });
}

export async function joinIn(request: JoinRequestPart): Promise<void> {
  const contactId = request.contact.contact_id;
  if (await give({ type: "join", contact_id: contactId })) await open(contactId);
}

export async function declineToJoin(request: JoinRequestPart): Promise<void> {
  await give({ type: "leave_conversation", contact_id: request.contact.contact_id });
}

export async function leaveConversation(conversation: Conversation): Promise<void> {
  if (await give({ type: "leave_conversation", contact_id: conversation.id })) hide(conversation.id);
}

export async function cancelTransfer(conversation: Conversation): Promise<void> {
  await give({ type: "cancel_transfer", contact_id: conversation.id });
}

export function firstRequest(): JoinRequestPart | null {
  return desk.value?.requests.value[0] ?? null;
}

/** An owner's own chat that goes on: a colleague may be asked in, and it may be handed over. */
export function isMine(conversation: Conversation | null): conversation is Conversation {
  return conversation !== null && !conversation.guest.value && conversation.contact.value.state === "active";
}

/** Shown for a while, and read out; that somebody is asked stands in the conversation until she answers. */
function tell(event: FromColleagues): void {
  if (event !== "out" && event.outcome === "asked") return;
  const { company } = staffTexts();
  tellNews(event === "out" ? company.out : event.type === "colleague" ? company.outcomes[event.outcome](event.name) : company.transfer[event.outcome](event.name));
}

/** Words that stand for a while. */
export function tellNews(words: string): void {
  news.value = words;
  clearTimeout(newsTimer);
  newsTimer = setTimeout(() => { news.value = null; }, NEWS_SHOWN);
}

effect(() => {
  const event = fromColleagues.value;
  if (event) untracked(() => tell(event));
});
