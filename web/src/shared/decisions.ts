// Why contacts were offered to whom, as the desk keeps it: read by their owner, and by coordinators for all.
import { call } from "./http.ts";

interface Words { nb: string; nn: string; en: string }

export interface Decision {
  at: string; counsellor: string; layer: string; words: Words; left_out: Partial<Words>; considered: number;
  outcome: "accepted" | "declined" | "expired" | "withdrawn" | null;
}

export async function decisionsOf(contactId: string): Promise<Decision[]> {
  return (await call<{ decisions: Decision[] }>(`/api/contacts/${contactId}/decisions`)).decisions;
}

export async function latestDecisions(limit: number): Promise<Decision[]> {
  return (await call<{ decisions: Decision[] }>(`/api/decisions?limit=${limit}`)).decisions;
}

/** Who could not have it, in the language chosen; null where everybody could. */
export function leftOut({ left_out }: Decision): Words | null {
  const { nb, nn, en } = left_out;
  return nb && nn && en ? { nb, nn, en } : null;
}
