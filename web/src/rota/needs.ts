// People needed by the hour, from the forecast; a desk without a past has none, and the row is not there.
import { signal } from "@preact/signals";
import { call } from "../shared/http.ts";
import { plusDays } from "./week.ts";

export interface NeededHour { starts_at: string; people: number; people_low: number; people_high: number; on_shift: number; gap: number }
/** Alike hours as one: how many are needed, from how many to how many if it goes as it may, and how many are missing. */
export interface NeedSegment { people: number; low: number; high: number; gap: number; start: number; end: number }

const HOUR = 3_600_000;

export const needs = signal<readonly NeededHour[]>([]);

/** Reads the week that begins on this date; without an answer the rota is as useful as it was before. */
export async function needsOf(monday: string): Promise<readonly NeededHour[]> {
  const found = await call<{ needs: NeededHour[] }>(`/api/forecast?from=${monday}&to=${plusDays(monday, 7)}`).catch(() => ({ needs: [] }));
  return found.needs;
}

/** Hours one after the other that need and lack the same number; those that need nobody and have nobody are left out. */
export function needSegments(hours: readonly NeededHour[], start: number, end: number): NeedSegment[] {
  const found: NeedSegment[] = [];
  for (const hour of hours) {
    const at = Date.parse(hour.starts_at);
    if (at < start || at >= end || (hour.people === 0 && hour.on_shift === 0)) continue;
    const last = found.at(-1);
    if (last && last.end === at && last.people === hour.people && last.gap === hour.gap) {
      last.end = at + HOUR;
      last.low = Math.min(last.low, hour.people_low);
      last.high = Math.max(last.high, hour.people_high);
    } else found.push({ people: hour.people, low: hour.people_low, high: hour.people_high, gap: hour.gap, start: at, end: at + HOUR });
  }
  return found;
}
