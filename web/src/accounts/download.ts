// The list of readings as a file, written to the reader's own folder.
import { FILES } from "../statistics/calls.ts";
import { type Progress, save } from "../statistics/download.ts";
import { queryOf, type ReadingsAsked } from "./accounts.ts";

/** All of them, however many. Throws HttpError, and whatever `signal` aborts with. */
export function downloadReadings(asked: ReadingsAsked, signal: AbortSignal, told: (progress: Progress) => void): Promise<void> {
  const name = ["readings", asked.from, asked.to].filter((part) => part !== "").join("-");
  return save(`/api/readings?${queryOf(asked)}`, FILES.csv, `${name}.csv`, signal, told);
}
