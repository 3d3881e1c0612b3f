// The list of readings as a file, written to the reader's own folder.
import { HttpError } from "../shared/http.ts";
import { queryOf, type ReadingsAsked } from "./accounts.ts";

const KEPT = 60_000;

/** Throws HttpError. */
export async function downloadReadings(asked: ReadingsAsked): Promise<void> {
  const response = await fetch(`/api/readings?${queryOf(asked)}`, { headers: { accept: "text/csv" }, cache: "no-store" })
    .catch(() => { throw new HttpError(0, "offline", {}, null); });
  if (!response.ok) throw new HttpError(response.status, "unavailable", {}, null);
  const address = URL.createObjectURL(await response.blob());
  const link = document.createElement("a");
  link.href = address;
  link.download = ["readings", asked.from, asked.to].filter((part) => part !== "").join("-") + ".csv";
  link.click();
  // The browser must have begun to read it before it is gone.
  setTimeout(() => URL.revokeObjectURL(address), KEPT);
}
