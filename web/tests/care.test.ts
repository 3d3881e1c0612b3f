// Beside the conversation: favourites by a digit, the times of a call, doubtful addresses, the own day, finding by name.
import assert from "node:assert/strict";
import { test } from "node:test";
import { checkedCall, clockAgo, problemIn } from "../src/console/call_times.ts";
import { busyHours } from "../src/console/day.ts";
import { doubts } from "../src/console/doubts.ts";
import type { Topic } from "../src/console/lists.ts";
import { stopwatch } from "../src/console/stopwatch.ts";
import { favouriteAt } from "../src/console/topics.ts";
import { HttpError } from "../src/shared/http.ts";

const topic = (code: string): Topic => ({ code, nb: code, nn: code, en: code });
const at = (instant: string): number => Date.parse(instant);

test("a digit picks the favourite of that number, and only where nothing has been typed", () => {
  const favourites = [topic("VAL.VET"), topic("JOB.SOK")];
  assert.equal(favouriteAt(favourites, "", "2")?.code, "JOB.SOK");
  assert.equal(favouriteAt(favourites, "", "3"), undefined);
  assert.equal(favouriteAt(favourites, "", "0"), undefined);
  assert.equal(favouriteAt(favourites, "søk", "1"), undefined);
  assert.equal(favouriteAt(favourites, "", "a"), undefined);
});

test("a call's times are those of the Oslo clock, in summer and in winter", () => {
  const winter = at("2026-11-23T12:00:00Z");
  assert.equal(clockAgo(10, winter), "12:50");
  assert.deepEqual(checkedCall("12:40", "12:55", "today", winter), { started_at: "2026-11-23T11:40:00.000Z", ended_at: "2026-11-23T11:55:00.000Z" });
  const summer = at("2026-07-01T12:00:00Z");
  assert.equal(clockAgo(0, summer), "14:00");
  assert.deepEqual(checkedCall("13:30", "13:45", "today", summer), { started_at: "2026-07-01T11:30:00.000Z", ended_at: "2026-07-01T11:45:00.000Z" });
});

test("a call of yesterday is yesterday's, and may have gone past midnight", () => {
  const now = at("2026-11-23T09:00:00Z");
  assert.deepEqual(checkedCall("19:30", "19:50", "yesterday", now), { started_at: "2026-11-22T18:30:00.000Z", ended_at: "2026-11-22T18:50:00.000Z" });
  assert.deepEqual(checkedCall("23:50", "00:10", "yesterday", now), { started_at: "2026-11-22T22:50:00.000Z", ended_at: "2026-11-22T23:10:00.000Z" });
  assert.deepEqual(checkedCall("20:00", "20:05", "yesterday", at("2026-03-29T22:30:00Z")), { started_at: "2026-03-29T18:00:00.000Z", ended_at: "2026-03-29T18:05:00.000Z" });
});

test("what cannot be is said beside its field, before the desk is asked", () => {
  const now = at("2026-11-23T12:00:00Z");
  assert.deepEqual(checkedCall("", "12:00", "today", now), { field: "started_at", why: "required" });
  assert.deepEqual(checkedCall("12:00", "", "today", now), { field: "ended_at", why: "required" });
  assert.deepEqual(checkedCall("12:30", "12:20", "today", now), { field: "ended_at", why: "order" });
  assert.deepEqual(checkedCall("13:30", "13:40", "today", now), { field: "started_at", why: "future" });
  assert.deepEqual(checkedCall("12:30", "13:40", "today", now), { field: "ended_at", why: "future" });
  assert.deepEqual(checkedCall("02:30", "02:40", "today", at("2026-03-29T12:00:00Z")), { field: "started_at", why: "invalid" });
});

test("what the desk refuses stands beside its field, and a desk out of reach is nobody's mistake", () => {
  assert.deepEqual(problemIn(new HttpError(422, "invalid", { started_at: "too long ago" }, null)), { field: "started_at", why: "early" });
  assert.deepEqual(problemIn(new HttpError(422, "invalid", { ended_at: "before" }, null)), { field: "ended_at", why: "order" });
  assert.deepEqual(problemIn(new HttpError(0, "offline", {}, null)), { field: "all", why: "unreachable" });
  assert.deepEqual(problemIn(new HttpError(409, "gone", {}, null)), { field: "all", why: "invalid" });
});

test("a running time is read as on a telephone", () => {
  assert.deepEqual([0, 7.9, 65, 3_600, 36_061, -3].map(stopwatch), ["0:00", "0:07", "1:05", "1:00:00", "10:01:01", "0:00"]);
});

test("an address is doubted for what stands in it", () => {
  assert.deepEqual(doubts("https://utdanning.no/jobb"), []);
  assert.deepEqual(doubts(new URL("https://utdannіng.no/").href), ["lookalike"]);
  assert.deepEqual(doubts("http://eksempel.no/"), ["insecure"]);
  assert.deepEqual(doubts("https://utdanning.no@ond.example/"), ["hidden"]);
  assert.deepEqual(doubts(new URL("http://nav.no:pw@xn--d1acufc.example/").href), ["lookalike", "insecure", "hidden"]);
});

test("my day runs from the first hour with a contact to the last one", () => {
  const hours = [0, 2, 0, 1, 0].map((contacts, index) => ({ starts_at: `2026-11-23T0${index}:00:00Z`, contacts }));
  assert.deepEqual(busyHours(hours).map((hour) => hour.contacts), [2, 0, 1]);
  assert.deepEqual(busyHours([]), []);
});
