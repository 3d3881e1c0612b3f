// The system's own notice of an offer: asked for at the start of a shift, put off for a day, and never needed.
import { computed, signal } from "@preact/signals";
import { osloDate } from "../shared/dates.ts";
import { deskNow } from "../shared/now.ts";
import { desk } from "./model.ts";

const LATER = "desk.notices-later";
type Allowed = NotificationPermission | "none";

export const allowed = signal<Allowed>(read());
const putOff = signal(recalled());
let notice: Notification | null = null;

/** Whether this is the time to ask: she has become ready, and has not said today that she does not want it. */
export const asks = computed(() => allowed.value === "default" && desk.value?.presence.value?.state === "ready" && putOff.value !== osloDate(deskNow()));

export async function allowNotices(): Promise<void> {
  try {
    await Notification.requestPermission();
  } catch {
    // Some browsers have it and forbid it; the other signs are enough.
  }
  allowed.value = read();
}

/** Not today; the switch at the foot of the rail stays. */
export function later(): void {
  putOff.value = osloDate(deskNow());
  try {
    localStorage.setItem(LATER, putOff.value);
  } catch {
    // Then it holds for this page.
  }
}

/** Nothing of the citizen stands in a notice: it may show on a locked screen. None for whoever is at the page. */
export function showNotice(words: string): void {
  if (allowed.value !== "granted" || document.hasFocus()) return;
  try {
    notice = new Notification(words, { tag: "desk-offer", requireInteraction: true });
    notice.addEventListener("click", () => {
      window.focus();
      closeNotice();
    });
  } catch {
    // On telephones a page alone may not show one.
    notice = null;
  }
}

export function closeNotice(): void {
  notice?.close();
  notice = null;
}

/** The browser's own settings may change meanwhile. */
export function watchPermission(): void {
  navigator.permissions?.query({ name: "notifications" }).then((state) => {
    state.addEventListener("change", () => { allowed.value = read(); });
  }).catch(() => undefined);
}

function read(): Allowed {
  return "Notification" in globalThis ? Notification.permission : "none";
}

function recalled(): string | null {
  try {
    return localStorage.getItem(LATER);
  } catch {
    return null;
  }
}
