// What a counsellor can do, named once: buttons and keys call the same.
import { signal } from "@preact/signals";
import { announce } from "../shared/parts/Announce.tsx";
import type { Channel, OfferPart, Presence } from "../shared/protocol.ts";
import { staffTexts } from "../shared/texts/staff.ts";
import type { Conversation } from "./conversation.ts";
import { composerId, focusSoon } from "./focus.ts";
import { ask, conversations, desk, give, offers, show, toColleague } from "./model.ts";
import { openWrapUp } from "./wrap_ups.ts";

/** True from a yes until its field has the cursor: what is typed meanwhile is meant for the field and is no key. */
export const held = signal(false);

/** What has been wished for and not yet answered: whoever is quick must not take back her own words. */
export const wish = signal<{ state: Presence; channels: Channel[] } | null>(null);

/** Another state, or other channels; what is not said stays as it was wished last. */
export async function setPresence(state: Presence | null, channels?: Channel[]): Promise<void> {
  const now = wish.value ?? desk.value?.presence.value;
  const wished = channels ?? now?.channels ?? [];
  const mine: { state: Presence; channels: Channel[] } = { state: state ?? now?.state ?? "off", channels: wished.length > 0 ? wished : ["chat"] };
  wish.value = mine;
  await give({ type: "presence", ...mine });
  if (wish.value === mine) wish.value = null;
}

/** Takes a channel to what is wished, or away from it. False for the last one: a break is what that would mean. */
export function chooseChannel(channel: Channel, on: boolean): boolean {
  const now = (wish.value ?? desk.value?.presence.value)?.channels ?? [];
  const channels = [...now.filter((other) => other !== channel), ...(on ? [channel] : [])];
  if (channels.length > 0) void setPresence(null, channels);
  return channels.length > 0;
}

export async function accept(offer: OfferPart): Promise<void> {
  const contactId = offer.contact.contact_id;
  await opening(give({ type: "accept", contact_id: contactId, offer_id: offer.offer_id }), contactId);
}

export async function decline(offer: OfferPart): Promise<void> {
  await give({ type: "decline", contact_id: offer.contact.contact_id, offer_id: offer.offer_id, reason: null });
}

export async function take(contactId: string): Promise<void> {
  await opening(give({ type: "take", contact_id: contactId }), contactId);
}

/** The next in the line that fits me; the desk chooses. */
export async function takeNext(): Promise<void> {
  const answer = await ask({ type: "take", contact_id: null });
  if (answer?.contact_id) await open(answer.contact_id);
}

export async function end(conversation: Conversation): Promise<void> {
  if (await give({ type: "end", contact_id: conversation.id })) await openWrapUp(conversation);
}

/** Acute concern: a flagged conversation is never ended for silence. */
export async function flag(conversation: Conversation): Promise<void> {
  const on = !conversation.contact.value.flagged;
  const { talk } = staffTexts();
  if (await give({ type: "flag", contact_id: conversation.id, on })) announce(on ? talk.flagDone : talk.unflagDone);
}

export async function transfer(conversation: Conversation, to: object, note: string): Promise<boolean> {
  return toColleague({ type: "transfer", contact_id: conversation.id, to, note: note.trim() === "" ? null : note.trim() });
}

/** Waits for the desk's yes and opens the conversation; the single keys rest until then. */
async function opening(asked: Promise<boolean>, contactId: string): Promise<void> {
  held.value = true;
  if (await asked) await open(contactId);
  held.value = false;
}

/** Shows a conversation and puts the cursor in its field; where it has ended, in its wrap-up. */
export async function open(contactId: string): Promise<void> {
  const conversation = conversations.value.find((one) => one.id === contactId);
  if (conversation?.contact.value.state === "wrap_up" && !conversation.guest.value) return openWrapUp(conversation);
  show(contactId);
  await focusSoon(composerId(contactId));
}

export function openNth(index: number): void {
  const conversation = conversations.value[index];
  if (conversation) void open(conversation.id);
}

/** The one whose citizen has waited longest for my answer. */
export function openWaiting(): void {
  const waiting = conversations.value.filter((conversation) => conversation.waitsSince !== null)
    .sort((a, b) => Date.parse(a.waitsSince ?? "") - Date.parse(b.waitsSince ?? ""));
  const first = waiting[0];
  if (first) void open(first.id);
  else announce(staffTexts().rail.none);
}

export function firstOffer(): OfferPart | null {
  return offers.value[0] ?? null;
}
