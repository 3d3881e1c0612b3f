// The proof of work that a crowded desk asks for, against Node's own SHA-256.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { HttpError } from "../src/shared/http.ts";
import { digest } from "../src/shared/sha256.ts";
import { challengeOf, prove } from "../src/widget/proof.ts";

function hex(words: Uint32Array): string {
  return [...words].map((word) => word.toString(16).padStart(8, "0")).join("");
}

test("the digest is SHA-256, at every length around a block", () => {
  for (let length = 0; length < 200; length += 1) {
    const text = "å1".repeat(length).slice(0, length);
    assert.equal(hex(digest(text)), createHash("sha256").update(text).digest("hex"), `length ${length}`);
  }
});

test("a proof begins with so many zero bits", async () => {
  const { challenge, proof } = await prove("en-oppgave", 10);
  const found = createHash("sha256").update(`${challenge}:${proof}`).digest();
  assert.equal(found.readUInt32BE(0) >>> 22, 0);
});

test("only a desk that asks for a proof it can get is given one", () => {
  const asked = { challenge: "x", bits: 15 };
  assert.deepEqual(challengeOf(new HttpError(403, "proof_required", asked, null)), asked);
  assert.equal(challengeOf(new HttpError(403, "not_allowed", asked, null)), null);
  assert.equal(challengeOf(new HttpError(403, "proof_required", {}, null)), null);
  assert.equal(challengeOf(new HttpError(403, "proof_required", { challenge: "x", bits: 60 }, null)), null);
});
