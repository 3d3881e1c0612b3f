// Editing opening hours: what people type, what becomes of the rules, and where the bars of the preview stand.
import assert from "node:assert/strict";
import { test } from "node:test";
import { areAlike, barsOf, marksOf, scaleOf } from "../src/hours/bars.ts";
import { plusDays, weekdayOf } from "../src/hours/days.ts";
import type { DayOfChannel, Interval, PreviewDay, Rules, WeeklyRule } from "../src/hours/document.ts";
import { added, changed, copied, firstEffect, opensOnHolidays, removed, timed, withoutRule, withPeriod, withRule, withWeek } from "../src/hours/draft.ts";
import { at, contradicted, reasonWords } from "../src/hours/problems.ts";
import { hoursWords, runs, timeOf } from "../src/hours/times.ts";
import { hoursNb } from "../src/shared/texts/hours_nb.ts";

const TEN_TO_EIGHT: Interval[] = [["10:00", "20:00"]];
const WEEK: WeeklyRule = { id: "ordinary", channel: null, valid_from: null, valid_to: null, enabled: true, on_holidays: false, weekly: { 1: TEN_TO_EIGHT, 2: TEN_TO_EIGHT, 3: TEN_TO_EIGHT, 4: TEN_TO_EIGHT, 5: [], 6: [], 7: [] } };
const STORED: Rules = { weekly_rules: [WEEK], period_rules: [], date_rules: [] };

test("a time is read as people write it, and what is none stays for the desk to refuse", () => {
  const read = [["9", "09:00"], ["9.30", "09:30"], ["930", "09:30"], ["0930", "09:30"], [" 10:00 ", "10:00"], ["24", "24:00"], ["7,15", "07:15"]];
  for (const [typed, time] of read) assert.equal(timeOf(typed ?? ""), time);
  for (const typed of ["", "25", "24.30", "9.75", "ti", "12345", "-1"]) assert.equal(timeOf(typed), typed);
});

test("hours and weeks are said as people say them", () => {
  assert.equal(hoursWords([], hoursNb), "stengt");
  assert.equal(hoursWords([["10:00", "12:00"], ["13:30", "24:00"]], hoursNb), "10–12 og 13.30–24");
  assert.deepEqual(runs(WEEK.weekly).map(([from, to]) => [from, to]), [["1", "4"], ["5", "7"]]);
  assert.deepEqual(runs({ 3: TEN_TO_EIGHT }).map(([from, to]) => [from, to]), [["1", "2"], ["3", "3"], ["4", "7"]]);
});

test("an interval more begins an hour after the last, and never past midnight", () => {
  assert.deepEqual(added([]), TEN_TO_EIGHT);
  assert.deepEqual(added([["10:00", "12:00"]]), [["10:00", "12:00"], ["13:00", "15:00"]]);
  assert.deepEqual(added([["10:00", "22:30"]]).at(-1), ["23:30", "24:00"]);
});

test("editing makes new rules and leaves those stored as they were", () => {
  const before = JSON.stringify(STORED);
  const edited = withRule(STORED, "weekly_rules", 0, { weekly: copied(WEEK.weekly, "1", ["5", "6"]) });
  assert.deepEqual(edited.weekly_rules[0]?.weekly[6], TEN_TO_EIGHT);
  assert.deepEqual(timed(TEN_TO_EIGHT, 0, 1, "15.30"), [["10:00", "15:30"]]);
  assert.deepEqual(removed([["10:00", "12:00"], ["13:00", "15:00"]], 0), [["13:00", "15:00"]]);
  assert.equal(JSON.stringify(STORED), before);
  assert.ok(changed(edited, STORED));
  assert.ok(!changed(withRule(edited, "weekly_rules", 0, { weekly: WEEK.weekly }), STORED));
});

test("a week from a date on ends the one that had no end the day before, and takes its hours along", () => {
  const { weekly_rules: rules } = withWeek(STORED, "2026-12-07");
  assert.deepEqual(rules.map((rule) => [rule.id, rule.valid_from, rule.valid_to]), [["ordinary", null, "2026-12-06"], ["week-1", "2026-12-07", null]]);
  assert.deepEqual(rules[1]?.weekly, WEEK.weekly);
  const phone = withRule(STORED, "weekly_rules", 0, { channel: "phone" });
  assert.equal(withWeek(phone, "2026-12-07").weekly_rules[0]?.valid_to, null);
});

