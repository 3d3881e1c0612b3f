// Lengths and shares of announced time in words.
import { day } from "../hours/words.ts";
import { clockTime, osloDate } from "../shared/dates.ts";
import { texts } from "../shared/texts/catalogue.ts";
import { figuresTexts } from "../shared/texts/figures.ts";
import { insightTexts } from "../shared/texts/insight.ts";
import type { Gap } from "./open_calls.ts";

const MOST = 0.9;

/** «2 t 10 min», «2 t»; less than half a minute is none. */
export function lengthWords(seconds: number): string {
  const { open: t } = insightTexts();
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return t.minutes(String(minutes));
  return t.hours(String(Math.floor(minutes / 60)), minutes % 60 === 0 ? null : String(minutes % 60));
}

/** Whole percent, and never 100 while anything is missing. */
export function attendedWords(share: number | null): string {
  const t = figuresTexts();
  return share === null ? "" : t.percent(String(share >= 1 ? 100 : Math.floor(share * 100)));
}

/** «mandag 23. november kl. 10.02–10.16»; where it ends on another day, that day too. */
export function gapWords({ starts_at: from, ends_at: to }: Gap): string {
  const { open: t } = insightTexts();
  const { dates } = texts();
  const [first, last] = [osloDate(Date.parse(from)), osloDate(Date.parse(to))];
  const clock = clockTime(to, dates);
  const until = first === last ? clock.replace(/^\D+/, "") : ` ${dates.at(day(last), clock)}`;
  return t.span(day(first), first === last ? clockTime(from, dates) : `${clockTime(from, dates)} `, until);
}

/** How much of it was attended, in steps for the eye; the figure stands beside. */
export function attendedStep(share: number | null): "none" | "all" | "most" | "less" {
  if (share === null) return "none";
  if (share >= 1) return "all";
  return share >= MOST ? "most" : "less";
}
