// An answer of the desk as a file in the reader's own folder.
import { HttpError } from "../shared/http.ts";

export const KINDS = { csv: "text/csv", xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" } as const;
export type Kind = keyof typeof KINDS;
/** So long the browser may take to begin reading it. */
const KEPT = 60_000;

/** Throws HttpError. */
export async function saveFile(path: string, kind: Kind, name: string): Promise<void> {
  const response = await fetch(path, { headers: { accept: KINDS[kind] }, cache: "no-store" })
    .catch(() => { throw new HttpError(0, "offline", {}, null); });
  if (!response.ok) throw new HttpError(response.status, "unavailable", {}, null);
  const address = URL.createObjectURL(await response.blob());
  const link = document.createElement("a");
  link.href = address;
  link.download = `${name}.${kind}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), KEPT);
}
