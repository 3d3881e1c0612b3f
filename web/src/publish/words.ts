// What was published, in words: the report, its time, and what each row and version of it is about.
import { shortDate } from "../hours/words.ts";
import { plusDays } from "../hours/days.ts";
import { texts } from "../shared/texts/catalogue.ts";
import { figuresTexts } from "../shared/texts/figures.ts";
import { insightTexts } from "../shared/texts/insight.ts";
import { publishingTexts } from "../shared/texts/publishing.ts";
import type { By } from "../statistics/topics_asked.ts";
import { stepWords } from "../statistics/words.ts";
import { type Question, REPORTS, wholeOf } from "./asked.ts";

const DATE = /^\d{4}-\d{2}-\d{2}$/;

export function reportWords(report: string): string {
  const { reports } = publishingTexts();
  const known = REPORTS.find((one) => one === report);
  return known === undefined ? report : reports[known];
}

/** «oktober 2026», «2025», «1. oktober 2026 – 7. oktober 2026»; instants stand as they were written. */
export function timeWords({ year, from = "", to = "" }: Question): string {
  if (year !== undefined) return year;
  if (!DATE.test(from) || !DATE.test(to)) return `${from} – ${to}`;
  const days = { from, to: plusDays(to, -1) };
  const whole = wholeOf(days);
  if (whole === null) return figuresTexts().days(shortDate(days.from), shortDate(days.to));
  return "year" in whole ? whole.year : monthWords(whole.month);
}

export function monthWords(month: string): string {
  return stepWords(month, "month", figuresTexts(), texts().dates, []);
}

/** Everything that the question says beside the report. */
export function questionWords(question: Question): string {
  const t = insightTexts().topics;
  const by = question["by"] as By | undefined;
  const rest = Object.entries(question).filter(([name]) => !["year", "from", "to", "by", "level"].includes(name)).map(([name, value]) => `${name} ${value}`);
  const parts = by === undefined ? [] : [publishingTexts().divided((t.byOf[by] ?? by).toLowerCase())];
  if (by !== undefined && question["level"] === "2") parts.push(t.levels["2"].toLowerCase());
  return [timeWords(question), ...parts, ...rest].join(", ");
}

/** «Tema, oktober 2026, etter enhet». */
export function subject({ report, question }: { report: string; question: Question }): string {
  return `${reportWords(report)}, ${questionWords(question)}`;
}
