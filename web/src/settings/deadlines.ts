// Deadlines as coordinators enter them, and what they do to the days: arrivals expected by day.
import type { Names } from "../board/orders.ts";
import { plusDays } from "../hours/days.ts";
import { call } from "../shared/http.ts";
import type { Editing } from "./editing.ts";

export interface Deadline { deadline_id: string; name: Names; first: string; last: string; factor: number; version: string }
/** The factor as it is typed, with a comma or a point. */
export interface DeadlineDraft extends Names { first: string; last: string; factor: string }
/** A day of both channels: as the deadlines are, and as they would be. */
export interface Day { day: string; before: number; after: number }
interface DayOfChannel extends Day { channel: string }

const change = { staff: true } as const;
const WEEKS = 6;
export const MOST = 20;

export async function getDeadlines(): Promise<readonly Deadline[]> {
  return (await call<{ deadlines: Deadline[] }>("/api/deadlines")).deadlines;
}

export function saveDeadline({ id, version, now }: Editing<DeadlineDraft>): Promise<unknown> {
  const body = { ...bodyOf(now), if_version: version };
  return id === null
    ? call("/api/deadlines", { ...change, method: "POST", body })
    : call(`/api/deadlines/${id}`, { ...change, method: "PUT", body });
}

export const removeDeadline = (id: string): Promise<null> => call<null>(`/api/deadlines/${id}`, { ...change, method: "DELETE" });

export async function effectOf(id: string | null, draft: DeadlineDraft): Promise<readonly Day[]> {
  const found = await call<{ days: DayOfChannel[] }>("/api/deadlines/preview", { ...change, method: "POST", body: { ...bodyOf(draft), deadline_id: id } });
  return together(found.days);
}

/** What is expected of each day from `today` on; without a forecast no day at all. */
export async function expectedFrom(today: string): Promise<readonly Day[]> {
  const found = await call<{ hours: { starts_at: string; expected: number }[] }>(`/api/forecast?from=${today}&to=${plusDays(today, WEEKS * 7)}`);
  return together(found.hours.map((hour) => ({ day: osloDay(hour.starts_at), channel: "", before: hour.expected, after: hour.expected })));
}

const OSLO = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Oslo", year: "numeric", month: "2-digit", day: "2-digit" });
const osloDay = (instant: string): string => OSLO.format(new Date(instant));

/** Both channels as one, day by day. */
export function together(days: readonly DayOfChannel[]): Day[] {
  const found = new Map<string, Day>();
  for (const { day, before, after } of days) {
    const sum = found.get(day) ?? { day, before: 0, after: 0 };
    found.set(day, { day, before: sum.before + before, after: sum.after + after });
  }
  return [...found.values()].toSorted((a, b) => (a.day < b.day ? -1 : 1));
}

/** The days that become different by half a contact or more, and what they come to. */
export function changedDays(days: readonly Day[]): { days: number; before: number; after: number } {
  const others = days.filter((one) => Math.abs(one.after - one.before) >= 0.5);
  const sum = (part: "before" | "after"): number => Math.round(others.reduce((all, one) => all + one[part], 0));
  return { days: others.length, before: sum("before"), after: sum("after") };
}

/** The days of a deadline with a week on either side, and those that change; all of them where there are none. */
export function daysAround(days: readonly Day[], first: string, last: string): readonly Day[] {
  const meant = days.filter((one) => (first <= one.day && one.day <= last) || Math.abs(one.after - one.before) >= 0.5);
  const [from, to] = [meant[0]?.day, meant.at(-1)?.day];
  if (from === undefined || to === undefined) return days;
  return days.filter((one) => one.day >= plusDays(from, -7) && one.day <= plusDays(to, 7));
}

/** The factor as it is written in the language of the page. */
export function draftOf(one: Deadline | null, decimal = ","): DeadlineDraft {
  return { nb: one?.name.nb ?? "", nn: one?.name.nn ?? "", en: one?.name.en ?? "", first: one?.first ?? "", last: one?.last ?? "", factor: one === null ? "" : String(one.factor).replace(".", decimal) };
}

/** The number that was typed; null for what is none. */
export function factorOf(typed: string): number | null {
  const text = typed.trim().replace(",", ".");
  return /^\d+(\.\d+)?$/.test(text) && Number(text) <= MOST ? Number(text) : null;
}

/** Without a name yet the question is the same, for the days do not depend on it. */
export function bodyOf({ nb, nn, en, first, last, factor }: DeadlineDraft): object {
  return { name: { nb, nn, en }, first, last: last === "" ? first : last, factor: factorOf(factor) };
}

/** Whether it says enough for the desk to work out the days. */
export function isComplete({ first, last, factor }: DeadlineDraft): boolean {
  return first !== "" && (last === "" || last >= first) && factorOf(factor) !== null;
}

/** What a preview asks for: no name is needed to see what the days would be. */
export function questionOf(draft: DeadlineDraft): DeadlineDraft {
  return { ...draft, nb: "–", nn: "–", en: "–" };
}

export const isPast = (one: Deadline, today: string): boolean => one.last < today;
export const holdsOn = (one: { first: string; last: string }, day: string): boolean => one.first <= day && day <= one.last;
