// Weekday by clock hour as a table with its margins, and the days, weeks or months of a period with none left out.
import { plusDays } from "../hours/days.ts";
import { type Days, lengthOf } from "./asked.ts";
import type { Row, Step } from "./calls.ts";
import { adds, kindOf, type Measure, ofChannel, valueOf } from "./measures.ts";

export const WEEKDAYS = ["1", "2", "3", "4", "5", "6", "7"] as const;
/** How many shades there are above none. */
export const SHADES = 4;
const LONGEST_BY_DAY = 62;
const LONGEST_BY_WEEK = 190;

export type Value = number | null;
export interface Grid {
  hours: { hour: string; cells: Value[]; whole: Value }[];
  weekdays: Value[];
  whole: Value;
  /** The largest of the cells, for the colours. */
  most: number;
}
interface Margins { cells: readonly Row[]; weekdays: readonly Row[]; hours: readonly Row[]; totals: readonly Row[] }

/** The hours from the first to the last with anything to show. What adds up is the sum of the cells. */
export function gridOf(measure: Measure, channel: string, from: Margins): Grid {
  const [cells, totals] = [ofChannel(from.cells, channel), ofChannel(from.totals, channel)];
  const [byWeekday, byHour] = adds(measure) ? [cells, cells] : [ofChannel(from.weekdays, channel), ofChannel(from.hours, channel)];
  // None of what is counted is nothing to see; a share of none is.
  const least = kindOf(measure) === "count" || kindOf(measure) === "hours" ? 1 : 0;
  const known = cells.filter((row) => (valueOf(measure, [row]) ?? -1) >= least).map((row) => Number(row.clock_hour));
  const first = Math.min(...known);
  const length = known.length === 0 ? 0 : Math.max(...known) - first + 1;
  const value = (rows: readonly Row[]): Value => (rows.length === 0 && kindOf(measure) === "count" ? 0 : valueOf(measure, rows));
  const hours = Array.from({ length }, (_, index) => {
    const hour = String(first + index).padStart(2, "0");
    const of = (rows: readonly Row[]): Row[] => rows.filter((row) => row.clock_hour === hour);
    return { hour, cells: WEEKDAYS.map((day) => value(of(cells).filter((row) => row.weekday === day))), whole: value(of(byHour)) };
  });
  return {
    hours,
    weekdays: WEEKDAYS.map((day) => value(byWeekday.filter((row) => row.weekday === day))),
    whole: value(totals),
    most: Math.max(0, ...hours.flatMap((hour) => hour.cells.map((cell) => cell ?? 0))),
  };
}

/** 0 is nothing, 1 the lightest and 4 the darkest: even steps up to the largest. */
export function shadeOf(value: Value, most: number): number {
  return value === null || value <= 0 || most <= 0 ? 0 : Math.min(SHADES, Math.ceil((value / most) * SHADES));
}

/** «10–11», and «23–00» at the end of the day. */
export function clockHour(hour: string): string {
  return `${hour}–${String((Number(hour) + 1) % 24).padStart(2, "0")}`;
}

export function stepOf(days: Days): Step {
  const length = lengthOf(days);
  if (length <= LONGEST_BY_DAY) return "day";
  return length <= LONGEST_BY_WEEK ? "week" : "month";
}

/** Every day, week or month of the period up to today, also those in which nothing happened. */
export function stepsOf(days: Days, step: Step, today: string): string[] {
  const until = days.to < today ? days.to : today;
  const every = Array.from({ length: Math.max(0, lengthOf({ from: days.from, to: until })) }, (_, index) => nameOf(plusDays(days.from, index), step));
  return [...new Set(every)];
}

function nameOf(day: string, step: Step): string {
  if (step === "day") return day;
  return step === "month" ? day.slice(0, 7) : isoWeek(day);
}

/** «2026-W48»: the week belongs to the year of its Thursday. */
export function isoWeek(day: string): string {
  const at = new Date(day);
  const thursday = plusDays(day, 4 - (at.getUTCDay() || 7));
  const number = Math.ceil(lengthOf({ from: `${thursday.slice(0, 4)}-01-01`, to: thursday }) / 7);
  return `${thursday.slice(0, 4)}-W${String(number).padStart(2, "0")}`;
}

/** The measure of each of them, in order; nothing counted is none, and no share or length. */
export function valuesOf(measure: Measure, channel: string, part: Step | "centre" | "language", names: readonly string[], rows: readonly Row[]): Value[] {
  const found = ofChannel(rows, channel);
  return names.map((name) => {
    const these = found.filter((row) => row[part] === name);
    return these.length === 0 && kindOf(measure) === "count" ? 0 : valueOf(measure, these);
  });
}
