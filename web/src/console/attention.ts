// Calls a counsellor to an offer (a sound until it is handled, the title, the system's notice if allowed) and to what is unread.
import { effect, signal } from "@preact/signals";
import { chime } from "../shared/chime.ts";
import { staffTexts } from "../shared/texts/staff.ts";
import { conversations, desk } from "./model.ts";

const KEY = "desk.sound";
const EVERY = 3_000;

export const soundOn = signal(recalled());
export const notifiable = signal("Notification" in window && Notification.permission === "default");
let ringing: ReturnType<typeof setInterval> | undefined;
let notice: Notification | null = null;
let unreadBefore = 0;

/** Follows the offers for as long as the page lives. */
export function watchOffers(): void {
  effect(() => {
    const offers = desk.value?.offers.value ?? [];
    const t = staffTexts();
    const unread = conversations.value.reduce((all, conversation) => all + conversation.unread.value, 0);
    document.title = offers.length > 0 ? `● ${t.offer.title} – ${t.name}` : `${unread > 0 ? `(${unread}) ` : ""}${t.name}`;
    if (unread > unreadBefore && soundOn.peek() && document.visibilityState !== "visible") chime();
    unreadBefore = unread;
    if (offers.length > 0) ring(t.attention.body);
    else quiet();
  });
}

export function setSound(on: boolean): void {
  soundOn.value = on;
  try {
    localStorage.setItem(KEY, on ? "on" : "off");
  } catch {
    // Then it holds for this page.
  }
}

export async function allowNotices(): Promise<void> {
  await Notification.requestPermission();
  notifiable.value = Notification.permission === "default";
}

function ring(words: string): void {
  if (ringing !== undefined) return;
  const once = (): void => {
    if (soundOn.value) chime();
  };
  once();
  ringing = setInterval(once, EVERY);
  // Nothing of the citizen stands in a notice: it may show on a locked screen.
  if (!document.hasFocus() && "Notification" in window && Notification.permission === "granted") {
    notice = new Notification(words, { tag: "desk-offer" });
    notice.addEventListener("click", () => window.focus());
  }
}

function quiet(): void {
  clearInterval(ringing);
  ringing = undefined;
  notice?.close();
  notice = null;
}

function recalled(): boolean {
  try {
    return localStorage.getItem(KEY) !== "off";
  } catch {
    return true;
  }
}
