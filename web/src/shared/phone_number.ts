// Telephone numbers as people type them, and as the desk can dial them.

const NORWEGIAN = /^[2-9]\d{7}$/;
const ABROAD = /^\+[1-9]\d{6,14}$/;

/** «+4741234567» for what can be dialled: eight Norwegian digits, or + and a country's code; null for anything else. */
export function dialable(typed: string): string | null {
  const bare = typed.normalize("NFKC").replace(/[\s().\-‐-―/]/g, "").replace(/^00/, "+");
  const home = bare.replace(/^\+?47(?=\d{8}$)/, "");
  if (NORWEGIAN.test(home)) return `+47${home}`;
  return ABROAD.test(bare) && !bare.startsWith("+47") ? bare : null;
}

/** A number in groups as people read it aloud: «412 34 567», «22 33 44 55», «+46701234567». */
export function numberWords(number: string): string {
  const home = /^\+47(\d{8})$/.exec(number)?.[1];
  if (home === undefined) return number;
  return /^[489]/.test(home) ? home.replace(/(...)(..)(...)/, "$1 $2 $3") : home.replace(/(..)(..)(..)(..)/, "$1 $2 $3 $4");
}
