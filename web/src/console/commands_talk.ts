// What can be done with offers, the queue and a conversation.
import type { Command } from "./commands.ts";
import { accept, decline, end, firstOffer, open, openNth, openWaiting, takeNext } from "./actions.ts";
import { asking, cancelTransfer, declineToJoin, firstRequest, isMine, joinIn, leaveConversation, moving } from "./company.ts";
import type { Conversation } from "./conversation.ts";
import { ending } from "./dialogs.ts";
import { conversations, current, desk, hide } from "./model.ts";
import { isCall } from "./phone.ts";
import { askFor } from "./suggestions.ts";

export const OFFERS: readonly Command[] = [
  { id: "yes", keys: ["a"], can: () => firstOffer() !== null || firstRequest() !== null, run: yes },
  { id: "no", keys: ["d"], careful: true, can: () => firstOffer() !== null || firstRequest() !== null, run: no },
  { id: "takeNext", keys: ["u"], careful: true, can: () => desk.value?.takes.value === true, run: () => void takeNext() },
];

export const TALK: readonly Command[] = [
  { id: "first", keys: ["1", "2", "3"], sheetOnly: true, run: (key) => openNth(Number(key) - 1) },
  { id: "waiting", keys: ["n"], run: openWaiting },
  { id: "reply", keys: ["/"], can: writes, run: () => withCurrent((one) => askFor(one, "/")) },
  { id: "link", keys: ["l"], careful: true, can: writes, run: () => withCurrent((one) => askFor(one, "/lenke ")) },
  { id: "note", keys: ["o"], careful: true, can: () => current.value?.contact.value.state === "active", run: () => withCurrent(note) },
  { id: "end", keys: ["e"], careful: true, can: () => isMine(current.value), run: () => withCurrent(endOne) },
  { id: "transfer", keys: ["s"], careful: true, can: handsOver, run: () => withCurrent((one) => { moving.value = one.id; }) },
  { id: "takeBack", can: () => isMine(current.value) && current.value.contact.value.transferring !== null, run: () => withCurrent((one) => void cancelTransfer(one)) },
  { id: "ask", keys: ["k"], careful: true, can: chats, run: () => withCurrent((one) => { asking.value = one.id; }) },
  { id: "leave", can: () => current.value?.guest.value === true, run: () => withCurrent((one) => void leaveConversation(one)) },
  { id: "putAside", keys: ["h"], careful: true, can: () => current.value !== null, run: () => withCurrent(putAside) },
];

function withCurrent(then: (conversation: Conversation) => void): void {
  if (current.value) then(current.value);
}

/** With a citizen who writes: somebody may be asked in, and is told so. */
function chats(): boolean {
  return isMine(current.value) && !current.value.contact.value.follow_up && !isCall(current.value.contact.value);
}

/** There is a field whose words go to the citizen. */
function writes(): boolean {
  return current.value?.contact.value.state === "active" && !isCall(current.value.contact.value);
}

function handsOver(): boolean {
  return isMine(current.value) && !isCall(current.value.contact.value) && current.value.contact.value.transferring === null;
}

/** To the offer, else to the colleague who asks. */
function yes(): void {
  const [offer, request] = [firstOffer(), firstRequest()];
  if (offer) void accept(offer);
  else if (request) void joinIn(request);
}

function no(): void {
  const [offer, request] = [firstOffer(), firstRequest()];
  if (offer) void decline(offer);
  else if (request) void declineToJoin(request);
}

/** A conversation is ended once confirmed; whoever has hung up has done so. */
function endOne(conversation: Conversation): void {
  if (isCall(conversation.contact.value)) void end(conversation);
  else ending.value = conversation.id;
}

function note(conversation: Conversation): void {
  conversation.writeNote(true);
  void open(conversation.id);
}

/** Off the screen; the cursor goes to what is left of it. */
export function putAside(conversation: Conversation): void {
  hide(conversation.id);
  const next = conversations.value.length > 0 ? ".pane, [data-part='rail']" : "[data-part='rail']";
  requestAnimationFrame(() => document.querySelector<HTMLElement>(next)?.focus());
}
