// The page of statistics: the address keeps the question, figures add up from sums alone, and changes are sentences.
import assert from "node:assert/strict";
import { test } from "node:test";
import { addressOf, comparedDays, daysOf, readAsked, wrongIn } from "../src/statistics/asked.ts";
import type { Row } from "../src/statistics/calls.ts";
import { clockHour, gridOf, isoWeek, shadeOf, stepOf, stepsOf, valuesOf } from "../src/statistics/grid.ts";
import { countedOf, MEASURES, seriesOf, valueOf } from "../src/statistics/measures.ts";
import { change, figure, stepWords } from "../src/statistics/words.ts";
import { figuresNb as t } from "../src/shared/texts/figures_nb.ts";
import { nb } from "../src/shared/texts/nb.ts";

const TODAY = "2026-11-23";
const NOTHING = Object.fromEntries(MEASURES.map((name) => [name, null])) as Record<(typeof MEASURES)[number], null>;

function row(channel: string, parts: Partial<Row>): Row {
  return { ...NOTHING, channel, ...parts } as Row;
}

const CELLS = [
  row("chat", { weekday: "1", clock_hour: "10", arrivals: 8, answered: 6, answered_within_target: 3, wait_p50_seconds: 125, staffed_seconds: 5_400 }),
  row("phone", { weekday: "1", clock_hour: "10", arrivals: 2, answered: 2, answered_within_target: 2, wait_p50_seconds: 8, staffed_seconds: 3_600 }),
  row("chat", { weekday: "3", clock_hour: "12", arrivals: 4, answered: 0, answered_within_target: 0, staffed_seconds: 0 }),
];
const MARGINS = { cells: CELLS, weekdays: CELLS, hours: CELLS, totals: CELLS.slice(0, 2) };

test("the address says what is not as usual, and is read as it was written", () => {
  assert.equal(addressOf(readAsked("#statistics")), "#statistics");
  const own = { ...readAsked(""), period: "own", from: "2026-10-01", to: "2026-10-31", channel: "phone", centre: "VESTLAND", language: "nn", measure: "wait_p90_seconds", compare: "year" } as const;
  assert.equal(addressOf(own), "#statistics/period=own&from=2026-10-01&to=2026-10-31&channel=phone&centre=VESTLAND&language=nn&compare=year&measure=wait_p90_seconds");
  assert.deepEqual(readAsked(addressOf(own)), own);
});

test("what nobody knows in an address is as usual, and no date that does not exist is asked for", () => {
  const usual = readAsked("");
  for (const hash of ["#statistics/period=9w&measure=wages&channel=fax&compare=moon&language=de", "#statistics/centre=%3Cb%3E", "#statistics/from=2026-02-31&to=31.12.26", "#hours"]) assert.deepEqual(readAsked(hash), usual);
});

test("weeks are whole days and end yesterday; months and years end today", () => {
  const days = (period: string): string[] => Object.values(daysOf(readAsked(`#statistics/period=${period}`), TODAY));
  assert.deepEqual(days("4w"), ["2026-10-26", "2026-11-22"]);
  assert.deepEqual(days("month"), ["2026-11-01", TODAY]);
  assert.deepEqual(days("last-month"), ["2026-10-01", "2026-10-31"]);
  assert.deepEqual(days("year"), ["2026-01-01", TODAY]);
});

test("as many days are compared as are asked about, weeks with the same weekdays", () => {
  const compared = (query: string): unknown => { const asked = readAsked(`#statistics/${query}`); return comparedDays(asked, daysOf(asked, TODAY)); };
  assert.deepEqual(compared("period=4w"), { from: "2026-09-28", to: "2026-10-25" });
  assert.deepEqual(compared("period=4w&compare=year"), { from: "2025-10-27", to: "2025-11-23" });
  assert.deepEqual(compared("period=last-month&compare=year"), { from: "2025-10-01", to: "2025-10-31" });
  assert.equal(compared("compare=none"), null);
  assert.equal(compared("period=own"), null);
});

test("bad periods are told before anybody asks the desk", () => {
  const wrong = (from: string, to: string): unknown => wrongIn({ from, to }, TODAY);
  assert.deepEqual([wrong("", TODAY), wrong("2026-11-02", "2026-11-01"), wrong("2016-01-01", "2026-11-01"), wrong("2027-01-01", "2027-01-02"), wrong(TODAY, TODAY)], ["missing", "order", "long", "future", null]);
});

