// A text as a person reads it, in plain ASCII: the digits of every script are digits, what is invisible is not there.

export interface Reading {
  plain: string;
  /** Where each sign of `plain` begins and ends in the original. */
  places: { starts: number; ends: number }[];
}

/** Digits that are none of Unicode's decimals: raised, lowered, circled … as first sign, its digit, how many. */
const STYLED: readonly (readonly [number, number, number])[] = [
  [0xb2, 2, 2], [0xb9, 1, 1], [0x1369, 1, 9], [0x19da, 1, 1], [0x2070, 0, 1], [0x2074, 4, 6], [0x2080, 0, 10],
  [0x2460, 1, 9], [0x2474, 1, 9], [0x2488, 1, 9], [0x24ea, 0, 1], [0x24f5, 1, 9], [0x24ff, 0, 1], [0x2776, 1, 9],
  [0x2780, 1, 9], [0x278a, 1, 9], [0x10a40, 1, 4], [0x10e60, 1, 9], [0x11052, 1, 9], [0x1f100, 0, 1], [0x1f101, 0, 10],
];

const DECIMAL = /\p{Nd}/u;

export function readPlainly(text: string): Reading {
  const reading: Reading = { plain: "", places: [] };
  let at = 0;
  for (const sign of text) {
    const plain = plainSign(sign);
    if (plain !== "") reading.places.push({ starts: at, ends: at + sign.length });
    reading.plain += plain;
    at += sign.length;
  }
  return reading;
}

/** One sign in ASCII; nothing where there is nothing to see. */
function plainSign(sign: string): string {
  if (sign <= "\x7f") return /\s/.test(sign) || (sign >= "\x1c" && sign <= "\x1f") ? " " : sign.toLowerCase();
  const digit = digitOf(sign);
  if (digit !== null) return String(digit);
  if (/[\p{Cf}\p{Mn}\p{Me}]/u.test(sign)) return "";
  if (/\p{Z}/u.test(sign)) return " ";
  return /\p{Pd}|−/u.test(sign) ? "-" : plainLetter(sign);
}

/** Wide and styled forms as the plain ones; any other letter as some letter, the rest as some sign. */
function plainLetter(sign: string): string {
  const folded = sign.normalize("NFKC");
  if (/^[\x20-\x7e]$/.test(folded)) return folded.toLowerCase();
  if (/[\p{L}\p{N}]/u.test(sign)) return "x";
  return "·•․。".includes(sign) ? "." : "~";
}

/** Decimals stand in rows from nought to nine, one row after another. */
function digitOf(sign: string): number | null {
  const code = sign.codePointAt(0) ?? 0;
  if (!DECIMAL.test(sign)) {
    const run = STYLED.find(([first, , count]) => code >= first && code < first + count);
    return run ? run[1] + code - run[0] : null;
  }
  let first = code;
  while (DECIMAL.test(String.fromCodePoint(first - 1))) first -= 1;
  return (code - first) % 10;
}
