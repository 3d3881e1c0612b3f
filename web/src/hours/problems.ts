// Why the desk refuses a field, in words at that field: the desk says it in English, for any client.
import type { HttpError } from "../shared/http.ts";
import type { HoursTexts } from "../shared/texts/hours_nb.ts";

/** Path of a field -> why. */
export type Problems = Readonly<Record<string, string>>;
type Words = HoursTexts["problems"];

const REASONS: readonly [RegExp, keyof Omit<Words, "other" | "summary" | "contradicts" | "goTo" | "endFormer">][] = [
  [/^must hold times/, "time"],
  [/^must end after/, "order"],
  [/^overlaps/, "overlap"],
  [/^must be a date/, "date"],
  [/^must lie between/, "year"],
  [/^must not be before/, "until"],
  [/^must be a text/, "text"],
  [/^must be at most/, "long"],
  [/^must hold at most/, "many"],
  [/control characters/, "signs"],
  [/must lie in the future/, "past"],
];

/** What a 422 says; `under` is where its fields stand on the page. */
export function problemsOf({ details }: HttpError, under = ""): Problems {
  return Object.fromEntries(Object.entries(details).map(([path, why]) => [under + path.replace(/^closure\./, ""), String(why)]));
}

export function reasonWords(why: string, words: Words): string {
  const other = contradicted(why);
  if (other !== null) return words.contradicts(other + 1);
  const found = REASONS.find(([pattern]) => pattern.test(why));
  return found ? words[found[1]] : words.other(why);
}

/** The place of the weekly rule that another one contradicts; null when it is about something else. */
export function contradicted(why: string): number | null {
  const found = /valid on the same dates as weekly_rules\.(\d+)/.exec(why);
  return found ? Number(found[1]) : null;
}

/** The problems at a field or below it, each once. */
export function at(problems: Problems, path: string): string[] {
  return [...new Set(Object.entries(problems).filter(([where]) => where === path || where.startsWith(`${path}.`)).map(([, why]) => why))];
}
