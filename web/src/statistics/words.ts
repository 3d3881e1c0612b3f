// Figures as people write them, and what changed since then as a sentence.
import { dated } from "../hours/days.ts";
import type { Texts } from "../shared/texts/nb.ts";
import type { FiguresTexts } from "../shared/texts/figures_nb.ts";
import type { Days } from "./asked.ts";
import type { Step } from "./calls.ts";
import type { Value } from "./grid.ts";
import { type Kind, kindOf, type Measure } from "./measures.ts";

interface DateWords { full: (weekday: string, day: number, month: string, year: number) => string; dated: (day: number, month: string, year: number) => string }

/** «1 204», «87 %», «2:05», «12,5»; a dash where nothing can be said. */
export function figure(value: Value, measure: Measure, t: FiguresTexts): string {
  return value === null ? "–" : WRITE[kindOf(measure)](value, t);
}

const WRITE: Record<Kind, (value: number, t: FiguresTexts) => string> = {
  count: (value) => grouped(value),
  share: (value, t) => t.percent(String(Math.round(value * 100))),
  length: (value) => clock(value),
  hours: (value, t) => decimal(value / 3_600, t),
};

/** Beside other figures, where no heading says what it is counted in. */
export function figureAlone(value: Value, measure: Measure, t: FiguresTexts): string {
  const words = figure(value, measure, t);
  return value !== null && kindOf(measure) === "hours" ? t.hours(words) : words;
}

/** «12 flere (4 %) enn 310»; null where there is nothing to compare. */
export function change(now: Value, before: Value, measure: Measure, t: FiguresTexts): string | null {
  if (now === null || before === null) return null;
  const [shown, then] = [figureAlone(now, measure, t), figureAlone(before, measure, t)];
  if (shown === then) return t.same(then);
  const by = difference(Math.abs(now - before), measure, t);
  const up = now > before;
  if (kindOf(measure) !== "count" || measure === "most_at_once") return (up ? t.higher : t.lower)(by, then);
  const share = before > 0 ? t.percent(String(Math.round((Math.abs(now - before) / before) * 100))) : null;
  return (up ? t.more : t.fewer)(by, share, then);
}

function difference(by: number, measure: Measure, t: FiguresTexts): string {
  return kindOf(measure) === "share" ? t.points(decimal(by * 100, t).replace(/[.,]0$/, "")) : figureAlone(by, measure, t);
}

/** «1. oktober 2026 – 31. oktober 2026». */
export function daysWords({ from, to }: Days, t: FiguresTexts, dates: Texts["dates"], words: DateWords): string {
  const [first, last] = [dated(from, dates, words), dated(to, dates, words)];
  return from === to ? first : t.days(first, last);
}

/** A day, a week or a month of the table, as its row is called. */
export function stepWords(name: string, step: Step, t: FiguresTexts, dates: Texts["dates"], short: readonly string[]): string {
  const [year = "", rest = "", day = ""] = name.split("-");
  if (step === "week") return t.week(Number(rest.slice(1)), year);
  const month = dates.months[Number(rest) - 1] ?? "";
  if (step === "month") return `${month} ${year}`;
  return dates.date(short[(new Date(name).getUTCDay() + 6) % 7] ?? "", Number(day), month);
}

/** Thousands apart by a space that does not break. */
export function grouped(value: number): string {
  return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, "\u00a0");
}

function decimal(value: number, t: FiguresTexts): string {
  return value.toFixed(1).replace(".", t.decimal);
}

/** «0:08», «2:05», «1:02:05». */
function clock(seconds: number): string {
  const whole = Math.round(seconds);
  const two = (part: number): string => String(part).padStart(2, "0");
  const [hours, minutes] = [Math.floor(whole / 3_600), Math.floor(whole / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}
