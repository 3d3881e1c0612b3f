// Waiting times between attempts, protocol § 3.4.
import assert from "node:assert/strict";
import { test } from "node:test";
import { attemptPatience, reconnectDelay } from "../src/shared/backoff.ts";

test("full jitter from 0.2 s, at most 1.5 s in the first three minutes, then at most 30 s", () => {
  assert.equal(reconnectDelay(0, 0, () => 1), 200);
  assert.equal(reconnectDelay(0, 0, () => 0), 0);
  assert.equal(reconnectDelay(10, 179_999, () => 1), 1_500);
  assert.equal(reconnectDelay(10, 180_000, () => 1), 30_000);
});

test("patience is 1.5 s twice and 4 s later", () => {
  assert.deepEqual([0, 1, 2, 9].map(attemptPatience), [1_500, 1_500, 4_000, 4_000]);
});
