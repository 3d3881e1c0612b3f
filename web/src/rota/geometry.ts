// Where a time stands in its day's column: by instants, so that a day of 23 or 25 hours has its own scale.
import { DAY_MINUTES, instantNear, type Times, wallOf } from "./wall.ts";

const HOUR = 60;
const HOUR_MS = 3_600_000;
const LONGEST = 24 * HOUR_MS;
const USUAL: Window = { from: 8 * HOUR, to: 20 * HOUR };

/** The part of every day that the grid shows, in wall minutes. */
export interface Window { from: number; to: number }
export interface Span { start: number; end: number }
/** A piece of a shift in one day: where, of the column's width, and whether it goes on beyond. */
export interface Piece { left: number; width: number; before: boolean; after: boolean }
export interface Segment { left: number; width: number; count: number; start: number; end: number }

/** Whole hours that hold every opening and every shift of a day's length; what goes over midnight needs the whole day. */
export function windowOf(shifts: readonly Times[], opened: readonly Span[] = []): Window {
  const short = [...shifts.map(spanOf).filter((span) => span.end - span.start <= LONGEST), ...opened];
  if (short.length === 0) return shifts.length > 0 ? { from: 0, to: DAY_MINUTES } : USUAL;
  const starts = short.map((span) => wallOf(span.start));
  const ends = short.map((span) => wallOf(span.end));
  const overnight = ends.some((end, index) => end.date !== starts[index]?.date && end.minutes > 0);
  if (overnight) return { from: 0, to: DAY_MINUTES };
  const from = Math.min(...starts.map((start) => start.minutes));
  const to = Math.max(...ends.map((end) => (end.minutes === 0 ? DAY_MINUTES : end.minutes)));
  return { from: Math.floor(from / HOUR) * HOUR, to: Math.ceil(to / HOUR) * HOUR };
}

/** What a column shows of a date. */
export function columnOf(date: string, window: Window): Span {
  return { start: instantNear(date, window.from), end: instantNear(date, window.to) };
}

export function spanOf(times: Times): Span {
  return { start: Date.parse(times.starts_at), end: Date.parse(times.ends_at) };
}

/** Null when no part of it lies in the column. */
export function pieceIn(span: Span, column: Span): Piece | null {
  const [start, end] = [Math.max(span.start, column.start), Math.min(span.end, column.end)];
  if (end <= start) return null;
  const whole = column.end - column.start;
  return { left: (start - column.start) / whole, width: (end - start) / whole, before: span.start < column.start, after: span.end > column.end };
}

/** Lanes from the top so that no two pieces that look `least` wide at the least lie on each other. */
export function lanesOf(pieces: readonly Piece[], least: number): number[] {
  const ends: number[] = [];
  return pieces.map((piece) => {
    const left = Math.min(piece.left, 1 - least);
    const free = ends.findIndex((end) => end <= left + 1e-9);
    const lane = free < 0 ? ends.length : free;
    ends[lane] = left + Math.max(piece.width, least);
    return lane;
  });
}

/** The instant under a pointer, on the nearest `step` minutes of the wall. */
export function instantUnder(fraction: number, column: Span, step: number): number {
  const within = Math.min(1, Math.max(0, fraction));
  const size = step * 60_000;
  return Math.round((column.start + within * (column.end - column.start)) / size) * size;
}

/** How many are on shift, hours alike taken as one. */
export function segmentsOf(hours: readonly { at: number; count: number }[], column: Span): Segment[] {
  const found: Segment[] = [];
  for (const hour of hours) {
    const piece = pieceIn({ start: hour.at, end: hour.at + HOUR_MS }, column);
    if (!piece) continue;
    const last = found.at(-1);
    if (last && last.count === hour.count && last.end === hour.at) {
      last.width += piece.width;
      last.end = hour.at + HOUR_MS;
    } else found.push({ left: piece.left, width: piece.width, count: hour.count, start: hour.at, end: hour.at + HOUR_MS });
  }
  return found;
}

/** Spans that touch or overlap, made one. */
export function joined(spans: readonly Span[]): Span[] {
  const found: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    const last = found.at(-1);
    if (last && span.start <= last.end) last.end = Math.max(last.end, span.end);
    else found.push({ ...span });
  }
  return found;
}
