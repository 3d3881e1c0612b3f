// The desk's figures: asked for by period and part, and as a file for a spreadsheet.
import type { Names } from "../board/orders.ts";
import { plusDays } from "../hours/days.ts";
import { call, HttpError } from "../shared/http.ts";
import { type Asked, comparedDays, type Days } from "./asked.ts";
import type { Measure } from "./measures.ts";

export type Row = { channel: string; weekday?: string; clock_hour?: string; centre?: string; language?: string; day?: string; week?: string; month?: string } & Record<Measure, number | null>;
export interface FigureTable { definitions: Record<string, Names>; rows: Row[]; totals: Row[]; compared_totals: Row[] | null }
export type Step = "day" | "week" | "month";
export interface Statistics {
  asked: Asked; days: Days; compared: Days | null; step: Step;
  /** The cells and the totals are of one answer, so they add up; the margins are what the desk counted itself. */
  cells: FigureTable; weekdays: Row[]; hours: Row[]; steps: Row[];
  /** By what the question leaves open: none of a centre that it names itself. */
  centres: Row[]; languages: Row[];
}
export const FILES = { csv: "text/csv", xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" } as const;
const PATIENCE = 20_000;

/** All that the page shows of a period; null when the desk knows no such period or centre. Throws HttpError. */
export async function readStatistics(asked: Asked, days: Days, step: Step): Promise<Statistics | null> {
  const compared = comparedDays(asked, days);
  const of = (by: string, compare: Days | null = null): Promise<FigureTable> => call<FigureTable>(addressOfFigures(asked, days, by, compare), { timeout: PATIENCE });
  try {
    const open = async (by: "centre" | "language"): Promise<Row[]> => (asked[by] === "" ? (await of(by)).rows : []);
    const margin = async (by: string): Promise<Row[]> => (await of(by)).rows;
    const [cells, weekdays, hours, steps, centres, languages] = await Promise.all([of("weekday,clock_hour", compared), margin("weekday"), margin("clock_hour"), margin(step), open("centre"), open("language")]);
    return { asked, days, compared, step, cells, weekdays, hours, steps, centres, languages };
  } catch (error) {
    if (error instanceof HttpError && error.status === 422) return null;
    throw error;
  }
}

export function addressOfFigures(asked: Asked, days: Days, by: string, compared: Days | null): string {
  const query = new URLSearchParams({ from: days.from, to: plusDays(days.to, 1), by });
  if (asked.channel !== "") query.set("channel", asked.channel);
  if (asked.centre !== "") query.set("centre", asked.centre);
  if (asked.language !== "") query.set("language", asked.language);
  if (compared !== null) query.set("compare_from", compared.from);
  return `/api/statistics/figures?${query}`;
}

/** Hour by hour, of the whole period. */
export function addressOfLoad(asked: Asked, days: Days): string {
  const query = new URLSearchParams({ from: days.from, to: plusDays(days.to, 1) });
  if (asked.channel !== "") query.set("channel", asked.channel);
  if (asked.centre !== "") query.set("centre", asked.centre);
  return `/api/statistics/load?${query}`;
}
