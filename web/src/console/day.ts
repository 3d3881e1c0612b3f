// My own day: what I have had, hour by hour. Nobody else's stands here, and nothing is compared.
import { signal } from "@preact/signals";
import { call } from "../shared/http.ts";
import type { Channel } from "../shared/protocol.ts";

export interface Day {
  date: string; chat: number; phone: number; follow_ups: number; open_wrap_ups: number; talked_seconds: number;
  shifts: { starts_at: string; ends_at: string; channels: Channel[] }[];
  hours: { starts_at: string; contacts: number }[];
}

/** Null until it has been read. */
export const day = signal<Day | null>(null);

/** Throws HttpError. */
export async function loadDay(): Promise<void> {
  day.value = await call<Day>("/api/me/day");
}

/** From the first hour with a contact to the last one; none where nothing has come. */
export function busyHours(hours: Day["hours"]): Day["hours"] {
  const first = hours.findIndex((hour) => hour.contacts > 0);
  const last = hours.findLastIndex((hour) => hour.contacts > 0);
  return first < 0 ? [] : hours.slice(first, last + 1);
}
