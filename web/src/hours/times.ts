// Times of day and weeks: what people type is read generously, and what stands is said as people say it.
import type { Interval, Week, Weekday } from "./document.ts";
import { WEEKDAYS } from "./document.ts";

const TYPED = /^(\d{1,2})(?:[:.,\s]?(\d{2}))?$/;

/** «9», «9.30», «930», «0930» as 09:00, 09:30; what is no time of day stays as it was typed, for the desk to refuse. */
export function timeOf(typed: string): string {
  const text = typed.trim();
  const found = TYPED.exec(text);
  if (!found) return text;
  const [hour, minute] = [Number(found[1]), Number(found[2] ?? "0")];
  const fits = minute < 60 && (hour < 24 || (hour === 24 && minute === 0));
  return fits ? `${two(hour)}:${two(minute)}` : text;
}

/** Minutes after midnight; NaN for what is no time. */
export function minutes(time: string): number {
  const [hour, minute] = time.split(":");
  return Number(hour) * 60 + Number(minute);
}

/** «10–20», «10–12 og 13.30–20». */
export function hoursWords(intervals: readonly Interval[], words: { closed: string; and: string; mark: string }): string {
  if (intervals.length === 0) return words.closed;
  const parts = intervals.map(([from, to]) => `${short(from, words.mark)}–${short(to, words.mark)}`);
  const last = parts.pop() ?? "";
  return parts.length === 0 ? last : `${parts.join(", ")} ${words.and} ${last}`;
}

/** Days that follow each other with the same hours, together: [["1", "4", hours], ["5", "7", none]]. */
export function runs(week: Week): [Weekday, Weekday, Interval[]][] {
  const found: [Weekday, Weekday, Interval[]][] = [];
  for (const day of WEEKDAYS) {
    const hours = week[day] ?? [];
    const last = found.at(-1);
    if (last && sameHours(last[2], hours)) last[1] = day;
    else found.push([day, day, hours]);
  }
  return found;
}

export function sameHours(one: readonly Interval[], other: readonly Interval[]): boolean {
  return one.length === other.length && one.every(([from, to], index) => from === other[index]?.[0] && to === other[index]?.[1]);
}

/** 10:00 as «10», 13:30 as «13.30» or «13:30». */
function short(time: string, mark: string): string {
  const [hour, minute] = time.split(":");
  if (minute === undefined) return time;
  return minute === "00" ? String(Number(hour)) : `${Number(hour)}${mark}${minute}`;
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}
