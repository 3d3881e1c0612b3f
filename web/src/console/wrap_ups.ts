// The wrap-ups that wait: which they are, how one gets to each, and where one goes when one is done.
import { computed } from "@preact/signals";
import { announce } from "../shared/parts/Announce.tsx";
import { careTexts } from "../shared/texts/care.ts";
import { staffTexts } from "../shared/texts/staff.ts";
import type { Conversation } from "./conversation.ts";
import { focusTopics } from "./focus.ts";
import { conversations, current, drawerOpen, show } from "./model.ts";

/** Mine that have ended and are not recorded, the oldest first. */
export const openWrapUps = computed(() => conversations.value
  .filter((one) => one.contact.value.state === "wrap_up" && !one.guest.value)
  .sort((a, b) => Date.parse(a.contact.value.since) - Date.parse(b.contact.value.since)));

export async function openWrapUp(conversation: Conversation): Promise<void> {
  show(conversation.id);
  drawerOpen.value = true;
  await focusTopics(conversation.id);
}

/** The form of what one looks at; from inside the form, the next one that waits. */
export async function toWrapUp(): Promise<void> {
  const waiting = openWrapUps.value;
  const inside = document.activeElement?.closest("[data-part='drawer']") !== null && document.activeElement !== null;
  const at = waiting.findIndex((one) => one.id === current.value?.id);
  const next = current.value && !inside ? current.value : waiting[(at + 1) % Math.max(1, waiting.length)] ?? current.value;
  if (next) await openWrapUp(next);
  else {
    drawerOpen.value = true;
    announce(careTexts().wrapUps.none);
  }
}

/** On to the next one, unless somebody waits for an answer: then the keys are free for `N`. */
export async function afterRecorded(recorded: string): Promise<void> {
  const left = openWrapUps.value.filter((one) => one.id !== recorded);
  announce(left.length > 0 ? careTexts().wrapUps.left(left.length) : staffTexts().wrapUp.done);
  const [next] = left;
  if (next && !conversations.value.some((one) => one.waitsSince !== null)) await openWrapUp(next);
  else document.querySelector<HTMLElement>('[data-part="rail"]')?.focus();
}
