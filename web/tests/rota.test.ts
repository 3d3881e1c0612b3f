// The rota's pure parts: weeks, the Oslo wall through changes of clocks, and where a time stands in its column.
import assert from "node:assert/strict";
import { test } from "node:test";
import { columnOf, instantUnder, joined, lanesOf, pieceIn, segmentsOf, spanOf, windowOf } from "../src/rota/geometry.ts";
import { endsNextDay, problemIn, seriesOf, type ShiftDraft, shiftOf } from "../src/rota/shift_draft.ts";
import { type Counts, stopAfter, within } from "../src/rota/stops.ts";
import { gapWords, spanWords } from "../src/rota/words.ts";
import { isLastAttempt, usualResult } from "../src/console/follow_up.ts";
import { clockOf, DAY_MINUTES, instantAt, instantNear, minutesOf, moved, resized, wallOf, written } from "../src/rota/wall.ts";
import { datesOf, plusWeeks, weekdayOf, weekNumber, weekOf } from "../src/rota/week.ts";

const HOUR = 3_600_000;
const WHOLE = { from: 0, to: DAY_MINUTES };

test("a week is counted as the almanac counts it, over the turn of the year too", () => {
  assert.deepEqual(["2026-11-23", "2026-12-31", "2027-01-03", "2027-01-04", "2024-12-30", "2021-01-01"].map(weekOf),
    ["2026-W48", "2026-W53", "2026-W53", "2027-W01", "2025-W01", "2020-W53"]);
  assert.deepEqual([datesOf("2026-W53")[0], datesOf("2026-W53")[6]], ["2026-12-28", "2027-01-03"]);
  assert.deepEqual([plusWeeks("2026-W53", 1), plusWeeks("2027-W01", -1), weekNumber("2027-W01")], ["2027-W01", "2026-W53", 1]);
  assert.deepEqual(["2026-11-23", "2026-11-29"].map(weekdayOf), [1, 7]);
});

test("every date of a century belongs to the week that lists it", () => {
  for (let day = Date.UTC(2000, 0, 1); day < Date.UTC(2100, 0, 1); day += 24 * HOUR) {
    const date = new Date(day).toISOString().slice(0, 10);
    assert.equal(datesOf(weekOf(date))[weekdayOf(date) - 1], date);
  }
});

test("the hour that does not exist is no instant, and the one that exists twice is the first", () => {
  assert.equal(instantAt("2027-03-28", 150), null);
  assert.equal(written(instantNear("2027-03-28", 150)), "2027-03-28T01:30:00.000Z");
  assert.equal(written(instantAt("2026-10-25", 150) ?? 0), "2026-10-25T00:30:00.000Z");
  assert.equal(written(instantAt("2026-11-23", DAY_MINUTES) ?? 0), "2026-11-23T23:00:00.000Z");
  assert.equal(written(instantAt("2026-11-23", -60) ?? 0), "2026-11-22T22:00:00.000Z");
});

test("every half hour of the nights around comes back from the wall as it went", () => {
  for (const night of ["2027-03-27T12:00:00Z", "2026-10-24T12:00:00Z", "2026-11-23T12:00:00Z"]) {
    for (let step = 0; step < 48; step += 1) {
      const at = Date.parse(night) + step * HOUR / 2;
      const wall = wallOf(at);
      const first = instantAt(wall.date, wall.minutes);
      assert.ok(first === at || first === at - HOUR, written(at));
    }
  }
});

test("a shift that is moved keeps its clock on the wall, and its length changes with the night", () => {
  const saturday = { starts_at: "2027-03-27T21:00:00.000Z", ends_at: "2027-03-28T05:00:00.000Z" };
  assert.deepEqual(moved(saturday, 7, 0), { starts_at: "2027-04-03T20:00:00.000Z", ends_at: "2027-04-04T05:00:00.000Z" });
  const day = { starts_at: "2027-03-26T09:00:00.000Z", ends_at: "2027-03-26T19:00:00.000Z" };
  assert.deepEqual(moved(day, 3, 30), { starts_at: "2027-03-29T08:30:00.000Z", ends_at: "2027-03-29T18:30:00.000Z" });
  const autumn = { starts_at: "2026-10-22T08:00:00.000Z", ends_at: "2026-10-22T18:00:00.000Z" };
  assert.deepEqual(moved(autumn, 4, 0), { starts_at: "2026-10-26T09:00:00.000Z", ends_at: "2026-10-26T19:00:00.000Z" });
});

test("an end that is moved never meets the other", () => {
  const shift = { starts_at: "2026-11-23T09:00:00.000Z", ends_at: "2026-11-23T11:00:00.000Z" };
  assert.equal(resized(shift, "end", 30).ends_at, "2026-11-23T11:30:00.000Z");
  assert.equal(resized(shift, "end", -600).ends_at, "2026-11-23T09:30:00.000Z");
  assert.equal(resized(shift, "start", 600).starts_at, "2026-11-23T10:30:00.000Z");
});

