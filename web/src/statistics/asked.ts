// What somebody asks of the statistics: kept in the address, so that it can be shared and loaded again.
import { plusDays } from "../hours/days.ts";
import type { Language } from "../shared/protocol.ts";
import { isMeasure, type Measure } from "./measures.ts";

export const PERIODS = ["4w", "8w", "12w", "month", "last-month", "year", "own"] as const;
export type PeriodName = (typeof PERIODS)[number];
export const COMPARISONS = ["none", "before", "year"] as const;
export type Comparison = (typeof COMPARISONS)[number];
/** Oslo dates, both of them included. */
export interface Days { from: string; to: string }
export const ASKED_LANGUAGES = ["nb", "nn", "en", "se"] as const;
/** What every page of figures may be asked: which time, whose contacts, and what to compare with. */
export interface Question {
  period: PeriodName;
  /** Own dates; of no account for the other periods. */
  from: string; to: string;
  channel: "" | "chat" | "phone";
  centre: string;
  language: "" | Language;
  compare: Comparison;
}
export interface Asked extends Question { measure: Measure }

/** Ten years. */
export const LONGEST = 3_660;
const DAY = 86_400_000;
/** So many weeks have the same weekdays as a year ago. */
const YEAR_OF_WEEKS = 364;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const CENTRE = /^[\p{L}\d_-]{1,40}$/u;
const WEEKS: Readonly<Partial<Record<PeriodName, number>>> = { "4w": 4, "8w": 8, "12w": 12 };

/** The question in an address such as `#statistics/period=8w&measure=answered`; what it does not say is as usual. */
export function readAsked(hash: string): Asked {
  const given = givenIn(hash);
  const measure = given.get("measure") ?? "";
  return { ...readQuestion(given), measure: isMeasure(measure) ? measure : "arrivals" };
}

/** What stands behind the slash in the address of any page. */
export function givenIn(hash: string): URLSearchParams {
  return new URLSearchParams(hash.replace(/^#\/?[\w-]*\/?/, ""));
}

export function readQuestion(given: URLSearchParams): Question {
  return {
    period: among(given, "period", PERIODS, "4w"),
    from: dateIn(given.get("from")), to: dateIn(given.get("to")),
    channel: among(given, "channel", ["", "chat", "phone"], ""),
    centre: CENTRE.test(given.get("centre") ?? "") ? given.get("centre") ?? "" : "",
    language: among(given, "language", ["", ...ASKED_LANGUAGES], ""),
    compare: among(given, "compare", COMPARISONS, "before"),
  };
}

/** The one of the known that the address names; the usual one where it names another. */
export function among<T extends string>(given: URLSearchParams, name: string, known: readonly T[], usual: T): T {
  return known.find((one) => one === given.get(name)) ?? usual;
}

/** The address of a question; what is as usual is not written. */
export function addressOf(asked: Asked): string {
  return addressAt("statistics", asked, readAsked(""));
}

/** The address of a question to one of the pages of figures. */
export function addressAt<T extends Question>(page: string, asked: T, usual: T): string {
  const own = asked.period === "own";
  const said = (Object.keys(usual) as (keyof T & string)[]).filter((name) => asked[name] !== usual[name] && (own || (name !== "from" && name !== "to")));
  const query = new URLSearchParams(said.map((name) => [name, String(asked[name])]));
  return said.length === 0 ? `#${page}` : `#${page}/${query}`;
}

/** The days asked about. Weeks are whole days, so they end yesterday; months and years so far include today. */
export function daysOf(asked: Question, today: string): Days {
  const weeks = WEEKS[asked.period];
  if (weeks !== undefined) return { from: plusDays(today, -7 * weeks), to: plusDays(today, -1) };
  if (asked.period === "own") return { from: asked.from, to: asked.to };
  if (asked.period === "year") return { from: `${today.slice(0, 4)}-01-01`, to: today };
  const first = `${today.slice(0, 7)}-01`;
  if (asked.period === "month") return { from: first, to: today };
  const last = plusDays(first, -1);
  return { from: `${last.slice(0, 7)}-01`, to: last };
}

export function lengthOf({ from, to }: Days): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY) + 1;
}

/** The days compared with, as many as asked about; null when nothing is to be compared. */
export function comparedDays(asked: Question, days: Days): Days | null {
  const length = lengthOf(days);
  if (asked.compare === "none" || !Number.isFinite(length)) return null;
  const from = asked.compare === "before" ? plusDays(days.from, -length) : aYearBefore(asked.period, days.from);
  return { from, to: plusDays(from, length - 1) };
}

/** Months and years by the date; weeks and own dates so that Mondays stand against Mondays. */
function aYearBefore(period: PeriodName, from: string): string {
  const byDate = period === "month" || period === "last-month" || period === "year";
  return byDate ? `${Number(from.slice(0, 4)) - 1}${from.slice(4)}` : plusDays(from, -YEAR_OF_WEEKS);
}

/** Why the desk would not answer for these days; null where it would. */
export function wrongIn(days: Days, today: string): "missing" | "order" | "long" | "future" | null {
  if (days.from === "" || days.to === "") return "missing";
  if (days.to < days.from) return "order";
  if (days.from > today) return "future";
  return lengthOf(days) > LONGEST ? "long" : null;
}

/** The date, where it is one that can be asked about. */
export function dateIn(text: string | null): string {
  const real = text !== null && DATE.test(text) && text >= "2000-01-01" && text <= "2100-12-31" && Number.isFinite(Date.parse(text));
  return real && plusDays(text, 0) === text ? text : "";
}
