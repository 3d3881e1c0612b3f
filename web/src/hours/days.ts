// Dates without a time: counted on the calendar, and said in words from our catalogues.
import type { Texts } from "../shared/texts/nb.ts";
import type { Weekday } from "./document.ts";

const DAY = 86_400_000;

interface DateWords { full: (weekday: string, day: number, month: string, year: number) => string; dated: (day: number, month: string, year: number) => string }

export function plusDays(date: string, days: number): string {
  return new Date(Date.parse(date) + days * DAY).toISOString().slice(0, 10);
}

export function weekdayOf(date: string): Weekday {
  return String(new Date(date).getUTCDay() || 7) as Weekday;
}

/** «torsdag 26. november», for a list whose year is known. */
export function dayWords(date: string, dates: Texts["dates"]): string {
  const { weekday, day, month } = parts(date, dates);
  return dates.date(weekday, day, month);
}

/** «1. oktober 2020». */
export function dated(date: string, dates: Texts["dates"], words: DateWords): string {
  const { day, month, year } = parts(date, dates);
  return words.dated(day, month, year);
}

/** «torsdag 26. november 2026». */
export function fullDate(date: string, dates: Texts["dates"], words: DateWords): string {
  const { weekday, day, month, year } = parts(date, dates);
  return words.full(weekday, day, month, year);
}

function parts(date: string, dates: Texts["dates"]): { weekday: string; day: number; month: string; year: number } {
  const at = new Date(date);
  return { weekday: dates.weekdays[at.getUTCDay()] ?? "", day: at.getUTCDate(), month: dates.months[at.getUTCMonth()] ?? "", year: at.getUTCFullYear() };
}
