// What is read over HTTP and may change in the course of a shift: quick replies, public pages, the notices of the day.
import { effect, signal, untracked } from "@preact/signals";
import { call } from "../shared/http.ts";
import { second } from "../shared/now.ts";
import { desk, door, live } from "./model.ts";
import { loadReplies, repliesUnread } from "./own_replies.ts";
import { loadPublicPages } from "./public_pages.ts";

export interface Notice { notice_id: string; nb: string; nn: string; en: string; until: string | null }

const AGAIN = 3_000;
const EVERY = 300_000;

const told = signal<readonly Notice[]>([]);

/** Those that stand at this second. */
export function notices(): Notice[] {
  return told.value.filter((one) => one.until === null || Date.parse(one.until) > second.value);
}

async function loadNotices(): Promise<void> {
  told.value = (await call<{ notices: Notice[] }>("/api/notices/now")).notices;
}

let timer: ReturnType<typeof setTimeout> | undefined;

/** Reads all of it, soon again what failed, and everything now and then. */
async function readAll(): Promise<void> {
  clearTimeout(timer);
  if (door.value !== "inside") return;
  const results = await Promise.allSettled([loadReplies(), loadPublicPages(), loadNotices()]);
  if (results[0].status === "rejected") repliesUnread.value = true;
  clearTimeout(timer);
  timer = setTimeout(() => void readAll(), results.some((one) => one.status === "rejected") ? AGAIN : EVERY);
}

/** Follows the desk for as long as the page lives: at each connection, and when it pushes a notice. */
export function keepReading(): void {
  effect(() => {
    if (live.value && desk.value && desk.value.settingsVersion.value >= 0) untracked(() => void readAll());
  });
  effect(() => {
    // The empty word too: it says that the last notice has gone.
    if (desk.value && desk.value.notice.value !== null) untracked(() => void loadNotices().catch(() => undefined));
  });
}
