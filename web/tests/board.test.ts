// The board as it is now: how old it is, what an alert says, which centres stand on the wall, when a wall is loaded anew.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Age } from "../src/board/age.ts";
import { ruleWords, rulesOf, tell } from "../src/board/alerts.ts";
import { mood } from "../src/board/mood.ts";
import { isTimeToReload } from "../src/board/wall_life.ts";
import { wallRows } from "../src/board/wall_rows.ts";
import type { Board, CentreBoard, ChannelBoard } from "../src/shared/protocol.ts";

const NOON = Date.parse("2026-11-23T11:00:00.000Z");
const at = (seconds: number): string => new Date(NOON + seconds * 1_000).toISOString();

function centre(code: string, counts: Partial<CentreBoard> = {}): CentreBoard {
  return { centre: code, on_shift: 0, ready: 0, active: 0, wrap_up: 0, break: 0, missing: [], ...counts };
}

function boardWith(some: Partial<Board>): Board {
  return { at: at(0), channels: {}, centres: [], hour: { starts_at: at(0), arrivals: 0, forecast: null, forecast_high: null }, alerts: [], follow_ups: { waiting: 0, oldest_asked_at: null }, rules: [], ...some };
}

test("a board's age is counted on the desk's clock, whatever this one says", () => {
  const age = new Age();
  assert.equal(age.seconds(NOON), null);
  const wrong = 3_600_000;
  age.hear(at(0), NOON + wrong + 40);
  assert.equal(age.seconds(NOON + wrong + 40), 0);
  assert.equal(age.seconds(NOON + wrong + 6_040), 6);
});

test("a board that came late is as old as it is, and not as young as its arrival", () => {
  const age = new Age();
  age.hear(at(0), NOON + 20);
  age.hear(at(3), NOON + 12_020);
  assert.equal(age.seconds(NOON + 12_020), 9);
});

test("after a jump of this clock the age is right again with the next boards", () => {
  const age = new Age();
  age.hear(at(0), NOON);
  for (let beat = 1; beat <= 20; beat += 1) age.hear(at(3 * beat), NOON + 3_000 * beat + 90_000);
  assert.equal(age.seconds(NOON + 60_000 + 90_000), 0);
  age.hear(at(63), NOON + 63_000 - 90_000);
  assert.equal(age.seconds(NOON + 63_000 - 90_000), 0);
});

test("an alert names its rule with the limit and what was measured, and whom to call", () => {
  const missing = [{ counsellor_id: "1", name: "Ane" }, { counsellor_id: "2", name: "Bo" }];
  const board = boardWith({
    centres: [centre("A", { on_shift: 2, missing })],
    alerts: [{ code: "nobody_ready", since: at(0) }],
    rules: [{ code: "nobody_ready", figure: "alert_nobody_ready_seconds", limit: 60, value: 300 }],
  });
  const told = tell(board.alerts[0]!, board);
  assert.equal(told.name, "Ingen er tilgjengelig på chat");
  assert.equal(told.rule, "Regel: åpent uten noen tilgjengelig i mer enn 1 min");
  assert.equal(told.measured, "nå 5 min");
  assert.match(told.todo, /^Ring Ane, Bo\. /);
  const resting = { ...board, centres: [centre("A", { on_shift: 1, break: 1 })] };
  assert.match(tell(board.alerts[0]!, resting).todo, /^Be noen på pause /);
  const nobody = { ...board, centres: [centre("A")] };
  assert.match(tell(board.alerts[0]!, nobody).todo, /^Sett inn en ekstravakt /);
});

test("a rule is told in its own unit, and one that is switched off says so", () => {
  const rule = (code: string, figure: string, limit: number) => ruleWords({ code, figure, limit, value: null })?.limit;
  assert.equal(rule("forecast_exceeded", "alert_forecast_percent", 150), "mer enn 150 % av prognosen, og over dens øvre grense");
  assert.equal(rule("figures_behind", "alert_figures_days", 1), "mer enn 1 døgn etter at dagen var slutt");
  assert.equal(rule("missing_from_shift", "alert_missing_seconds", 0), "slått av");
  assert.equal(ruleWords({ code: "of_the_next_release", figure: "x_seconds", limit: 1, value: null }), null);
});

test("an alert of another release is shown by its code, and a board without rules has none", () => {
  const board = { ...boardWith({ alerts: [{ code: "of_the_next_release", since: at(0) }] }), rules: undefined } as unknown as Board;
  assert.deepEqual(rulesOf(board), []);
  assert.equal(tell(board.alerts[0]!, board).name, "of_the_next_release");
});

test("a channel's state is told by its pressure, and not at all by figures that are old", () => {
  const channel = { state: "open", waiting: 1, pressure: "overloaded" } as ChannelBoard;
  assert.equal(mood(channel, false).words, "Overbelastet");
  assert.deepEqual(mood(channel, true), { tone: "off", words: "Vet ikke nå" });
  assert.equal(mood({ ...channel, state: "full" }, false).words, "Køen er full");
  assert.equal(mood({ ...channel, state: "closed", waiting: 0 }, false).words, "Stengt");
});

test("centres that lack somebody or are at work stand on the wall, in their order; the others are summed", () => {
  const some = ["A", "B", "C", "D", "E", "F"].map((code) => centre(code));
  assert.equal(wallRows(some).others, null);
  const missing = [{ counsellor_id: "1", name: "Ane" }];
  assert.equal(wallRows(some.slice(2).map((one) => ({ ...one, missing }))).others, null, "four with names");
  const seven = [...some.map((one, index) => ({ ...one, on_shift: index })), centre("G", { missing: [{ counsellor_id: "1", name: "Ane" }], on_shift: 1 })];
  const { rows, others, all } = wallRows(seven);
  assert.deepEqual(rows.map((one) => one.centre), ["C", "D", "E", "F", "G"]);
  assert.deepEqual([others?.on_shift, others?.missing.length], [1, 0]);
  assert.deepEqual([all.on_shift, all.missing.length], [16, 1]);
});

test("a wall screen is loaded anew at four in the morning, and not on the day it was opened", () => {
  const four = Date.parse("2026-11-24T03:30:00.000Z");
  assert.equal(isTimeToReload(four, "2026-11-23"), true);
  assert.equal(isTimeToReload(four, "2026-11-24"), false);
  assert.equal(isTimeToReload(four + 3_600_000, "2026-11-23"), false);
});
