// What is to be published: which report, of which time, divided by what; it stands in the address.
import { plusDays } from "../hours/days.ts";
import { among, type Days, dateIn, givenIn, wrongIn } from "../statistics/asked.ts";
import { BY, type By, LEVELS } from "../statistics/topics_asked.ts";

export const REPORTS = ["topics", "annual", "contacts"] as const;
export type Report = (typeof REPORTS)[number];
export const TIMES = ["month", "year", "own"] as const;
/** A published figure that is opened stands alone: `snapshot` is its id. */
export interface PublishAsked {
  report: Report; time: (typeof TIMES)[number];
  month: string; year: string; from: string; to: string;
  by: "" | By; level: (typeof LEVELS)[number];
  snapshot: string;
}
export type Question = Readonly<Record<string, string>>;

const ID = /^[0-9a-f]{32}$/;
const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;
const YEAR = /^20\d{2}$/;
const MONTHS = 24;
const YEARS = 10;

/** The question of an address such as `#publish/report=annual&year=2025`; the month before this one where it says none. */
export function readPublish(hash: string, today: string): PublishAsked {
  const given = givenIn(hash);
  const [from, to] = [dateIn(given.get("from")), dateIn(given.get("to"))];
  const said = (name: string, shape: RegExp, usual: string): string => (shape.test(given.get(name) ?? "") ? given.get(name) ?? "" : usual);
  return {
    report: among(given, "report", REPORTS, "topics"),
    time: among(given, "time", TIMES, from !== "" && to !== "" ? "own" : "month"),
    month: said("month", MONTH, lastMonth(today)), year: said("year", YEAR, String(Number(today.slice(0, 4)) - 1)), from, to,
    by: among(given, "by", ["", ...BY], ""), level: among(given, "level", LEVELS, "1"),
    snapshot: said("snapshot", ID, ""),
  };
}

/** What the question does not need is not written. */
export function publishAddress(asked: PublishAsked, today: string): string {
  if (asked.snapshot !== "") return `#publish/snapshot=${asked.snapshot}`;
  const usual = readPublish("", today);
  const said = (Object.keys(usual) as (keyof PublishAsked)[]).filter((name) => asked[name] !== usual[name] && asks(asked, name));
  return said.length === 0 ? "#publish" : `#publish/${new URLSearchParams(said.map((name) => [name, asked[name]]))}`;
}

function asks({ report, time, by }: PublishAsked, name: keyof PublishAsked): boolean {
  const topics = report === "topics";
  if (name === "year") return !topics || time === "year";
  if (name === "month") return topics && time === "month";
  if (name === "from" || name === "to") return topics && time === "own";
  if (name === "level") return topics && by !== "";
  return name === "report" || topics;
}

/** The days of a question about topics, both included. */
export function daysOf({ time, month, year, from, to }: PublishAsked): Days {
  if (time === "own") return { from, to };
  return time === "year" ? { from: `${year}-01-01`, to: `${year}-12-31` } : { from: `${month}-01`, to: plusDays(monthAfter(month), -1) };
}

/** As the desk is asked. */
export function questionOf(asked: PublishAsked): Question {
  if (asked.report !== "topics") return { year: asked.year };
  const days = daysOf(asked);
  return { from: days.from, to: plusDays(days.to, 1), ...(asked.by === "" ? {} : { by: asked.by, level: asked.level }) };
}

/** Why it need not be asked at all: dates that are no time, or a time that is not over. */
export function wrongWith(asked: PublishAsked, today: string): NonNullable<ReturnType<typeof wrongIn>> | "over" | null {
  const thisYear = today.slice(0, 4);
  if (asked.report === "contacts") return asked.year > thisYear ? "future" : null;
  if (asked.report === "annual") return asked.year >= thisYear ? "over" : null;
  const days = daysOf(asked);
  return wrongIn(days, today) ?? (days.to >= today ? "over" : null);
}

/** The months before this one, and the one that is asked about. */
export function monthsUpTo(today: string, asked: string): string[] {
  const months: string[] = [];
  for (let month = lastMonth(today); months.length < MONTHS; month = lastMonth(`${month}-01`)) months.push(month);
  return months.includes(asked) ? months : [...months, asked];
}

/** The years that may be chosen: those that are over, and this one for what is published month by month. */
export function yearsFor(report: Report, today: string, asked: string): string[] {
  const first = Number(today.slice(0, 4)) - (report === "contacts" ? 0 : 1);
  const years = Array.from({ length: YEARS }, (_, index) => String(first - index));
  return years.includes(asked) ? years : [...years, asked];
}

/** The month of these days where they are one, or the year, or null. */
export function wholeOf({ from, to }: Days): { month: string } | { year: string } | null {
  const year = from.slice(0, 4);
  if (from === `${year}-01-01` && to === `${year}-12-31`) return { year };
  const month = from.slice(0, 7);
  return from === `${month}-01` && plusDays(to, 1) === monthAfter(month) ? { month } : null;
}

function lastMonth(day: string): string {
  return plusDays(`${day.slice(0, 7)}-01`, -1).slice(0, 7);
}

function monthAfter(month: string): string {
  return `${plusDays(`${month}-28`, 4).slice(0, 7)}-01`;
}
