// Why the desk did not take something, in words at the field: the desk says it in English, for any client.
import { door, expired } from "../board/model.ts";
import { HttpError } from "../shared/http.ts";
import type { DeskTexts } from "../shared/texts/desk_nb.ts";

/** `fields`: path -> why. `outdated`: somebody else was quicker. `gone`: it is not there any more. */
export type Refusal =
  | { kind: "fields"; fields: Readonly<Record<string, string>> }
  | { kind: "outdated" | "gone" | "failed" };

const KINDS: Readonly<Record<number, "outdated" | "gone">> = { 404: "gone", 409: "outdated" };

type Words = DeskTexts["problems"];

const REASONS: readonly [RegExp, (words: Words, part: string) => string][] = [
  [/^must be a code/, (words) => words.code],
  [/lie in the past/, (words) => words.notPast],
  [/on or after first/, (words) => words.lastDay],
  [/number from 0 to/, (words) => words.factor],
  [/still used then: (.+)$/, (words, codes) => words.below(codes)],
  [/^is the successor of (.+), still used/, (words, codes) => words.succeeds(codes)],
  [/no topic would be left/, (words) => words.oneLeft],
  [/topic above it is retired/, (words) => words.afterAbove],
  [/topic above it begins/, (words) => words.beforeAbove],
  [/before it begins/, (words) => words.beforeBegin],
  [/lead back|same level|in use from/, (words) => words.successor],
  [/is retired or will be/, (words) => words.parentRetired],
  [/^must be at most (\d+) characters/, (words, most) => words.longest(Number(most))],
  [/^must be at most (\d+) days/, (words, most) => words.tooFar(Number(most))],
  [/^has an unknown placeholder: (.+)$/, (words, names) => words.unknownPlaceholder(names)],
  [/brace/, (words) => words.brace],
  [/^there are \d+|you have \d+/, (words) => words.full],
  [/already|another|taken/, (words) => words.taken],
  [/slash/, (words) => words.shortcut],
  [/begin with https/, (words) => words.https],
  [/address|public site|spaces|port/, (words) => words.address],
  [/^must be over/, (words) => words.over],
  [/later than/, (words) => words.order],
  [/future|lie ahead/, (words) => words.past],
  [/control characters/, (words) => words.signs],
  [/instant|a date|must lie between/, (words) => words.moment],
  [/required|must not be empty|must be a text/, (words) => words.text],
];

export function refusalOf(error: unknown): Refusal {
  if (!(error instanceof HttpError)) return { kind: "failed" };
  if (error.status === 422) return { kind: "fields", fields: Object.fromEntries(Object.entries(error.details).map(([path, why]) => [path, String(why)])) };
  return { kind: KINDS[error.status] ?? "failed" };
}

/** True when the answer was that nobody is signed in any more: then the page asks for it, and drafts stay. */
export function signedOutBy(error: unknown): boolean {
  if (!(error instanceof HttpError) || error.status !== 401) return false;
  expired.value = true;
  door.value = "outside";
  return true;
}

/** A report that the desk gave up: the same question is no quicker the next time. */
export function tookTooLong(error: unknown): boolean {
  return error instanceof HttpError && error.code === "report_too_long";
}

export function whyWords(why: string, words: Words): string {
  for (const [pattern, say] of REASONS) {
    const found = pattern.exec(why);
    if (found) return say(words, found[1] ?? "");
  }
  return words.other(why);
}
