// Hours of the board: both channels together, what usually comes, and the rest of the day.
import assert from "node:assert/strict";
import { test } from "node:test";
import { forecastOf, hoursOf, hoursToCome, usualOf } from "../src/board/hours.ts";
import type { LoadRow } from "../src/board/model.ts";

const NOTHING = {
  arrivals: 0, answered: 0, abandoned: 0, short_abandoned: 0, turned_away: 0, callback: 0, lost: 0, still_waiting: 0,
  wait_p50_seconds: null, staffed_seconds: 0,
};

function row(hour: string, channel: "chat" | "phone", figures: Partial<LoadRow> = {}): LoadRow {
  return { ...NOTHING, starts_at: `2026-11-23T${hour}:00:00.000Z`, channel, ...figures };
}

const TODAY = [
  row("08", "chat"), row("08", "phone"),
  row("09", "chat", { arrivals: 5, answered: 4, abandoned: 1, wait_p50_seconds: 8, staffed_seconds: 7_200 }),
  row("09", "phone", { arrivals: 2, answered: 2, wait_p50_seconds: 5, staffed_seconds: 5_400 }),
  row("10", "chat", { arrivals: 1, still_waiting: 1 }), row("10", "phone"),
];

test("an hour is both channels together, and the bar knows how many called", () => {
  const [first, second] = hoursOf(TODAY);
  assert.ok(first && second);
  assert.deepEqual([first.hour, first.arrivals, first.answered, first.answeredByPhone, first.left], ["10", 7, 6, 2, 1]);
  assert.deepEqual([first.medianWait, first.staffed, first.expected], [8, 2, null]);
  assert.deepEqual([second.arrivals, second.other], [1, 1]);
});

test("usual is the mean of the days that were open, without those turned away", () => {
  const busy = [row("09", "chat", { arrivals: 9, answered: 8, turned_away: 1 }), row("09", "phone", { arrivals: 2, answered: 2 })];
  const calm = [row("09", "chat", { arrivals: 4, answered: 4 })];
  const holiday = [row("09", "chat", { arrivals: 3, turned_away: 3 })];
  assert.deepEqual([...usualOf([busy, calm, holiday])], [[10, 7]]);
});

test("the forecast of an hour is that of both channels", () => {
  const at = (hour: string, expected: number): { starts_at: string; expected: number } => ({ starts_at: `2026-11-23T${hour}:00:00.000Z`, expected });
  assert.deepEqual([...forecastOf([at("09", 4.5), at("09", 1.25), at("10", 2)])], [[10, 5.75], [11, 2]]);
  assert.equal(forecastOf([]).size, 0);
});

test("the rest of the day stands with what usually comes, and nothing else", () => {
  const usual = new Map([[10, 7], [11, 6], [13, 4], [14, 0.2]]);
  const coming = hoursToCome(hoursOf(TODAY, usual), usual);
  assert.deepEqual(coming.map((hour) => [hour.hour, hour.arrivals, hour.expected]), [["12", 0, null], ["13", 0, 4]]);
  assert.deepEqual(hoursToCome(hoursOf(TODAY), new Map()), []);
});
