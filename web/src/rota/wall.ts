// Between instants and the clock on the wall in Oslo, through the nights when the clocks change.
import { plusDays } from "./week.ts";

const MINUTE = 60_000;
const HOUR = 60;
export const DAY_MINUTES = 24 * HOUR;

/** A date and the minutes since midnight that a clock on the wall shows. */
export interface Wall { date: string; minutes: number }
export interface Times { starts_at: string; ends_at: string }

const OSLO = new Intl.DateTimeFormat("en-GB", {
  timeZone: "Europe/Oslo", hourCycle: "h23",
  year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit",
});

export function wallOf(instant: number): Wall {
  const parts = Object.fromEntries(OSLO.formatToParts(instant).map((part) => [part.type, part.value]));
  return {
    date: `${parts["year"]}-${parts["month"]}-${parts["day"]}`,
    minutes: Number(parts["hour"]) * HOUR + Number(parts["minute"]),
  };
}

/** The instant of a wall time, the first where it exists twice; null where it does not exist. 24:00 is the next midnight. */
export function instantAt(date: string, minutes: number): number | null {
  const days = Math.floor(minutes / DAY_MINUTES);
  const wanted = { date: plusDays(date, days), minutes: minutes - days * DAY_MINUTES };
  const utc = Date.parse(wanted.date) + wanted.minutes * MINUTE;
  const found = [2, 1].map((offset) => utc - offset * HOUR * MINUTE).find((instant) => {
    const wall = wallOf(instant);
    return wall.date === wanted.date && wall.minutes === wanted.minutes;
  });
  return found ?? null;
}

/** As `instantAt`; a wall time in the hour that is left out is taken an hour later. */
export function instantNear(date: string, minutes: number): number {
  return instantAt(date, minutes) ?? instantAt(date, minutes + HOUR) ?? Date.parse(date);
}

/** Moves a shift on the wall: both ends keep their clock, whatever the night between does. */
export function moved(shift: Times, days: number, minutes: number): Times {
  return { starts_at: plusWall(shift.starts_at, days, minutes), ends_at: plusWall(shift.ends_at, days, minutes) };
}

/** Moves one end alone, at least `least` minutes from the other. */
export function resized(shift: Times, edge: "start" | "end", minutes: number, least = 30): Times {
  const [start, end] = [Date.parse(shift.starts_at), Date.parse(shift.ends_at)];
  if (edge === "end") return { ...shift, ends_at: written(Math.max(start + least * MINUTE, Date.parse(plusWall(shift.ends_at, 0, minutes)))) };
  return { ...shift, starts_at: written(Math.min(end - least * MINUTE, Date.parse(plusWall(shift.starts_at, 0, minutes)))) };
}

/** `10:00`, `10.30`, `1030` or `10` as minutes, `24:00` as the end of the day; null when it is no time of day. */
export function minutesOf(clock: string): number | null {
  const found = /^([01]?\d|2[0-4])(?:[:.]?([0-5]\d))?$/.exec(clock.trim());
  const minutes = found ? Number(found[1]) * HOUR + Number(found[2] ?? 0) : null;
  return minutes === null || minutes > DAY_MINUTES ? null : minutes;
}

/** Minutes as `10:00`; midnight at the end of a day is `00:00`. */
export function clockOf(minutes: number): string {
  const within = ((minutes % DAY_MINUTES) + DAY_MINUTES) % DAY_MINUTES;
  return `${String(Math.floor(within / HOUR)).padStart(2, "0")}:${String(within % HOUR).padStart(2, "0")}`;
}

export function written(instant: number): string {
  return new Date(instant).toISOString();
}

function plusWall(instant: string, days: number, minutes: number): string {
  const wall = wallOf(Date.parse(instant));
  return written(instantNear(plusDays(wall.date, days), wall.minutes + minutes));
}
