// My own shifts of the next weeks, and the secret addresses of a calendar that follows them.
import { signal } from "@preact/signals";
import { osloDate } from "../shared/dates.ts";
import { call } from "../shared/http.ts";
import { deskNow } from "../shared/now.ts";
import type { Channel } from "../shared/protocol.ts";

const DAY = 86_400_000;
const AHEAD = 28;

export interface MyShift { shift_id: string; starts_at: string; ends_at: string; channels: Channel[] }
export interface Feed { feed_id: string; created_at: string }

export const shiftsShown = signal(false);
/** Null until they have been read. */
export const myShifts = signal<readonly MyShift[] | null>(null);
export const feeds = signal<readonly Feed[]>([]);

/** Those that have not ended, in order; throws HttpError. */
export async function loadShifts(counsellorId: string): Promise<void> {
  const now = deskNow();
  const found = await call<MyShift[]>(`/api/shifts?from=${osloDate(now)}&to=${osloDate(now + AHEAD * DAY)}&counsellor_id=${counsellorId}`);
  myShifts.value = found.filter((shift) => Date.parse(shift.ends_at) > now);
}

/** The next one that has not begun; null where none is known. */
export function nextShift(): MyShift | null {
  return myShifts.value?.find((shift) => Date.parse(shift.starts_at) > deskNow()) ?? null;
}

export async function loadFeeds(): Promise<void> {
  feeds.value = await call<Feed[]>("/api/calendar-feeds");
}

/** The address, which the desk tells once. Throws HttpError. */
export async function makeFeed(): Promise<string> {
  const { url } = await call<{ feed_id: string; url: string }>("/api/calendar-feeds", { method: "POST", staff: true, body: {} });
  await loadFeeds();
  return new URL(url, location.href).href;
}

export async function revokeFeed(feedId: string): Promise<void> {
  await call(`/api/calendar-feeds/${feedId}`, { method: "DELETE", staff: true });
  await loadFeeds();
}
