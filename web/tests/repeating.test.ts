// What is asked for again: after an answer that was lost, and with a proof where one is asked for.
import assert from "node:assert/strict";
import { test } from "node:test";
import { HttpError } from "../src/shared/http.ts";
import type { Proof } from "../src/widget/proof.ts";
import { repeating } from "../src/widget/repeating.ts";

const LOST = new HttpError(0, "offline", {}, null);
const CHALLENGE = new HttpError(403, "proof_required", { challenge: "x", bits: 1 }, null);
const NO_PAUSE = (): Promise<void> => Promise.resolve();

/** Asks a desk that answers so, one answer a call; which calls carried a proof, and what came of it. */
async function asked(answers: HttpError[]): Promise<{ proven: boolean[]; end: string }> {
  const proven: boolean[] = [];
  const answer = (proof: Proof | null): Promise<string> => {
    const next = answers[proven.length];
    proven.push(proof !== null);
    return next ? Promise.reject(next) : Promise.resolve("in");
  };
  const end = await repeating(answer, NO_PAUSE).catch((error: HttpError) => error.code);
  return { proven, end };
}

test("a proof that has gone out goes out no more", async () => {
  assert.deepEqual(await asked([CHALLENGE, LOST]), { proven: [false, true, false], end: "in" });
});

test("whose proof never arrived proves anew", async () => {
  assert.deepEqual(await asked([CHALLENGE, LOST, CHALLENGE]), { proven: [false, true, false, true], end: "in" });
});

test("the third failure, or the third challenge, is the answer", async () => {
  assert.deepEqual(await asked([LOST, LOST, LOST]), { proven: [false, false, false], end: "offline" });
  assert.deepEqual(await asked([CHALLENGE, CHALLENGE, CHALLENGE]), { proven: [false, true, true], end: "proof_required" });
});
