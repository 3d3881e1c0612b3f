// People needed as the rota's row has them: alike hours as one, and no more than the column shows.
import assert from "node:assert/strict";
import { test } from "node:test";
import { type NeededHour, needSegments } from "../src/rota/needs.ts";

const at = (hour: number): string => `2026-11-30T${String(hour).padStart(2, "0")}:00:00.000Z`;
const instant = (hour: number): number => Date.parse(at(hour));
const hour = (start: number, people: number, onShift: number, [low, high] = [people, people]): NeededHour =>
  ({ starts_at: at(start), people, people_low: low, people_high: high, on_shift: onShift, gap: people - onShift });

test("hours that need and lack the same are one, with the widest range", () => {
  const found = needSegments([hour(9, 3, 2, [2, 4]), hour(10, 3, 2, [1, 5]), hour(11, 3, 4)], instant(9), instant(19));
  assert.deepEqual(found, [
    { people: 3, low: 1, high: 5, gap: 1, start: instant(9), end: instant(11) },
    { people: 3, low: 3, high: 3, gap: -1, start: instant(11), end: instant(12) },
  ]);
});

test("an hour that needs nobody is shown where somebody is on shift, and parts what it lies between", () => {
  const found = needSegments([hour(9, 1, 1), hour(10, 0, 0), hour(11, 1, 1), hour(12, 0, 2)], instant(9), instant(19));
  assert.deepEqual(found.map((one) => [one.start, one.people, one.gap]), [[instant(9), 1, 0], [instant(11), 1, 0], [instant(12), 0, -2]]);
});

test("what lies outside the column is not in it", () => {
  assert.deepEqual(needSegments([hour(8, 2, 0), hour(19, 2, 0)], instant(9), instant(19)), []);
});
