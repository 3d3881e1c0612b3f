// Rules, weeks and hours as people say them, in the language chosen.
import type { Names } from "../board/orders.ts";
import { texts } from "../shared/texts/catalogue.ts";
import { hoursTexts } from "../shared/texts/hours.ts";
import { named } from "../shared/texts/staff.ts";
import type { Channel } from "../shared/protocol.ts";
import { dated, dayWords, fullDate } from "./days.ts";
import type { Interval, Labels, Week } from "./document.ts";
import { hoursWords, runs } from "./times.ts";

export function hours(intervals: readonly Interval[]): string {
  return hoursWords(intervals, hoursTexts());
}

/** «man–tor 10–20, fre–søn stengt». */
export function week(hoursOf: Week): string {
  const { short } = hoursTexts();
  const name = (of: string): string => short[Number(of) - 1] ?? "";
  return runs(hoursOf).map(([from, to, intervals]) => `${from === to ? name(from) : `${name(from)}–${name(to)}`} ${hours(intervals)}`).join(", ");
}

export function channel(of: Channel | null): string {
  return hoursTexts().channels[of ?? "all"];
}

export function day(date: string): string {
  return dayWords(date, texts().dates);
}

export function shortDate(date: string): string {
  return dated(date, texts().dates, hoursTexts());
}

export function longDate(date: string): string {
  return fullDate(date, texts().dates, hoursTexts());
}

export function weekday(of: string): string {
  return texts().dates.weekdays[Number(of) % 7] ?? "";
}

export function validity(from: string | null, to: string | null): string {
  return hoursTexts().weeks.validity(from ? shortDate(from) : null, to ? shortDate(to) : null);
}

export function label(of: Labels): string {
  return named({ nb: of.label_nb ?? "", nn: of.label_nn || (of.label_nb ?? ""), en: of.label_en || (of.label_nb ?? "") });
}

/** The rule that the desk names, in words: «vanlig uke», «helligdag: Andre påskedag», «periode: Sommer». */
export function rule(of: { rule: string; label: Names | null }): string {
  const { rules } = hoursTexts();
  const [kind, ...rest] = of.rule.split(": ");
  const name = of.label && named(of.label) !== "" ? named(of.label) : rest.join(": ") || of.rule;
  if (kind === "ordinary week" || kind === "none" || kind === "manual") return rules[kind];
  if (rest.length > 0 && (kind === "holiday" || kind === "date")) return rules[kind](name);
  return rules.period(name);
}
