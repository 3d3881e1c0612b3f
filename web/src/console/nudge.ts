// Wrap-ups that have been open for longer than the desk thinks is good: worth a word, and no more.
import { secondsSince } from "../shared/elapsed.ts";
import type { ContactView } from "../shared/protocol.ts";

/** Whether this contact's wrap-up has been open for as long as the desk's figure says; 0 says never. */
export function isLate(contact: Pick<ContactView, "state" | "since">, nudgeSeconds: number, now: number): boolean {
  return nudgeSeconds > 0 && contact.state === "wrap_up" && secondsSince(contact.since, now) >= nudgeSeconds;
}
