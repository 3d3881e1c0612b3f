// Today's load, an hour a row: what stands in the table and in the bars is made here, once. A word means
// what it means in the statistics; whatever has no column of its own is counted under «ellers».
import { osloHour } from "../shared/dates.ts";
import type { LoadRow } from "./model.ts";

export interface HourLoad {
  startsAt: string;
  hour: string;
  arrivals: number;
  answered: number;
  left: number;
  lost: number;
  turnedAway: number;
  other: number;
  medianWait: number | null;
  staffed: number;
}

/** The hours in which something happened or somebody worked, from the first to the last of them. */
export function hoursOf(rows: readonly LoadRow[]): HourLoad[] {
  const hours = rows.map(hourOf);
  const counts = (hour: HourLoad): boolean => hour.arrivals > 0 || hour.staffed > 0;
  const first = hours.findIndex(counts);
  const last = hours.findLastIndex(counts);
  return first < 0 ? [] : hours.slice(first, last + 1);
}

function hourOf(row: LoadRow): HourLoad {
  return {
    startsAt: row.starts_at,
    hour: `${String(osloHour(row.starts_at)).padStart(2, "0")}`,
    arrivals: row.arrivals,
    answered: row.answered,
    left: row.abandoned,
    lost: row.lost,
    turnedAway: row.turned_away,
    other: row.short_abandoned + row.callback + row.still_waiting,
    medianWait: row.wait_p50_seconds,
    staffed: Math.round((row.staffed_seconds / 3_600) * 10) / 10,
  };
}
