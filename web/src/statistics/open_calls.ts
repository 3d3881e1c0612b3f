// Announced open against really attended: sums over sums, by the hour, the day and the whole period.
import type { Names } from "../board/orders.ts";
import { plusDays } from "../hours/days.ts";
import { call, HttpError } from "../shared/http.ts";
import type { Days, Question } from "./asked.ts";
import { WEEKDAYS } from "./grid.ts";

interface Announced { announced_seconds: number; attended_seconds: number; share: number | null }
export interface OpenHour extends Announced { day: string; clock_hour: string; channel: string }
export interface OpenDay extends Announced { day: string; channel: string }
export interface OpenTotal extends Announced { channel: string }
export interface Gap { channel: string; starts_at: string; ends_at: string; seconds: number }
export interface OpenAnswer { definitions: Record<string, Names>; rows: OpenHour[]; days: OpenDay[]; totals: OpenTotal[]; gaps: Gap[]; gaps_in_all: number }
export interface Open { days: Days; answer: OpenAnswer }
/** What was announced and attended together, in seconds. */
export interface Sum { announced: number; attended: number }

const PATIENCE = 20_000;
/** More days than these are shown by the month. */
const LONGEST_BY_DAY = 62;

/** Null where the desk refuses the period. Throws HttpError. */
export async function readOpen(asked: Question, days: Days): Promise<Open | null> {
  try {
    return { days, answer: await call<OpenAnswer>(openPath(asked, days), { timeout: PATIENCE }) };
  } catch (error) {
    if (error instanceof HttpError && error.status === 422) return null;
    throw error;
  }
}

export function openPath(asked: Question, days: Days): string {
  const query = new URLSearchParams({ from: days.from, to: plusDays(days.to, 1) });
  if (asked.channel !== "") query.set("channel", asked.channel);
  return `/api/statistics/availability?${query}`;
}

export function sumOf(rows: readonly Announced[]): Sum {
  return {
    announced: rows.reduce((all, row) => all + row.announced_seconds, 0),
    attended: rows.reduce((all, row) => all + row.attended_seconds, 0),
  };
}

/** Null where nothing was announced. */
export function shareOf({ announced, attended }: Sum): number | null {
  return announced > 0 ? attended / announced : null;
}

/** Every announced clock hour, and in it the seven weekdays. */
export function weekOf(rows: readonly OpenHour[]): { hour: string; cells: Sum[] }[] {
  const hours = [...new Set(rows.map((row) => row.clock_hour))].toSorted();
  return hours.map((hour) => {
    const these = rows.filter((row) => row.clock_hour === hour);
    return { hour, cells: WEEKDAYS.map((weekday) => sumOf(these.filter((row) => weekdayNumber(row.day) === weekday))) };
  });
}

/** The announced days, or the months of a period with more of them than anybody looks at. */
export function stretchesOf(days: readonly OpenDay[]): { step: "day" | "month"; rows: { name: string; sum: Sum }[] } {
  const step = new Set(days.map((one) => one.day)).size > LONGEST_BY_DAY ? "month" : "day";
  const nameOf = (day: string): string => (step === "day" ? day : day.slice(0, 7));
  const names = [...new Set(days.map((one) => nameOf(one.day)))].toSorted();
  return { step, rows: names.map((name) => ({ name, sum: sumOf(days.filter((one) => nameOf(one.day) === name)) })) };
}

function weekdayNumber(day: string): string {
  return String(new Date(day).getUTCDay() || 7);
}
