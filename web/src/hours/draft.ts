// Editing opening hours: every change makes new rules of the former ones, and nothing is saved by it.
import { plusDays } from "./days.ts";
import { timeOf } from "./times.ts";
import type { Interval, PeriodRule, Rules, Week, Weekday, WeeklyRule } from "./document.ts";

export type List = keyof Rules;
type Rule<Name extends List> = Rules[Name][number];

const FIRST: Interval = ["10:00", "20:00"];
const END_OF_DAY = 24 * 60;

/** Only the three lists, whatever else came with them. */
export function rulesOf({ weekly_rules, period_rules, date_rules }: Rules): Rules {
  return { weekly_rules, period_rules, date_rules };
}

export function changed(draft: Rules, stored: Rules): boolean {
  return JSON.stringify(rulesOf(draft)) !== JSON.stringify(rulesOf(stored));
}

/** The rule at a place with some of its fields anew. */
export function withRule<Name extends List>(rules: Rules, list: Name, place: number, fields: Partial<Rule<Name>>): Rules {
  return { ...rules, [list]: rules[list].map((rule, index) => (index === place ? { ...rule, ...fields } : rule)) };
}

export function withoutRule(rules: Rules, list: List, place: number): Rules {
  return { ...rules, [list]: rules[list].filter((_, index) => index !== place) };
}

/** Another week from a date on: it starts as the last one does, and ends the day before whatever had no end. */
export function withWeek(rules: Rules, from: string): Rules {
  const weekly = rules.weekly_rules.at(-1)?.weekly ?? { 1: [FIRST], 2: [FIRST], 3: [FIRST], 4: [FIRST] };
  const rule: WeeklyRule = { id: freshId("week", rules), channel: null, valid_from: from, valid_to: null, enabled: true, on_holidays: false, weekly };
  const endless = (one: WeeklyRule): boolean => one.enabled && one.channel === null && one.valid_to === null && (one.valid_from ?? "") < from;
  const former = rules.weekly_rules.map((one) => (endless(one) ? { ...one, valid_to: plusDays(from, -1) } : one));
  return { ...rules, weekly_rules: [...former, rule] };
}

/** Another period, closed until somebody says otherwise, without a name. */
export function withPeriod(rules: Rules, from: string, to: string): Rules {
  const rule: PeriodRule = { id: freshId("period", rules), channel: null, priority: 20, frm: from, to, on_holidays: false, weekly: {}, label_nb: "", label_nn: "", label_en: "" };
  return { ...rules, period_rules: [...rules.period_rules, rule] };
}

/** One more interval: after the last one there is room, else at the start of the working day. */
export function added(hours: readonly Interval[]): Interval[] {
  const last = hours.at(-1);
  if (!last) return [FIRST];
  const [hour, minute] = last[1].split(":").map(Number);
  const from = Math.min((hour ?? 0) * 60 + (minute ?? 0) + 60, END_OF_DAY);
  return [...hours, [clock(from), clock(Math.min(from + 120, END_OF_DAY))]];
}

/** The interval at a place with one of its ends as it was typed. */
export function timed(hours: readonly Interval[], place: number, end: 0 | 1, typed: string): Interval[] {
  return hours.map((interval, index) => {
    if (index !== place) return interval;
    return end === 0 ? [timeOf(typed), interval[1]] : [interval[0], timeOf(typed)];
  });
}

export function removed(hours: readonly Interval[], place: number): Interval[] {
  return hours.filter((_, index) => index !== place);
}

/** The hours of one day on other days too. */
export function copied(week: Week, from: Weekday, to: readonly Weekday[]): Week {
  const hours = week[from] ?? [];
  return { ...week, ...Object.fromEntries(to.map((day) => [day, hours])) };
}

/** Whether the rule of that date, a period before a week, is one that holds on holidays too. */
export function opensOnHolidays({ weekly_rules, period_rules }: Rules, date: string): boolean {
  const period = period_rules.findLast((rule) => rule.frm <= date && date <= rule.to);
  const week = weekly_rules.findLast((rule) => rule.enabled && (rule.valid_from ?? date) <= date && date <= (rule.valid_to ?? date));
  return (period ?? week)?.on_holidays ?? false;
}

/** The first day on which the draft may differ from what is stored; null where it differs from the start. */
export function firstEffect(draft: Rules, stored: Rules): string | null {
  const starts = [
    ...differing(draft.weekly_rules, stored.weekly_rules).map((rule) => rule.valid_from),
    ...differing(draft.period_rules, stored.period_rules).map((rule) => rule.frm),
    ...differing(draft.date_rules, stored.date_rules).map((rule) => rule.date),
  ];
  const known = starts.filter((date): date is string => date !== null && date !== "");
  return known.length < starts.length ? null : known.toSorted()[0] ?? null;
}

function differing<Item>(one: readonly Item[], other: readonly Item[]): Item[] {
  const written = (list: readonly Item[]): Set<string> => new Set(list.map((item) => JSON.stringify(item)));
  const [inOne, inOther] = [written(one), written(other)];
  return [...one.filter((item) => !inOther.has(JSON.stringify(item))), ...other.filter((item) => !inOne.has(JSON.stringify(item)))];
}

function freshId(kind: string, rules: Rules): string {
  const taken = new Set([...rules.weekly_rules, ...rules.period_rules].map((rule) => rule.id));
  let number = 1;
  while (taken.has(`${kind}-${number}`)) number += 1;
  return `${kind}-${number}`;
}

function clock(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
}
