// Instants in the words people use, on the Oslo clock. Names come from our catalogues: browsers know no nynorsk.
import type { Texts } from "./texts/nb.ts";

type DateTexts = Texts["dates"];

interface Wall { year: number; month: number; day: number; weekday: number; hour: string; minute: string }

const OSLO = new Intl.DateTimeFormat("en-GB", {
  timeZone: "Europe/Oslo", hourCycle: "h23",
  year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit",
});

function wall(instant: number): Wall {
  const parts = Object.fromEntries(OSLO.formatToParts(instant).map((part) => [part.type, part.value]));
  const [year, month, day] = [Number(parts["year"]), Number(parts["month"]), Number(parts["day"])];
  const weekday = new Date(Date.UTC(year, month - 1, day)).getUTCDay();
  return { year, month, day, weekday, hour: parts["hour"] ?? "00", minute: parts["minute"] ?? "00" };
}

function dayNumber(at: Wall): number {
  return Date.UTC(at.year, at.month - 1, at.day) / 86_400_000;
}

/** «i dag kl. 10», «i morgon kl. 10», «tysdag 30. mars kl. 10»: after tomorrow a weekday alone could be misread. */
export function whenOpens(instant: string, now: number, texts: DateTexts): string {
  const at = wall(Date.parse(instant));
  const away = dayNumber(at) - dayNumber(wall(now));
  return texts.at(dayWords(at, away, texts), texts.clock(at.hour, at.minute));
}

function dayWords(at: Wall, away: number, texts: DateTexts): string {
  if (away === 0) return texts.today;
  if (away === 1) return texts.tomorrow;
  return dateWords(at, texts);
}

function dateWords(at: Wall, texts: DateTexts): string {
  return texts.date(texts.weekdays[at.weekday] ?? "", at.day, texts.months[at.month - 1] ?? "");
}

/** «i dag», «i morgon», «tysdag 30. mars»: the last day before `instant`, for what ends at midnight ends the day before. */
export function lastDay(instant: string, now: number, texts: DateTexts): string {
  const at = wall(Date.parse(instant) - 1);
  return dayWords(at, dayNumber(at) - dayNumber(wall(now)), texts);
}

/** «i dag», «i går», «mandag 23. november»: the day a message is of, seen from the Oslo date `today` (2026-11-23). */
export function dayOf(instant: string, today: string, texts: DateTexts): string {
  const at = wall(Date.parse(instant));
  const away = dayNumber(at) - Date.parse(today) / 86_400_000;
  return away === -1 ? texts.yesterday : dayWords(at, away, texts);
}

/** «kl. 20», «kl. 15.30»: a time of day as people say it. */
export function hourWords(instant: string, texts: DateTexts): string {
  const at = wall(Date.parse(instant));
  return texts.clock(at.hour, at.minute);
}

/** «kl. 14.05»: the clock alone, for messages and shifts. */
export function clockTime(instant: string | number, texts: DateTexts): string {
  const at = wall(typeof instant === "string" ? Date.parse(instant) : instant);
  return texts.stamp(at.hour, at.minute);
}

/** «mandag 23. november kl. 14.05»: in full, for those who point at a time. */
export function fullTime(instant: string, texts: DateTexts): string {
  const at = wall(Date.parse(instant));
  return texts.at(dateWords(at, texts), texts.stamp(at.hour, at.minute));
}

/** «mandag 23. november 2026», from `2026-11-23`: a date that has no clock, and a year. */
export function plainDate(date: string, texts: DateTexts): string {
  return `${dateWords(wall(Date.parse(`${date}T12:00:00Z`)), texts)} ${date.slice(0, 4)}`;
}

/** The Oslo date as `2026-11-23`, for calls that take dates. */
export function osloDate(instant: number): string {
  const at = wall(instant);
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${at.year}-${two(at.month)}-${two(at.day)}`;
}

/** The Oslo hour, 0–23. */
export function osloHour(instant: string | number): number {
  return Number(wall(typeof instant === "string" ? Date.parse(instant) : instant).hour);
}
