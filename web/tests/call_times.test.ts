import assert from "node:assert/strict";
import { test } from "node:test";
import { checkedCall, clockAgo, dayAgo } from "../src/console/call_times.ts";

test("what is registered just past midnight began yesterday, on Oslo's clock", () => {
  const at = (clock: string): number => Date.parse(`2026-11-23T${clock}:00Z`);
  assert.equal(dayAgo(10, at("23:04")), "yesterday");
  assert.equal(dayAgo(10, at("23:10")), "today");
  const now = at("23:04");
  assert.deepEqual(checkedCall(clockAgo(10, now), clockAgo(0, now), dayAgo(10, now), now), {
    started_at: "2026-11-23T22:54:00.000Z", ended_at: "2026-11-23T23:04:00.000Z",
  });
});
