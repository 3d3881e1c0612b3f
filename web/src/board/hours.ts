// Today's load, an hour a row, of all channels together: what stands in the table and in the bars is made
// here, once. A word means what it means in the statistics; whatever has no column of its own is «ellers».
import { osloHour } from "../shared/dates.ts";
import type { LoadRow } from "./model.ts";

export interface HourLoad {
  startsAt: string;
  hour: string;
  arrivals: number;
  answered: number;
  answeredByPhone: number;
  left: number;
  lost: number;
  turnedAway: number;
  other: number;
  medianWait: number | null;
  staffed: number;
  /** How many are expected in this hour, by the forecast or as on such weekdays; null where nobody knows. */
  expected: number | null;
}

export interface ForecastHour { starts_at: string; expected: number }

const HOUR = 3_600_000;

/** The hours in which something happened, somebody worked, from the first to the last. */
export function hoursOf(rows: readonly LoadRow[], expected: ReadonlyMap<number, number> = new Map()): HourLoad[] {
  const starts = [...new Set(rows.map((row) => row.starts_at))];
  const hours = starts.map((start) => hourOf(rows.filter((row) => row.starts_at === start), expected));
  const counts = (hour: HourLoad): boolean => hour.arrivals > 0 || hour.staffed > 0;
  const first = hours.findIndex(counts);
  return first < 0 ? [] : hours.slice(first, hours.findLastIndex(counts) + 1);
}

/** The rest of the day, as far as people are expected: no figures yet, only what to expect. */
export function hoursToCome(hours: readonly HourLoad[], expected: ReadonlyMap<number, number>): HourLoad[] {
  const last = hours.at(-1);
  if (!last) return [];
  const until = Math.max(...[...expected].filter(([, count]) => count >= 1).map(([hour]) => hour));
  const missing = Math.max(0, until - Number(last.hour));
  return Array.from({ length: Number.isFinite(missing) ? missing : 0 }, (_, index) => {
    const startsAt = new Date(Date.parse(last.startsAt) + (index + 1) * HOUR).toISOString();
    return { ...sumOf([], startsAt), expected: expected.get(osloHour(startsAt)) ?? null };
  });
}

/** What the forecast expects of each Oslo hour, the channels together; empty while there is none. */
export function forecastOf(hours: readonly ForecastHour[]): Map<number, number> {
  const found = new Map<number, number>();
  for (const one of hours) found.set(osloHour(one.starts_at), (found.get(osloHour(one.starts_at)) ?? 0) + one.expected);
  return found;
}

/** The mean of the arrivals of each Oslo hour over some days; empty days were days off and do not count. */
export function usualOf(days: readonly (readonly LoadRow[])[]): Map<number, number> {
  const open = days.filter((rows) => rows.some((row) => row.answered > 0));
  const found = new Map<number, number>();
  for (const row of open.flat()) {
    const hour = osloHour(row.starts_at);
    found.set(hour, (found.get(hour) ?? 0) + (row.arrivals - row.turned_away) / open.length);
  }
  return found;
}

function hourOf(rows: readonly LoadRow[], expected: ReadonlyMap<number, number>): HourLoad {
  const startsAt = rows[0]?.starts_at ?? "";
  return { ...sumOf(rows, startsAt), expected: expected.get(osloHour(startsAt)) ?? null };
}

function sumOf(rows: readonly LoadRow[], startsAt: string): HourLoad {
  const sum = (pick: (row: LoadRow) => number): number => rows.reduce((all, row) => all + pick(row), 0);
  return {
    startsAt,
    hour: String(osloHour(startsAt)).padStart(2, "0"),
    arrivals: sum((row) => row.arrivals),
    answered: sum((row) => row.answered),
    answeredByPhone: sum((row) => (row.channel === "phone" ? row.answered : 0)),
    left: sum((row) => row.abandoned),
    lost: sum((row) => row.lost),
    turnedAway: sum((row) => row.turned_away),
    other: sum((row) => row.short_abandoned + row.callback + row.still_waiting),
    medianWait: rows.find((row) => row.channel === "chat")?.wait_p50_seconds ?? null,
    // Whoever answers both channels stands in both rows, so the larger one is how many there were.
    staffed: Math.round(Math.max(0, ...rows.map((row) => row.staffed_seconds / 3_600)) * 10) / 10,
    expected: null,
  };
}
