// The proof that somebody means it, asked for while far more people ask than ever come (`proof_required`).
import { HttpError } from "../shared/http.ts";
import { firstWord } from "../shared/sha256.ts";

const AT_ONCE = 2_000;

export interface Proof { challenge: string; proof: string }

/** What an error asks to be proven; null where it asks for nothing that this page can do. */
export function challengeOf(error: unknown): { challenge: string; bits: number } | null {
  if (!(error instanceof HttpError) || error.code !== "proof_required") return null;
  const { challenge, bits } = error.details;
  return typeof challenge === "string" && typeof bits === "number" && bits <= 24 ? { challenge, bits } : null;
}

/** A word whose digest after the challenge begins with so many zero bits; the page stays alive meanwhile. */
export async function prove(challenge: string, bits: number): Promise<Proof> {
  const below = 2 ** (32 - bits);
  for (let attempt = 0; ; attempt += 1) {
    if (firstWord(`${challenge}:${attempt}`) < below) return { challenge, proof: String(attempt) };
    if (attempt % AT_ONCE === 0) await new Promise((resolve) => setTimeout(resolve));
  }
}
