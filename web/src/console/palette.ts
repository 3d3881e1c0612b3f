// Everywhere one can go and everything one can do by name: what `Ctrl K` lists.
import { careTexts } from "../shared/texts/care.ts";
import { staffTexts } from "../shared/texts/staff.ts";
import { open } from "./actions.ts";
import { COMMANDS, isPossible, keyLabel, nameOf } from "./commands.ts";
import type { Conversation } from "./conversation.ts";
import { conversations } from "./model.ts";
import { isCall } from "./phone.ts";
import { openWrapUp } from "./wrap_ups.ts";

export interface Destination { id: string; words: string; key: string | null; go: () => void }

/** What can be done now; a conversation is found by its alias and by its first words. */
export function destinations(): Destination[] {
  const commands = COMMANDS.filter((command) => !command.sheetOnly && isPossible(command));
  return [
    ...conversations.value.map((conversation, index) => toConversation(conversation, index)),
    ...commands.map((command) => ({ id: command.id, words: nameOf(command), key: keyLabel(command), go: () => command.run?.("") })),
  ];
}

function toConversation(conversation: Conversation, index: number): Destination {
  const { palette, rail } = staffTexts();
  const contact = conversation.contact.value;
  const who = isCall(contact) ? careTexts().call.title : contact.alias ?? rail.anonymous;
  const key = index < 3 ? String(index + 1) : null;
  if (contact.state === "wrap_up") {
    return { id: conversation.id, words: `${careTexts().wrapUps.open(who)}: ${contact.first_line ?? ""}`, key, go: () => void openWrapUp(conversation) };
  }
  return { id: conversation.id, words: `${palette.conversation(who)}: ${contact.first_line ?? ""}`, key, go: () => void open(conversation.id) };
}

/** Those that hold every word typed; where a name begins so, it comes first, and a letter alone finds its key. */
export function matchingDestinations(all: readonly Destination[], query: string): Destination[] {
  const typed = query.trim().toLowerCase();
  const words = typed.split(/\s+/).filter((word) => word !== "");
  const found = all.filter((one) => words.every((word) => one.words.toLowerCase().includes(word)) || (typed.length === 1 && one.key?.toLowerCase() === typed));
  const rank = (one: Destination): number => (typed !== "" && one.key?.toLowerCase() === typed ? 0 : typed !== "" && one.words.toLowerCase().startsWith(typed) ? 1 : 2);
  return found.map((one, at) => ({ one, at })).sort((a, b) => rank(a.one) - rank(b.one) || a.at - b.at).map(({ one }) => one);
}
