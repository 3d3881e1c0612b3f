// When a wrap-up that stands open is worth a word.
import assert from "node:assert/strict";
import { test } from "node:test";
import { isLate } from "../src/console/nudge.ts";

const SINCE = "2026-11-23T12:00:00.000Z";
const at = (seconds: number): number => Date.parse(SINCE) + seconds * 1_000;

test("a wrap-up is late from the desk's figure on, and never where that is 0", () => {
  const wrapUp = { state: "wrap_up" as const, since: SINCE };
  assert.equal(isLate(wrapUp, 600, at(599)), false);
  assert.equal(isLate(wrapUp, 600, at(600)), true);
  assert.equal(isLate(wrapUp, 0, at(86_400)), false);
});

test("a conversation that goes on is never late", () => {
  assert.equal(isLate({ state: "active", since: SINCE }, 600, at(3_600)), false);
});
