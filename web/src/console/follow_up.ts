// A question left or a call asked for, as its counsellor sees it, and what an attempt came to.
import type { Kind, Language, Result } from "../shared/protocol.ts";

export interface FollowUp {
  follow_up_id: string; kind: Kind; language: Language; asked_at: string; expires_at: string;
  attempts: number; attempts_at_most?: number; text: string | null; number: string | null;
}

/** What an attempt came to where nobody says: a call was made, a question is answered in writing. */
export function usualResult(kind: Kind, wrote: boolean): Result {
  return kind === "call" || wrote ? "done" : "again";
}

/** Whether trying again would be once too often: then it is closed without an answer. */
export function isLastAttempt({ attempts, attempts_at_most: most }: Pick<FollowUp, "attempts" | "attempts_at_most">): boolean {
  return most !== undefined && attempts + 1 >= most;
}
