// Calls a counsellor to an offer (a sound until it is handled, the title, the tab's sign, the system's notice) and to what is unread.
import { effect, signal, untracked } from "@preact/signals";
import { chime, soundAllowed } from "../shared/chime.ts";
import { staffTexts } from "../shared/texts/staff.ts";
import { writingTexts } from "../shared/texts/writing.ts";
import { badge } from "./badge.ts";
import { tellNews } from "./company.ts";
import { conversations, desk, offers } from "./model.ts";
import { closeNotice, showNotice } from "./notification.ts";

const KEY = "desk.sound";
const EVERY = 3_000;

export const soundOn = signal(recalled());
let ringing: ReturnType<typeof setInterval> | undefined;
let unreadBefore = 0;
let requestsBefore = 0;

/** Follows the offers for as long as the page lives. */
export function watchOffers(): void {
  effect(() => {
    const offered = offers.value.length > 0;
    const unread = conversations.value.reduce((all, conversation) => all + conversation.unread.value, 0);
    document.title = titleWith(unread);
    badge(offered ? "offer" : unread > 0 ? "unread" : "none");
    if (unread > unreadBefore && !document.hasFocus()) once();
    unreadBefore = unread;
    if (offered) ring(staffTexts().attention.body);
    else quiet();
  });
  effect(() => {
    const asked = desk.value?.requests.value.length ?? 0;
    if (asked > requestsBefore) once();
    requestsBefore = asked;
  });
  effect(() => {
    const ended = desk.value?.offerEnded.value;
    if (ended && (ended.outcome === "expired" || ended.outcome === "withdrawn")) untracked(() => tellNews(writingTexts().offer[ended.outcome as "expired" | "withdrawn"]));
  });
}

/** An offer first, then what is unread; names stay on the page, for a title may stand on a shared screen. */
function titleWith(unread: number): string {
  const t = staffTexts();
  const name = `${unread > 0 ? `(${unread}) ` : ""}${t.name}`;
  return offers.value.length > 0 ? `● ${t.offer.title} – ${name}` : name;
}

export function setSound(on: boolean): void {
  soundOn.value = on;
  if (on) chime();
  try {
    localStorage.setItem(KEY, on ? "on" : "off");
  } catch {
    // Then it holds for this page.
  }
}

/** The switch is on, and the browser lets nothing be heard: that must be said. */
export function isMuted(): boolean {
  return soundOn.value && !soundAllowed.value;
}

function once(): void {
  if (soundOn.peek()) chime();
}

function ring(words: string): void {
  if (ringing !== undefined) return;
  once();
  ringing = setInterval(once, EVERY);
  showNotice(words);
}

function quiet(): void {
  clearInterval(ringing);
  ringing = undefined;
  closeNotice();
}

function recalled(): boolean {
  try {
    return localStorage.getItem(KEY) !== "off";
  } catch {
    return true;
  }
}
