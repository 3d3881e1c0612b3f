// Topics, and what they are divided by, as they are called; figures that are hidden say so.
import { weekday } from "../hours/words.ts";
import type { Names } from "../board/orders.ts";
import { texts } from "../shared/texts/catalogue.ts";
import { figuresTexts } from "../shared/texts/figures.ts";
import { insightTexts } from "../shared/texts/insight.ts";
import { named, staffTexts } from "../shared/texts/staff.ts";
import { clockHour } from "./grid.ts";
import { centreWords, languageWords } from "./Parts.tsx";
import type { By } from "./topics_asked.ts";
import { grouped, stepWords } from "./words.ts";

export type Levels = readonly (Names & { code: string })[];
interface NamedRow { name_nb: string; name_nn: string; name_en: string; retired?: boolean }

export function rowName(row: NamedRow): string {
  const name = named({ nb: row.name_nb, nn: row.name_nn, en: row.name_en });
  return row.retired ? insightTexts().retired(name) : name;
}

/** A count; `hidden` where the desk keeps it to itself. */
export function countWords(count: number | null): string {
  return count === null ? insightTexts().hidden : grouped(count);
}

/** «12,5 %»; a dash where nothing can be said. */
export function shareWords(share: number | null): string {
  const t = figuresTexts();
  return share === null ? "–" : t.percent((share * 100).toFixed(1).replace(".", t.decimal));
}

export function valueWords(value: string, by: By, levels: Levels): string {
  if (value === "not_registered") return insightTexts().notRegistered;
  return WORDS[by](value, levels);
}

const WORDS: Record<By, (value: string, levels: Levels) => string> = {
  education_level: (value, levels) => { const level = levels.find((one) => one.code === value); return level ? named(level) : value; },
  clock_hour: (value) => clockHour(value),
  weekday: (value) => weekday(value),
  month: (value) => stepWords(value, "month", figuresTexts(), texts().dates, []),
  centre: (value) => centreWords(value),
  language: (value) => languageWords(value),
  channel: (value) => staffTexts().channel[value as "chat" | "phone"] ?? value,
};
