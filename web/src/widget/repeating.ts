// Asking the desk for something that must happen once: again when nothing answered, with a proof where one is asked for.
import { HttpError } from "../shared/http.ts";
import { challengeOf, prove, type Proof } from "./proof.ts";

const ATTEMPTS = 3;
const PAUSE = 700;

/**
 * Calls `ask` until three calls have failed, or three have been answered by a challenge; it must carry a request id, so
 * that a repeat changes nothing. A proof opens once: after a call that carried it, the next goes without. Throws the last
 * HttpError.
 */
export async function repeating<T>(ask: (proof: Proof | null) => Promise<T>, pause: (ms: number) => Promise<unknown> = wait): Promise<T> {
  let proof: Proof | null = null;
  let failed = 0;
  let challenged = 0;
  for (;;) {
    try {
      return await ask(proof);
    } catch (error) {
      proof = null;
      const asked = challengeOf(error);
      if (asked && (challenged += 1) < ATTEMPTS) proof = await prove(asked.challenge, asked.bits);
      else if (worthRepeating(error) && (failed += 1) < ATTEMPTS) await pause(PAUSE * failed);
      else throw error;
    }
  }
}

function wait(ms: number): Promise<unknown> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function worthRepeating(error: unknown): boolean {
  return error instanceof HttpError && (error.code === "offline" || error.code === "unavailable");
}
