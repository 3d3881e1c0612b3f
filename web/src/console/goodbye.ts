// The last words before a conversation is ended: which of them fit, and whether they have come.
import { effect } from "@preact/signals";
import type { Conversation } from "./conversation.ts";
import { quickReplies } from "./own_replies.ts";
import { type QuickReply, wordingOf } from "./replies.ts";
import { filledFor } from "./suggestions.ts";

const LAST_STAGE = "konklusjon";
const USUAL = "/hade";
const FOR_THE_SILENT = "/stille";
const MOST = 4;
const PATIENCE = 8_000;
/** So many of my last messages are looked at for a goodbye that was said already. */
const LOOKED_AT = 3;

export interface Goodbye { id: string; short: string; text: string }

/** Goodbyes in the citizen's language: the usual one first, or the one for somebody who has gone silent. */
export function goodbyesFor(conversation: Conversation): Goodbye[] {
  const silent = !conversation.contact.value.citizen_present;
  const usual = silent ? [FOR_THE_SILENT, USUAL] : [USUAL, FOR_THE_SILENT];
  const named = usual.flatMap((shortcut) => quickReplies.value.find((reply) => reply.shortcut === shortcut) ?? []);
  const some = named.length > 0 ? named : quickReplies.value.filter((reply) => reply.stage === LAST_STAGE && saysGoodbye(reply)).slice(0, MOST);
  return some.flatMap((reply) => {
    const wording = wordingOf(reply, conversation.contact.value.language);
    return wording ? [{ id: reply.id, short: reply.shortcut, text: filledFor(conversation, wording.text) }] : [];
  });
}

/** On the telephone, and to somebody who is not there, a goodbye is not written. */
export function isInWriting(conversation: Conversation): boolean {
  return conversation.contact.value.channel === "chat" && conversation.contact.value.follow_up === null;
}

/** The one to begin with: none where one has been said. */
export function usualGoodbye(conversation: Conversation, all: readonly Goodbye[]): string {
  if (!isInWriting(conversation)) return "";
  const mine = conversation.messages.value.filter((message) => message.author === "counsellor").slice(-LOOKED_AT).map((message) => message.text);
  return all.some((one) => mine.includes(one.text)) ? "" : all[0]?.text ?? "";
}

/** A closing reply with a question or a gap in it does not end anything. */
function saysGoodbye(reply: QuickReply): boolean {
  return !Object.values(reply.texts).some((text) => /\?|…/.test(text));
}

export type Delivery = "sent" | "refused" | "late";

/** Whether a message that is on its way comes back: stored, refused for good, or not within 8 s. */
export function delivered(conversation: Conversation, cid: string): Promise<Delivery> {
  return new Promise((resolve) => {
    let over = false;
    let unwatch: (() => void) | undefined;
    const finish = (how: Delivery): void => {
      if (over) return;
      over = true;
      clearTimeout(timer);
      queueMicrotask(() => unwatch?.());
      resolve(how);
    };
    const timer = setTimeout(() => finish("late"), PATIENCE);
    unwatch = effect(() => {
      const item = conversation.pending.value.find((pending) => pending.cid === cid);
      if (!item) finish("sent");
      else if (item.refused !== null) finish("refused");
    });
  });
}
