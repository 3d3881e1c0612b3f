// Open time as bars: where they begin and end on the scale of the days shown.
import type { Interval, PreviewDay } from "./document.ts";
import { minutes, sameHours } from "./times.ts";

const HOUR = 60;
const EARLIEST = 8;
const LATEST = 20;
const STEP = 4;

/** The hours of the scale, whole quarters of a day: eight to twenty, and more where somebody opens earlier or closes later. */
export interface Scale { from: number; to: number }

export interface Bar { x: number; width: number }

export function scaleOf(days: readonly PreviewDay[]): Scale {
  const every = days.flatMap((day) => Object.values(day.channels).flatMap((one) => [...one.intervals, ...one.before]));
  const from = Math.min(EARLIEST * HOUR, ...every.map(([start]) => minutes(start)));
  const to = Math.max(LATEST * HOUR, ...every.map(([, end]) => minutes(end)));
  return { from: Math.floor(from / HOUR / STEP) * STEP, to: Math.ceil(to / HOUR / STEP) * STEP };
}

/** In minutes from the start of the scale. */
export function barsOf(intervals: readonly Interval[], { from }: Scale): Bar[] {
  return intervals.map(([start, end]) => ({ x: minutes(start) - from * HOUR, width: minutes(end) - minutes(start) }));
}

export function widthOf({ from, to }: Scale): number {
  return (to - from) * HOUR;
}

/** The hours that are written above the bars, evenly apart from one end to the other. */
export function marksOf({ from, to }: Scale): number[] {
  return Array.from({ length: (to - from) / STEP + 1 }, (_, index) => from + index * STEP);
}

/** Whether chat and phone have the same hours on all the days, before and after: then one bar does for both. */
export function areAlike(days: readonly PreviewDay[]): boolean {
  return days.every(({ channels: { chat, phone } }) => sameHours(chat.intervals, phone.intervals) && sameHours(chat.before, phone.before) && chat.rule === phone.rule);
}