test("counts are added, the share within the target is one sum over another, and waits never mix", () => {
  assert.equal(valueOf("arrivals", CELLS), 14);
  assert.equal(valueOf("answered_within_target", CELLS), 5 / 8);
  assert.equal(valueOf("answered_within_target", CELLS.slice(2)), null);
  assert.equal(valueOf("wait_p50_seconds", CELLS), null);
  assert.equal(valueOf("wait_p50_seconds", CELLS.slice(0, 1)), 125);
  assert.deepEqual([countedOf("staffed_seconds", "language"), countedOf("staffed_seconds", "centre"), countedOf("arrivals", "language")], [false, true, true]);
  assert.deepEqual([seriesOf("arrivals", ""), seriesOf("staffed_seconds", ""), seriesOf("occupancy", "chat")], [[""], ["chat", "phone"], ["chat"]]);
});

test("the table has every hour from the first to the last, and its margins are the sums of its cells", () => {
  const grid = gridOf("arrivals", "", MARGINS);
  assert.deepEqual(grid.hours.map((one) => [one.hour, one.cells.join(" "), one.whole]), [["10", "10 0 0 0 0 0 0", 10], ["11", "0 0 0 0 0 0 0", 0], ["12", "0 0 4 0 0 0 0", 4]]);
  assert.deepEqual([grid.weekdays.join(" "), grid.most], ["10 0 4 0 0 0 0", 10]);
  const waits = gridOf("wait_p50_seconds", "chat", MARGINS);
  assert.deepEqual([waits.hours.length, waits.hours[0]?.cells[0], waits.hours[0]?.cells[1], waits.whole], [1, 125, null, 125]);
  assert.deepEqual(gridOf("staffed_seconds", "chat", MARGINS).hours.map((one) => one.hour), ["10"]);
  const missed = [row("chat", { weekday: "2", clock_hour: "09", answered: 1, answered_within_target: 0 }), ...CELLS];
  assert.deepEqual(gridOf("answered_within_target", "", { ...MARGINS, cells: missed, hours: missed }).hours.map((one) => [one.hour, one.whole]), [["09", 0], ["10", 5 / 8]]);
  assert.deepEqual(gridOf("arrivals", "", { cells: [], weekdays: [], hours: [], totals: [] }).hours, []);
});

test("nothing has no shade, and the largest has the darkest", () => {
  assert.deepEqual([null, 0, 1, 5, 6, 10].map((value) => shadeOf(value, 10)), [0, 0, 1, 2, 3, 4]);
  assert.equal(shadeOf(0, 0), 0);
  assert.deepEqual(["09", "23"].map(clockHour), ["09–10", "23–00"]);
});

test("no day is left out, and a week belongs to the year of its Thursday", () => {
  assert.deepEqual(stepsOf({ from: "2026-11-21", to: "2026-11-30" }, "day", TODAY), ["2026-11-21", "2026-11-22", TODAY]);
  assert.deepEqual(["2026-01-01", "2027-01-01", "2024-12-30", "2026-11-23"].map(isoWeek), ["2026-W01", "2026-W53", "2025-W01", "2026-W48"]);
  assert.deepEqual([stepOf({ from: "2026-10-01", to: "2026-10-31" }), stepOf({ from: "2026-08-01", to: "2026-10-31" }), stepOf({ from: "2026-01-01", to: TODAY })], ["day", "week", "month"]);
  assert.deepEqual(valuesOf("arrivals", "", "day", ["a", "b"], [row("chat", { day: "a", arrivals: 2 }), row("phone", { day: "a", arrivals: 1 })]), [3, 0]);
  assert.deepEqual(valuesOf("wait_p50_seconds", "chat", "day", ["a"], []), [null]);
});

test("figures are written as people write them", () => {
  assert.deepEqual([figure(12_204, "arrivals", t), figure(0.874, "occupancy", t), figure(125, "wait_p50_seconds", t), figure(3_725, "handle_mean_seconds", t), figure(45_000, "staffed_seconds", t), figure(null, "arrivals", t)],
    ["12\u00a0204", "87 %", "2:05", "1:02:05", "12,5", "–"]);
  assert.deepEqual([stepWords("2026-11-23", "day", t, nb.dates, ["man"]), stepWords("2026-W48", "week", t, nb.dates, []), stepWords("2026-11", "month", t, nb.dates, [])], ["man 23. november", "Uke 48, 2026", "november 2026"]);
});

test("what changed is a sentence", () => {
  assert.equal(change(322, 310, "arrivals", t), "12 flere (4 %) enn 310");
  assert.equal(change(3, 0, "arrivals", t), "3 flere enn 0");
  assert.equal(change(0.84, 0.87, "answered_within_target", t), "3 prosentpoeng lavere enn 87 %");
  assert.equal(change(125, 65, "wait_p50_seconds", t), "1:00 høyere enn 1:05");
  assert.equal(change(5, 5, "arrivals", t), "Det samme som før: 5");
  assert.equal(change(null, 5, "wait_p50_seconds", t), null);
});
