// A file from the desk to the reader's own folder: read as it comes, so that somebody can be told how far it is, and stop.
import { HttpError, refused } from "../shared/http.ts";

export interface Progress { bytes: number; rows: number; all: number | null }
const LINE_END = 10;

/** Reads the file whole and hands it to the browser. Throws HttpError, and whatever `signal` aborts with. */
export async function save(address: string, kind: string, name: string, signal: AbortSignal, told: (progress: Progress) => void): Promise<void> {
  const response = await fetch(address, { headers: { accept: kind }, cache: "no-store", signal })
    .catch((error: unknown) => { throw signal.aborted ? error : new HttpError(0, "offline", {}, null); });
  if (!response.ok) throw await refused(response);
  handOver(new Blob(await piecesOf(response, signal, told), { type: kind }), name);
}

/** The pieces of an answer; `Desk-Rows` says how many rows a CSV will have, and one with fewer is broken. */
export async function piecesOf(response: Response, signal: AbortSignal, told: (progress: Progress) => void): Promise<Uint8Array<ArrayBuffer>[]> {
  const said = response.headers.get("desk-rows");
  const lines = response.headers.get("content-type")?.startsWith("text/csv") === true;
  const all = said !== null && lines ? Number(said) : null;
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  const progress: Progress = { bytes: 0, rows: 0, all };
  const reader = response.body?.getReader();
  try {
    for (let next = await reader?.read(); next !== undefined && !next.done; next = await reader?.read()) {
      signal.throwIfAborted();
      pieces.push(next.value);
      progress.bytes += next.value.length;
      if (all !== null) progress.rows += linesIn(next.value);
      told({ ...progress, rows: Math.max(0, progress.rows - 1) });
    }
    signal.throwIfAborted();
  } catch (error) {
    throw signal.aborted ? error : new HttpError(0, "offline", {}, null);
  }
  if (all !== null && progress.rows - 1 < all) throw new HttpError(0, "offline", {}, null);
  return pieces;
}

function linesIn(piece: Uint8Array): number {
  let count = 0;
  for (const one of piece) if (one === LINE_END) count += 1;
  return count;
}

function handOver(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The browser must have begun to read it before it is gone.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
