// Many shifts at once: repeated, copied, read from a file, written to one, and the extra one from now on.
import { call, HttpError } from "../shared/http.ts";
import type { Channel } from "../shared/protocol.ts";
import { load } from "./model.ts";
import type { Times } from "./wall.ts";
import { plusDays } from "./week.ts";

/** In bytes. */
export const LARGEST = 1_000_000;
const SLOW = 30_000;

export interface SeriesFields {
  counsellor_id: string; weekdays: number[]; every_weeks: number; starts: string; ends: string; first: string; last: string; channels: Channel[];
}
export interface Names { nb: string; nn: string; en: string }
export interface Planned extends Partial<Times> { name?: string; date?: string; why?: string; conflicts?: string[]; label?: Names | null; channels?: Channel[] }
/** What would be made, and what is left out. */
export interface Preview { added: Planned[]; skipped: Planned[] }
export interface ImportError { line: number | null; code: string; message: string }
export interface ImportResult {
  applied: boolean; added: Planned[]; changed: { before: Planned; after: Planned }[]; removed: Planned[]; unchanged: number;
  errors: ImportError[]; more_errors: number;
}

/** Throws HttpError. */
export async function series(fields: SeriesFields, preview: boolean): Promise<Preview> {
  const found = await call<{ shifts: Planned[]; skipped: Planned[] }>("/api/shifts/series", { method: "POST", staff: true, timeout: SLOW, body: { ...fields, preview } });
  if (!preview) await load();
  return { added: found.shifts, skipped: found.skipped };
}

/** Takes away the shifts of a series from a date on; how many. Throws HttpError. */
export async function removeSeries(seriesId: string, from: string): Promise<number> {
  const { removed } = await call<{ removed: number }>(`/api/shifts/series/${seriesId}?from=${from}`, { method: "DELETE", staff: true });
  await load();
  return removed;
}

/** Throws HttpError. */
export async function copyWeek(fields: { from_week: string; to_week: string; centre: string | null }, preview: boolean): Promise<Preview> {
  const found = await call<Preview>("/api/rota/copy", { method: "POST", staff: true, timeout: SLOW, body: { ...fields, preview } });
  if (!preview) await load();
  return found;
}

/** Throws HttpError. */
export async function extra(fields: { counsellor_id: string; until: string; channels: Channel[]; reason: string }): Promise<void> {
  await call("/api/shifts/extra", { method: "POST", staff: true, body: fields });
  await load();
}

/** A file as it is, byte by byte: the desk tells a table from a calendar. Throws HttpError, `too_large` before anything is sent. */
export async function importShifts(file: Blob, preview: boolean): Promise<ImportResult> {
  if (file.size > LARGEST) throw new HttpError(413, "too_large", {}, null);
  const found = await ask(`/api/shifts/import?preview=${preview}`, { method: "POST", headers: { "content-type": "text/csv", "x-desk": "1" }, body: file });
  const result = (await found.json()) as ImportResult;
  if (result.applied) await load();
  return result;
}

/** Saves a week's shifts as a file that import reads. Throws HttpError. */
export async function exportWeek(week: string, monday: string, format: "csv" | "ics"): Promise<void> {
  const accept = format === "csv" ? "text/csv" : "text/calendar";
  const found = await ask(`/api/shifts?from=${monday}&to=${plusDays(monday, 7)}`, { headers: { accept } });
  const address = URL.createObjectURL(await found.blob());
  const link = document.createElement("a");
  link.href = address;
  link.download = `turnus-${week}.${format}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** A call whose body or answer is no JSON. */
async function ask(path: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, { cache: "no-store", signal: AbortSignal.timeout(SLOW), ...init });
  } catch {
    throw new HttpError(0, "offline", {}, null);
  }
  if (response.ok) return response;
  const answer = (await response.json().catch(() => ({}))) as { error?: { code?: string; details?: Record<string, unknown> } };
  throw new HttpError(response.status, answer.error?.code ?? "unavailable", answer.error?.details ?? {}, null);
}
