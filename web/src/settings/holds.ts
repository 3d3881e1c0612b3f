// Texts that are held back from being erased: why, by whom, and until when.
import { call } from "../shared/http.ts";
import type { Channel, Language } from "../shared/protocol.ts";

export interface Held {
  contact_id: string; channel: Channel; language: Language; state: string; flagged: boolean; arrived_at: string; ended_at: string | null;
  reason: string; until: string; at: string; by: { id: string; name: string | null };
}
/** The next to end first; none may be set for longer than `most_days`. */
export interface Holds { holds: readonly Held[]; most_days: number }

const DAY = 86_400_000;
const change = { staff: true } as const;

export const getHolds = (): Promise<Holds> => call<Holds>("/api/holds");
export const endHold = (contactId: string): Promise<null> => call<null>(`/api/contacts/${contactId}/hold`, { ...change, method: "DELETE" });

export function moveHold(contactId: string, reason: string, until: string): Promise<unknown> {
  return call(`/api/contacts/${contactId}/hold`, { ...change, method: "POST", body: { reason, until } });
}

/** Its citizen waits or talks still. */
export function goesOn({ state }: Held): boolean {
  return ["queued", "offered", "active"].includes(state);
}

/** Whole days that are left, the one that has begun counted. */
export function daysLeft(until: string, now: number): number {
  return Math.max(0, Math.ceil((Date.parse(until) - now) / DAY));
}
