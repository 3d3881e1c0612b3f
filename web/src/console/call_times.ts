// The times of a call that is over, as they are typed on the Oslo clock; one that went past midnight ends the day after.
import { osloDate, osloHour } from "../shared/dates.ts";
import { HttpError } from "../shared/http.ts";
import { deskNow } from "../shared/now.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Summer's first: in the hour that the clock shows twice, its first time is meant. */
const OFFSETS: readonly number[] = [2 * HOUR, HOUR];

export type CallDay = "today" | "yesterday";
type Why = "required" | "order" | "future" | "early" | "invalid" | "unreachable";
export interface CallProblem { field: "started_at" | "ended_at" | "all"; why: Why }
export interface CallTimes { started_at: string; ended_at: string }

/** The Oslo clock so many minutes ago, as a field of time wants it. */
export function clockAgo(minutes: number, now: number = deskNow()): string {
  const at = now - minutes * MINUTE;
  return `${String(osloHour(new Date(at).toISOString())).padStart(2, "0")}:${String(new Date(at).getUTCMinutes()).padStart(2, "0")}`;
}

/** The day of so many minutes ago: a call that is registered just past midnight began yesterday. */
export function dayAgo(minutes: number, now: number = deskNow()): CallDay {
  return osloDate(now - minutes * MINUTE) === osloDate(now) ? "today" : "yesterday";
}

/** Both instants, or the first thing that is wrong. */
export function checkedCall(from: string, to: string, day: CallDay, now: number = deskNow()): CallTimes | CallProblem {
  if (!/^\d\d:\d\d/.test(from)) return { field: "started_at", why: "required" };
  if (!/^\d\d:\d\d/.test(to)) return { field: "ended_at", why: "required" };
  const date = day === "today" ? osloDate(now) : dayBefore(osloDate(now));
  const start = instantOf(date, from);
  const same = instantOf(date, to);
  if (start === null || same === null) return { field: start === null ? "started_at" : "ended_at", why: "invalid" };
  if (start > now) return { field: "started_at", why: "future" };
  const end = same < start && day === "yesterday" && same + DAY - start < DAY / 2 ? same + DAY : same;
  if (end < start) return { field: "ended_at", why: "order" };
  return end > now ? { field: "ended_at", why: "future" } : { started_at: new Date(start).toISOString(), ended_at: new Date(end).toISOString() };
}

/** By the calendar: a day of 23 or 25 hours is a day. */
function dayBefore(date: string): string {
  return new Date(Date.parse(date) - DAY).toISOString().slice(0, 10);
}

/** When the Oslo clock shows this on that date; null in the hour that a spring night leaves out. */
function instantOf(date: string, clock: string): number | null {
  const wall = Date.parse(`${date}T${clock.slice(0, 5)}:00Z`);
  const found = OFFSETS.map((offset) => wall - offset).find((at) => osloDate(at) === date && clockAgo(0, at) === clock.slice(0, 5));
  return found ?? null;
}

/** What the desk would not take, by field. */
export function problemIn(error: unknown): CallProblem {
  if (!(error instanceof HttpError) || error.status === 0 || error.status >= 500) return { field: "all", why: "unreachable" };
  if ("ended_at" in error.details) return { field: "ended_at", why: "order" };
  return "started_at" in error.details ? { field: "started_at", why: "early" } : { field: "all", why: "invalid" };
}
