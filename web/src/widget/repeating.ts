// Asking the desk for something that must happen once: again when nothing answered, with a proof where one is asked for.
import { HttpError } from "../shared/http.ts";
import { challengeOf, prove, type Proof } from "./proof.ts";

const ATTEMPTS = 3;
const PAUSE = 700;

/** Calls `ask` up to three times; it must carry a request id, so that a repeat changes nothing. Throws the last HttpError. */
export async function repeating<T>(ask: (proof: Proof | null) => Promise<T>): Promise<T> {
  let proof: Proof | null = null;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await ask(proof);
    } catch (error) {
      const asked = challengeOf(error);
      if (attempt >= ATTEMPTS || !(asked || worthRepeating(error))) throw error;
      if (asked) {
        proof = await prove(asked.challenge, asked.bits);
        continue;
      }
      await new Promise((resolve) => setTimeout(resolve, PAUSE * attempt));
    }
  }
}

function worthRepeating(error: unknown): boolean {
  return error instanceof HttpError && (error.code === "offline" || error.code === "unavailable");
}
