// The year's tables, in the shape of the annual report's table 4.2.
import type { Names } from "../board/orders.ts";
import { call, HttpError } from "../shared/http.ts";
import { givenIn } from "./asked.ts";

export const TABLES = ["sex", "age_band", "job_status", "education_background", "county", "topic", "earlier_guidance"] as const;
export type TableName = (typeof TABLES)[number];
export interface YearRow {
  table: TableName; code: string; parent: string | null; registered: boolean; name_nb: string; name_nn: string; name_en: string;
  contacts: number | null; share: number | null; share_registered: number | null;
}
export interface YearAnswer { definitions: Record<string, Names>; year: number; until: string; contacts: number; rows: YearRow[] }

/** So many years back there is a choice of; older ones are asked for by the address. */
const YEARS = 10;
const FIRST = 2000;
const PATIENCE = 20_000;

/** The year of an address such as `#year/year=2025`; this one where it names none that can be. */
export function readYear(hash: string, today: string): number {
  const given = Number(givenIn(hash).get("year"));
  const now = Number(today.slice(0, 4));
  return Number.isInteger(given) && given >= FIRST && given <= now ? given : now;
}

export function yearAddress(year: number, today: string): string {
  return year === Number(today.slice(0, 4)) ? "#year" : `#year/year=${year}`;
}

/** This year and those before it, and the one that is shown. */
export function yearsUpTo(today: string, shown: number): number[] {
  const now = Number(today.slice(0, 4));
  const years = Array.from({ length: YEARS }, (_, index) => now - index);
  return years.includes(shown) ? years : [...years, shown];
}

export function yearPath(year: number): string {
  return `/api/statistics/annual?year=${year}`;
}

/** Null where the desk refuses the year. Throws HttpError. */
export async function readTables(year: number): Promise<YearAnswer | null> {
  try {
    return await call<YearAnswer>(yearPath(year), { timeout: PATIENCE });
  } catch (error) {
    if (error instanceof HttpError && error.status === 422) return null;
    throw error;
  }
}

/** The rows of a table, each heading followed by what stands under it. */
export function rowsOf(rows: readonly YearRow[], table: TableName): YearRow[] {
  const own = rows.filter((row) => row.table === table);
  return own.filter((row) => row.parent === null).flatMap((row) => [row, ...own.filter((one) => one.parent === row.code)]);
}