test("new rules get names that nobody has, also after one was taken away", () => {
  const two = withPeriod(withPeriod(STORED, "2027-06-28", "2027-08-06"), "2027-12-23", "2027-12-31");
  assert.deepEqual(two.period_rules.map((rule) => rule.id), ["period-1", "period-2"]);
  const again = withPeriod(withoutRule(two, "period_rules", 0), "2027-01-01", "2027-01-02");
  assert.deepEqual(again.period_rules.map((rule) => rule.id), ["period-2", "period-1"]);
});

test("the first day that may differ is the start of what differs; without a start nobody knows", () => {
  assert.equal(firstEffect(withPeriod(STORED, "2027-06-28", "2027-08-06"), STORED), "2027-06-28");
  assert.equal(firstEffect(withRule(STORED, "weekly_rules", 0, { enabled: false }), STORED), null);
  assert.equal(firstEffect(STORED, STORED), null);
});

test("a holiday is open where the rule of its date says so, a period before a week", () => {
  const open = withRule(STORED, "weekly_rules", 0, { on_holidays: true });
  assert.ok(opensOnHolidays(open, "2026-12-25"));
  assert.ok(!opensOnHolidays(withPeriod(open, "2026-12-23", "2026-12-31"), "2026-12-25"));
  assert.ok(!opensOnHolidays(withRule(open, "weekly_rules", 0, { valid_to: "2026-12-01" }), "2026-12-25"));
});

test("a problem stands at its field and in whatever holds the field, once and in words", () => {
  const found = { "weekly_rules.1.weekly.3.0": "must end after it starts; past midnight is an interval of the next day", "weekly_rules.10": "is odd" };
  assert.equal(at(found, "weekly_rules.1").length, 1);
  assert.equal(at(found, "weekly_rules.1.weekly.3").length, 1);
  assert.equal(at(found, "weekly_rules.1.weekly.30").length, 0);
  assert.equal(reasonWords(at(found, "weekly_rules.1")[0] ?? "", hoursNb.problems), hoursNb.problems.order);
  assert.equal(reasonWords("is odd", hoursNb.problems), "Godtas ikke: is odd");
  const clash = "valid on the same dates as weekly_rules.0";
  assert.deepEqual([contradicted(clash), contradicted("is odd")], [0, null]);
  assert.equal(reasonWords(clash, hoursNb.problems), hoursNb.problems.contradicts(1));
});

test("dates are counted on the calendar, also over the night when the clock changes", () => {
  assert.equal(plusDays("2027-03-27", 2), "2027-03-29");
  assert.equal(plusDays("2027-01-01", -1), "2026-12-31");
  assert.deepEqual(["2026-11-23", "2026-11-29"].map(weekdayOf), ["1", "7"]);
});

function day(intervals: Interval[], before: Interval[] = intervals): DayOfChannel {
  return { intervals, before, rule: "ordinary week", reason: null, label: null, changed: intervals !== before };
}

test("bars share a scale that holds what is and what was, and equal channels share a bar", () => {
  const days: PreviewDay[] = [{ date: "2026-11-23", channels: { chat: day([["06:30", "22:00"]]), phone: day([], [["10:00", "24:00"]]) } }];
  const scale = scaleOf(days);
  assert.deepEqual(scale, { from: 4, to: 24 });
  assert.deepEqual(marksOf(scale), [4, 8, 12, 16, 20, 24]);
  assert.deepEqual(barsOf([["06:30", "22:00"]], scale), [{ x: 150, width: 930 }]);
  assert.deepEqual(scaleOf([]), { from: 8, to: 20 });
  assert.ok(!areAlike(days));
  assert.ok(areAlike([{ date: "2026-11-23", channels: { chat: day(TEN_TO_EIGHT), phone: day(TEN_TO_EIGHT) } }]));
});
