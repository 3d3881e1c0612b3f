// What leaves the house: asked for as it would be, published, read as it was, and counted again.
import { refusalOf, type Refusal } from "../settings/refusal.ts";
import { call, HttpError } from "../shared/http.ts";
import type { Question, Report } from "./asked.ts";

export type Row = Readonly<Record<string, unknown>>;
export type Tables = Readonly<Record<string, readonly Row[]>>;
export type Versions = Readonly<Record<string, string>>;
/** `published_at` is null where nobody did: the desk kept what it was asked for by itself. */
export interface Published {
  snapshot: string; report: string; question: Question; made_at: string; published_at: string | null;
  published_by: { id: string; name: string | null } | null; versions: Versions;
}
export interface Publication { snapshot: string; report: Report; question: Question; versions: Versions; tables: Tables; overlapping: readonly Published[]; published: boolean }
export interface Whole extends Omit<Published, "published_by"> { tables: Tables }
export interface Difference { table: string; was: Row | null; now: Row | null }
export interface MadeAgain { same: boolean; versions: Versions; versions_now: Versions; differences: readonly Difference[] }
/** An answer, and to which question; or why the desk refused it. */
export interface Answer<T> { key: string; answer: T | null; refusal: Refusal | null }

const INSIDE = "/api/statistics/snapshots";
const PUBLIC = "/api/open-data/snapshots";
const PATIENCE = 60_000;
const REFUSED = [404, 422];

export const seen = (report: Report, question: Question): Promise<Publication> =>
  call(INSIDE, { staff: true, method: "POST", body: { report, question, preview: true }, timeout: PATIENCE });

/** 409 where it comes out another one than `snapshot`, which is what somebody has looked at. */
export const publish = ({ report, question, snapshot }: Publication): Promise<Publication> =>
  call(INSIDE, { staff: true, method: "POST", body: { report, question, if_snapshot: snapshot }, timeout: PATIENCE });

export async function everyPublished(all: boolean): Promise<readonly Published[]> {
  return (await call<{ snapshots: Published[] }>(all ? INSIDE : `${INSIDE}?published=true`)).snapshots;
}

export const readPublished = (id: string): Promise<Whole> => call(addressOf(id), { timeout: PATIENCE });
export const countAgain = (id: string): Promise<MadeAgain> => call(`${INSIDE}/${id}/again`, { timeout: PATIENCE });

/** Where everybody finds it. */
export function addressOf(id: string, format?: "csv" | "xlsx" | "json"): string {
  return `${PUBLIC}/${id}${format === undefined ? "" : `?format=${format}`}`;
}

/** The extract that everybody may ask for, whether or not somebody has published it. */
export const extractAddress = (year: string): string => `/api/open-data/contacts?year=${year}`;

/** What the desk refuses is an answer too; throws HttpError for everything else. */
export async function answered<T>(key: string, ask: () => Promise<T>): Promise<Answer<T>> {
  try {
    return { key, answer: await ask(), refusal: null };
  } catch (error) {
    if (error instanceof HttpError && REFUSED.includes(error.status)) return { key, answer: null, refusal: refusalOf(error) };
    throw error;
  }
}
