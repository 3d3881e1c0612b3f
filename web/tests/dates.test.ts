// Times in words, on the Oslo clock, in every language; and the days when the clocks change.
import assert from "node:assert/strict";
import { test } from "node:test";
import { todayAt } from "../src/board/until.ts";
import { clockTime, hourWords, osloDate, osloHour, whenOpens, lastDay } from "../src/shared/dates.ts";
import { lengthWords } from "../src/shared/elapsed.ts";
import { textsIn } from "../src/shared/texts/catalogue.ts";
import { STAFF_CATALOGUES } from "../src/shared/texts/staff.ts";
import { longWait, shortWait } from "../src/shared/waits.ts";

const { nb, nn, en } = { nb: textsIn("nb"), nn: textsIn("nn"), en: textsIn("en") };
const at = (instant: string): number => Date.parse(instant);

test("an opening far off has its weekday, date and hour", () => {
  const opens = "2027-03-30T08:00:00.000Z";
  assert.equal(whenOpens(opens, at("2027-03-20T12:00:00Z"), nn.dates), "tysdag 30. mars kl. 10");
  assert.equal(whenOpens(opens, at("2027-03-20T12:00:00Z"), nb.dates), "tirsdag 30. mars kl. 10");
  assert.equal(whenOpens(opens, at("2027-03-20T12:00:00Z"), en.dates), "Tuesday 30 March at 10:00");
});

test("an opening near by is today or tomorrow, and from then on a date", () => {
  const opens = "2026-11-23T09:30:00.000Z";
  assert.equal(whenOpens(opens, at("2026-11-22T23:30:00Z"), nb.dates), "i dag kl. 10.30");
  assert.equal(whenOpens(opens, at("2026-11-22T12:00:00Z"), nb.dates), "i morgen kl. 10.30");
  assert.equal(whenOpens(opens, at("2026-11-20T12:00:00Z"), nn.dates), "måndag 23. november kl. 10.30");
});

test("a day is named, and an hour said as people say it", () => {
  const closes = "2026-11-28T19:00:00.000Z";
  assert.equal(lastDay(closes, at("2026-11-23T12:00:00Z"), nn.dates), "laurdag 28. november");
  assert.equal(lastDay("2026-11-28T23:00:00.000Z", at("2026-11-28T00:30:00Z"), en.dates), "today");
  assert.deepEqual([hourWords(closes, nb.dates), hourWords("2026-11-28T14:30:00.000Z", nn.dates), hourWords(closes, en.dates)], ["kl. 20", "kl. 15.30", "at 20:00"]);
});

test("times are Oslo's on both sides of a change of clocks", () => {
  assert.equal(clockTime("2026-10-25T00:30:00.000Z", nb.dates), "kl. 02.30");
  assert.equal(clockTime("2026-10-25T01:30:00.000Z", nb.dates), "kl. 02.30");
  assert.equal(osloHour("2027-03-28T01:00:00.000Z"), 3);
  assert.equal(osloDate(at("2026-11-22T23:30:00Z")), "2026-11-23");
});

test("«til klokken» is an instant later today, in winter and in summer", () => {
  assert.equal(todayAt("18:00", at("2026-11-23T09:00:00Z")), "2026-11-23T17:00:00.000Z");
  assert.equal(todayAt("18:00", at("2026-06-23T09:00:00Z")), "2026-06-23T16:00:00.000Z");
  assert.equal(todayAt("09:00", at("2026-11-23T09:00:00Z")), null);
});

test("a wait is a rounded range, and nothing without evidence", () => {
  assert.equal(shortWait({ from_seconds: 60, to_seconds: 240 }, nb.wait), "1–4 min");
  assert.equal(longWait({ from_seconds: 120, to_seconds: 240 }, nn.wait), "2–4 minutt");
  assert.equal(longWait({ from_seconds: 0, to_seconds: 60 }, nb.wait), "under ett minutt");
  assert.equal(longWait(null, nb.wait), null);
});

test("lengths are said in the largest unit that people use", () => {
  const { time } = STAFF_CATALOGUES.nb;
  assert.deepEqual([2, 42, 61, 3_700].map((seconds) => lengthWords(seconds, time)), ["noen sek", "42 sek", "1 min", "1 t 1 min"]);
});
