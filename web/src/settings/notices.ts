// Notices for citizens and for staff: when they stand, which one is read, and how a period is typed on the Oslo clock.
import type { Names } from "../board/orders.ts";
import { plusDays, weekdayOf } from "../hours/days.ts";
import { clockOf, instantAt, minutesOf, wallOf, written } from "../rota/wall.ts";
import { call } from "../shared/http.ts";
import type { Editing } from "./editing.ts";

export const AUDIENCES = ["citizens", "staff"] as const;
export type Audience = (typeof AUDIENCES)[number];
export interface Notice extends Names { notice_id: string; audience: Audience; starts_at: string; ends_at: string; author?: string | null; version: string }
/** Wall times in Oslo, a date and a clock; `stored` are the instants of one that is kept, which know seconds too. */
export interface NoticeDraft extends Names {
  audience: Audience; from: string; fromClock: string; to: string; toClock: string; stored: { starts_at: string; ends_at: string } | null;
}
export type Standing = "now" | "planned" | "past";

const change = { staff: true } as const;
const DAYS = 7;
const LAST_MINUTE = 24 * 60 - 1;
export const LONGEST = 500;

export async function getNotices(): Promise<readonly Notice[]> {
  return (await call<{ notices: Notice[] }>("/api/notices")).notices;
}

export function saveNotice({ id, version }: Editing<NoticeDraft>, notice: Omit<Notice, "notice_id" | "author" | "version">): Promise<unknown> {
  const body = { ...notice, if_version: version };
  return id === null
    ? call("/api/notices", { ...change, method: "POST", body })
    : call(`/api/notices/${id}`, { ...change, method: "PUT", body });
}

export const removeNotice = (id: string): Promise<null> => call<null>(`/api/notices/${id}`, { ...change, method: "DELETE" });

export function standing({ starts_at, ends_at }: Notice, now: number): Standing {
  if (Date.parse(ends_at) <= now) return "past";
  return Date.parse(starts_at) <= now ? "now" : "planned";
}

/** Those of one standing: what stands or comes in the order it begins, what is over the latest first. */
export function of(notices: readonly Notice[], which: Standing, now: number): Notice[] {
  const found = notices.filter((notice) => standing(notice, now) === which).toSorted((one, other) => Date.parse(one.starts_at) - Date.parse(other.starts_at));
  return which === "past" ? found.toReversed() : found;
}

/** True for what citizens do not read though it stands: of several they read the one that began last. */
export function isCovered(notice: Notice, notices: readonly Notice[], now: number): boolean {
  if (notice.audience !== "citizens" || standing(notice, now) !== "now") return false;
  return notices.some((other) => other.audience === "citizens" && other.notice_id !== notice.notice_id && standing(other, now) === "now" && comesAfter(other, notice));
}

function comesAfter(one: Notice, other: Notice): boolean {
  const [mine, theirs] = [Date.parse(one.starts_at), Date.parse(other.starts_at)];
  return mine > theirs || (mine === theirs && one.notice_id > other.notice_id);
}

/** Other notices for citizens that stand in a part of the period. */
export function overlapping(span: { audience: Audience; starts_at: string; ends_at: string }, id: string | null, notices: readonly Notice[]): Notice[] {
  if (span.audience !== "citizens") return [];
  return notices.filter((other) => other.audience === "citizens" && other.notice_id !== id && Date.parse(other.starts_at) < Date.parse(span.ends_at) && Date.parse(other.ends_at) > Date.parse(span.starts_at));
}

/** A new one stands from now until the end of the day. */
export function draftOf(notice: Notice | null, now: number): NoticeDraft {
  const start = wallOf(notice ? Date.parse(notice.starts_at) : now);
  const end = notice ? wallOf(Date.parse(notice.ends_at)) : { date: start.date, minutes: LAST_MINUTE };
  return {
    audience: notice?.audience ?? "citizens", nb: notice?.nb ?? "", nn: notice?.nn ?? "", en: notice?.en ?? "",
    from: start.date, fromClock: clockOf(start.minutes), to: end.date, toClock: clockOf(end.minutes),
    stored: notice ? { starts_at: notice.starts_at, ends_at: notice.ends_at } : null,
  };
}

/** The last minute of today, of this week's Sunday, or of the day a week from now. */
export function until(which: "day" | "week" | "sevenDays", now: number): Pick<NoticeDraft, "to" | "toClock"> {
  const today = wallOf(now).date;
  const days = { day: 0, week: DAYS - Number(weekdayOf(today)), sevenDays: DAYS }[which];
  return { to: plusDays(today, days), toClock: clockOf(LAST_MINUTE) };
}

/**
 * When it would stand, null for a time that does not exist. An end that nobody touched stays to the second, and a new
 * notice stands from now on at the earliest: of several, citizens read the one that began last.
 */
export function spanOf({ base, now: draft }: Editing<NoticeDraft>, now: number): { starts_at: string | null; ends_at: string | null } {
  const kept = draft.stored;
  const sameStart = draft.from === base.from && draft.fromClock === base.fromClock;
  const sameEnd = draft.to === base.to && draft.toClock === base.toClock;
  const typed = instantOf(draft.from, draft.fromClock);
  const starts = kept === null && typed !== null && Date.parse(typed) < now ? written(now) : typed;
  return {
    starts_at: kept !== null && sameStart ? kept.starts_at : starts,
    ends_at: kept !== null && sameEnd ? kept.ends_at : instantOf(draft.to, draft.toClock),
  };
}

/** The instant of a date and a clock in Oslo; null when there is no such time. */
export function instantOf(date: string, clock: string): string | null {
  const minutes = minutesOf(clock);
  const instant = /^\d{4}-\d{2}-\d{2}$/.test(date) && minutes !== null ? instantAt(date, minutes) : null;
  return instant === null ? null : written(instant);
}
