// Lengths and shares of announced time in words.
import { day } from "../hours/words.ts";
import { clockTime, osloDate } from "../shared/dates.ts";
import { texts } from "../shared/texts/catalogue.ts";
import { figuresTexts } from "../shared/texts/figures.ts";
import { insightTexts } from "../shared/texts/insight.ts";
import type { Gap } from "./open_calls.ts";

/** «2 t 10 min»; less than half a minute is none. */
export function lengthWords(seconds: number): string {
  const { open: t } = insightTexts();
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? t.minutes(String(minutes)) : t.hours(String(Math.floor(minutes / 60)), String(minutes % 60));
}

/** Whole percent, and never 100 while anything is missing. */
export function attendedWords(share: number | null): string {
  const t = figuresTexts();
  return share === null ? "" : t.percent(String(share >= 1 ? 100 : Math.floor(share * 100)));
}

export function gapWords({ starts_at: from, ends_at: to }: Gap): string {
  const { open: t } = insightTexts();
  const { dates } = texts();
  return t.span(day(osloDate(Date.parse(from))), clockTime(from, dates), clockTime(to, dates));
}
