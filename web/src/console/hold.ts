// A text that is kept longer than others, with a reason and an end; only the citizen may still erase it.
import { whenOpens } from "../shared/dates.ts";
import { call } from "../shared/http.ts";
import { deskNow } from "../shared/now.ts";
import type { ContactView } from "../shared/protocol.ts";
import { texts } from "../shared/texts/catalogue.ts";

/** How long one may choose; the desk's own figure may be lower, and then it says so. */
export const CHOICES: readonly number[] = [3, 7, 14, 30];
export const LONGEST_REASON = 300;
const DAY = 86_400_000;

export interface Hold { until: string; reason: string; at: string }

/** Until when the text of this contact is kept; null where nothing keeps it. */
export function heldUntil(contact: ContactView): string | null {
  const until = contact.hold?.until ?? null;
  return until !== null && Date.parse(until) > deskNow() ? until : null;
}

/** A little under whole days, so that the longest choice is no second too long when it arrives. */
export function untilAfter(days: number): string {
  return new Date(deskNow() + days * DAY - 60_000).toISOString();
}

export function untilWords(until: string): string {
  return whenOpens(until, deskNow(), texts().dates);
}

/** Throws HttpError, whose details say which field is wrong. */
export function holdText(contactId: string, reason: string, until: string): Promise<Hold> {
  return call<Hold>(`/api/contacts/${contactId}/hold`, { method: "POST", staff: true, body: { reason, until } });
}

/** Throws HttpError. */
export async function releaseText(contactId: string): Promise<void> {
  await call<unknown>(`/api/contacts/${contactId}/hold`, { method: "DELETE", staff: true });
}