test("times of day are read as people write them, and nothing else is a time", () => {
  assert.deepEqual(["10:00", "8.30", "23:59", "24:00", "10", "1030", "830"].map(minutesOf), [600, 510, 1439, 1440, 600, 630, 510]);
  assert.deepEqual(["24:01", "25", "10:60", "1O:00", "-1", "10:0", "", "10:00:00"].map(minutesOf), Array.from({ length: 8 }, () => null));
  assert.deepEqual([0, 510, DAY_MINUTES, -60].map(clockOf), ["00:00", "08:30", "00:00", "23:00"]);
});

test("a column has 23 and 25 hours when the clocks change, and a time stands where it falls", () => {
  const hours = (date: string): number => { const { start, end } = columnOf(date, WHOLE); return (end - start) / HOUR; };
  assert.deepEqual(["2027-03-28", "2026-10-25", "2026-11-23"].map(hours), [23, 25, 24]);
  const noon = (date: string): number => pieceIn({ start: columnOf(date, WHOLE).start, end: instantNear(date, 720) }, columnOf(date, WHOLE))?.width ?? 0;
  assert.deepEqual(["2027-03-28", "2026-10-25", "2026-11-23"].map(noon), [11 / 23, 13 / 25, 12 / 24]);
});

test("a piece is what lies in the column, and tells whether the shift goes on", () => {
  const night = spanOf({ starts_at: "2026-11-23T21:00:00Z", ends_at: "2026-11-24T05:00:00Z" });
  assert.deepEqual(pieceIn(night, columnOf("2026-11-23", WHOLE)), { left: 22 / 24, width: 2 / 24, before: false, after: true });
  assert.deepEqual(pieceIn(night, columnOf("2026-11-24", WHOLE)), { left: 0, width: 6 / 24, before: true, after: false });
  assert.equal(pieceIn(night, columnOf("2026-11-25", WHOLE)), null);
});

test("the grid shows whole hours around everything; a night shift needs the whole day", () => {
  const at = (starts: string, ends: string): { starts_at: string; ends_at: string } => ({ starts_at: `2026-11-23T${starts}Z`, ends_at: `2026-11-${ends}Z` });
  assert.deepEqual(windowOf([]), { from: 480, to: 1200 });
  assert.deepEqual(windowOf([at("08:45:00", "23T14:30:00"), at("11:00:00", "23T19:15:00")]), { from: 540, to: 1260 });
  assert.deepEqual(windowOf([at("19:00:00", "23T23:00:00")]), { from: 1200, to: DAY_MINUTES });
  assert.deepEqual(windowOf([at("19:00:00", "24T05:00:00")]), WHOLE);
  const week = { start: Date.parse("2026-11-22T23:00:00Z"), end: Date.parse("2026-11-29T23:00:00Z") };
  assert.deepEqual(windowOf([at("08:00:00", "23T18:00:00")], [week]), WHOLE);
  assert.deepEqual(windowOf([], [spanOf(at("09:00:00", "23T19:00:00"))]), { from: 600, to: 1200 });
  assert.deepEqual(windowOf([at("08:00:00", "23T18:00:00"), { starts_at: "2026-01-01T00:00:00Z", ends_at: "2027-01-01T00:00:00Z" }]), { from: 540, to: 1140 });
});

test("pieces that would lie on each other get lanes of their own", () => {
  const piece = (left: number, width: number): { left: number; width: number; before: boolean; after: boolean } => ({ left, width, before: false, after: false });
  assert.deepEqual(lanesOf([piece(0, 0.5), piece(0.5, 0.5)], 0.3), [0, 0]);
  assert.deepEqual(lanesOf([piece(0, 0.5), piece(0.4, 0.5), piece(0.6, 0.3)], 0.3), [0, 1, 0]);
  assert.deepEqual(lanesOf([piece(0.1, 0.1), piece(0.2, 0.1)], 0.3), [0, 1]);
});

test("a pointer finds the nearest half hour of the wall, and no further than the column", () => {
  const column = columnOf("2026-11-23", { from: 480, to: 1200 });
  assert.equal(written(instantUnder(0.51, column, 30)), "2026-11-23T13:00:00.000Z");
  assert.equal(instantUnder(-1, column, 30), column.start);
  assert.equal(instantUnder(2, column, 30), column.end);
});

test("hours alike are one segment; spans that touch are one", () => {
  const column = columnOf("2026-11-23", { from: 600, to: 840 });
  const counts = [2, 2, 0, 1].map((count, index) => ({ at: column.start + index * HOUR, count }));
  assert.deepEqual(segmentsOf(counts, column).map(({ left, width, count }) => [left, width, count]), [[0, 0.5, 2], [0.5, 0.25, 0], [0.75, 0.25, 1]]);
  assert.deepEqual(joined([{ start: 3, end: 5 }, { start: 1, end: 3 }, { start: 7, end: 8 }]), [{ start: 1, end: 5 }, { start: 7, end: 8 }]);
});

