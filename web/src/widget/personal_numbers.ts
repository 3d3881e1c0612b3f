// Finding what is personal in a text before it is sent: the desk's own rule, so that both say the same (app/domain/personal_numbers.py).
import { checkedIdentity, plausibleIdentity, REMAINDERS_NOW, validAccount } from "./identity_number.ts";
import { readPlainly } from "./plain_reading.ts";

export type Kind = "identity_number" | "account" | "phone" | "email";

/** A stretch of the text, from `starts` up to but not including `ends`. */
export interface Found { starts: number; ends: number; kind: Kind }

/** Without a digit, an @ or a sign beyond the Latin ones there is nothing to find. */
// eslint-disable-next-line no-control-regex
const SUSPICIOUS = /[0-9@²³¹]|[^\x00-\u024f]/;

type Rule = readonly [pattern: RegExp, kind: Kind, holds: (digits: string) => boolean];

const always = (): boolean => true;

/** Six digits and five go by their date alone; other groupings, which could be dates or prices, only where the check digits hold. */
const RULES: readonly Rule[] = [
  [/(?<![0-9])(?=([0-9]{6}[^0-9a-z]{0,3}[0-9]{5})(?![0-9]))/g, "identity_number", plausibleIdentity],
  [/(?<![0-9])(?=([0-9]{2}[ .\-/]?[0-9]{2}[ .\-/]?[0-9]{2}[^0-9a-z]{0,3}[0-9]{3}[ .\-/]?[0-9]{2})(?![0-9]))/g, "identity_number", (digits) => checkedIdentity(digits)],
  [/(?<![0-9])(?=((?:[0-9][ .\-/]{0,2}){10}[0-9])(?![0-9]))/g, "identity_number", (digits) => checkedIdentity(digits, REMAINDERS_NOW)],
  [/(?<![0-9a-z])(?=(no ?[0-9]{2}(?: ?[0-9]){11})(?![0-9]))/g, "account", (digits) => validAccount(digits.slice(2))],
  [/(?<![0-9])(?=([0-9]{4}[ .]?[0-9]{2}[ .]?[0-9]{5})(?![0-9]))/g, "account", validAccount],
  [/(?<![0-9])(?=((?:(?:\+|00)47[ .-]?)?(?:[2-9][0-9]{7}|[2-9][0-9](?<pairs>[ .-])[0-9]{2}\k<pairs>[0-9]{2}\k<pairs>[0-9]{2}|[2-9][0-9]{2}(?<threes>[ .-])[0-9]{2}\k<threes>[0-9]{3}))(?![0-9]))/g, "phone", always],
  [/(?=(\+[1-9](?:[ \-.()]{0,2}[0-9]){7,14})(?![0-9]))/g, "phone", always],
  [/(?<![a-z0-9.+_%'-])(?=((?=(?<name>[a-z0-9.+_%'-]+))\k<name>@[a-z0-9-]+(?:\.[a-z0-9-]+)+))/g, "email", always],
];

/** Identity numbers, bank accounts, telephone numbers and e-mail addresses, in order: what the desk would take out. */
export function personalNumbers(text: string): Found[] {
  if (!SUSPICIOUS.test(text)) return [];
  const { plain, places } = readPlainly(text);
  return apart(RULES.flatMap((rule) => stretches(plain, rule))).map(({ starts, ends, kind }) => ({
    kind, starts: places[starts]?.starts ?? 0, ends: withMarks(text, places[ends - 1]?.ends ?? text.length),
  }));
}

/** The text with each stretch replaced by the word for its kind. */
export function without(text: string, found: readonly Found[], word: (kind: Kind) => string): string {
  return found.reduceRight((left, { starts, ends, kind }) => left.slice(0, starts) + word(kind) + left.slice(ends), text);
}

function stretches(plain: string, [pattern, kind, holds]: Rule): Found[] {
  return [...plain.matchAll(pattern)].flatMap(({ index, 1: stretch = "" }) => (
    holds(stretch.replace(/[^0-9]/g, "")) ? [{ starts: index, ends: index + stretch.length, kind }] : []));
}

/** Those that overlap become one, of the kind found first. */
function apart(found: readonly Found[]): Found[] {
  let chosen: Found[] = [];
  for (const one of found) {
    const touching = chosen.filter((other) => other.starts < one.ends && one.starts < other.ends);
    const whole = [...touching, one];
    chosen = chosen.filter((other) => !touching.includes(other));
    chosen.push({ starts: Math.min(...whole.map((part) => part.starts)), ends: Math.max(...whole.map((part) => part.ends)), kind: (whole[0] as Found).kind });
  }
  return chosen.sort((a, b) => a.starts - b.starts);
}

/** Marks that sit on the last sign, such as a keycap's, go with it. */
function withMarks(text: string, end: number): number {
  return end + (/^[\p{Mn}\p{Me}]*/u.exec(text.slice(end))?.[0].length ?? 0);
}