test("arrows go over the shifts of a day and then on to the next; a day without any is one stop", () => {
  const counts: Counts = [[0, 2, 1, 0, 0, 0, 3], [1, 0, 0, 0, 0, 0, 0]];
  const from = (row: number, day: number, item: number, key: string): unknown => Object.values(stopAfter(key, { row, day, item }, counts) ?? {});
  assert.deepEqual([from(0, 0, 0, "ArrowRight"), from(0, 1, 0, "ArrowRight"), from(0, 1, 1, "ArrowRight")], [[0, 1, 0], [0, 1, 1], [0, 2, 0]]);
  assert.deepEqual([from(0, 2, 0, "ArrowLeft"), from(0, 0, 0, "ArrowLeft"), from(0, 6, 2, "ArrowRight")], [[0, 1, 1], [], []]);
  assert.deepEqual([from(0, 1, 1, "ArrowDown"), from(1, 6, 0, "ArrowUp"), from(1, 0, 0, "ArrowDown")], [[1, 1, 0], [0, 6, 0], []]);
  assert.deepEqual([from(0, 3, 0, "Home"), from(0, 3, 0, "End"), from(0, 3, 0, "x")], [[0, 0, 0], [0, 6, 2], []]);
  assert.deepEqual(within({ row: 5, day: 6, item: 4 }, counts), { row: 1, day: 6, item: 0 });
});

const DRAFT: ShiftDraft = {
  counsellor_id: "a", date: "2027-03-27", from: "22", to: "06.30", channels: ["chat"], repeat: false, weekdays: [3, 1], every: 2, until: "2027-05-01",
};

test("a shift over midnight ends the next day, in the night when the clocks go forward too", () => {
  assert.equal(endsNextDay(DRAFT), true);
  assert.equal(problemIn(DRAFT), null);
  assert.deepEqual(shiftOf(DRAFT), { counsellor_id: "a", channels: ["chat"], starts_at: "2027-03-27T21:00:00.000Z", ends_at: "2027-03-28T04:30:00.000Z" });
  assert.equal(endsNextDay({ ...DRAFT, to: "24:00" }), false);
  assert.equal(shiftOf({ ...DRAFT, to: "00:00" }).ends_at, shiftOf({ ...DRAFT, to: "24:00" }).ends_at);
});

test("what cannot be a shift is told in words, at the hour that does not exist as well", () => {
  const wrong = (part: Partial<ShiftDraft>): string | null => problemIn({ ...DRAFT, ...part });
  assert.match(wrong({ to: "2:30" }) ?? "", /2:30 finnes ikke/);
  assert.match(wrong({ date: "2027-03-28", from: "02:15", to: "10" }) ?? "", /02:15 finnes ikke/);
  assert.match(wrong({ from: "ti" }) ?? "", /10:00/);
  assert.match(wrong({ from: "24:00" }) ?? "", /10:00/);
  assert.match(wrong({ date: "" }) ?? "", /10:00/);
  assert.match(wrong({ to: "22:00" }) ?? "", /like/);
  assert.match(wrong({ channels: [] }) ?? "", /kanal/);
  assert.match(wrong({ repeat: true }) ?? "", /samme dag/);
  assert.match(wrong({ repeat: true, from: "10", to: "20", weekdays: [] }) ?? "", /ukedag/);
  assert.match(wrong({ repeat: true, from: "10", to: "20", until: "2027-03-26" }) ?? "", /Siste dag/);
});

test("a repetition is sent in wall time, weekdays in order, midnight as the end of its day", () => {
  const { starts, ends, weekdays, every_weeks, first, last } = seriesOf({ ...DRAFT, repeat: true, from: "18", to: "0:00" });
  assert.deepEqual([starts, ends, weekdays, every_weeks, first, last], ["18:00", "24:00", [1, 3], 2, "2027-03-27", "2027-05-01"]);
});

test("gaps are told a day at a time, and both channels at once where both lack somebody", () => {
  const gap = (starts_at: string, ends_at: string, channel: "chat" | "phone"): { starts_at: string; ends_at: string; channel: "chat" | "phone" } => ({ starts_at, ends_at, channel });
  const words = gapWords([
    gap("2026-11-24T17:00:00Z", "2026-11-24T19:00:00Z", "chat"), gap("2026-11-24T17:00:00Z", "2026-11-24T19:00:00Z", "phone"),
    gap("2026-11-25T20:00:00Z", "2026-11-26T23:00:00Z", "phone"),
  ]).map((one) => one.words);
  assert.deepEqual(words, [
    "Ingen på vakt tirsdag 24. november kl. 18–20",
    "Ingen på telefon onsdag 25. november kl. 21–24",
    "Ingen på telefon torsdag 26. november, hele døgnet",
  ]);
  assert.equal(spanWords({ starts_at: "2026-11-23T07:30:00Z", ends_at: "2026-11-23T14:00:00Z" }), "8.30–15");
});

test("an attempt is done by an answer or a call, and the last one is known", () => {
  assert.deepEqual([usualResult("message", false), usualResult("message", true), usualResult("call", false)], ["again", "done", "done"]);
  assert.deepEqual([isLastAttempt({ attempts: 1, attempts_at_most: 3 }), isLastAttempt({ attempts: 2, attempts_at_most: 3 }), isLastAttempt({ attempts: 9 })], [false, true, false]);
});
