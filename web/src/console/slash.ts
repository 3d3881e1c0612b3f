// What stands after a slash, at the place where somebody writes: a search for a quick reply, or for a public page.

export interface Slash {
  /** From the slash to the cursor. */
  from: number;
  to: number;
  query: string;
  /** It is all that has been written; in a sentence a slash mostly means itself. */
  alone: boolean;
}

const LONGEST = 60;
const LINK = /^(?:lenke|lenkje|link)(?:\s+(.*))?$/iu;

/** The slash before the cursor, at the start of a word and on its line; null when none is meant. `asked`: where one was asked for. */
export function slashAt(text: string, cursor: number, asked: number | null = null): Slash | null {
  const line = text.slice(0, cursor).split("\n").at(-1) ?? "";
  const begun = cursor - line.length;
  const starts = [...line.matchAll(/(?:^|\s)\/(?=[^\s/]|$)/gu)].map((found) => found.index + found[0].length - 1);
  const start = starts.find((one) => begun + one === asked) ?? starts.at(-1);
  if (start === undefined) return null;
  const query = line.slice(start + 1);
  const from = begun + start;
  const alone = from === asked || text.slice(0, from).trim() === "" && text.slice(cursor).trim() === "";
  if (query.length > LONGEST || query.endsWith("/")) return null;
  const spaced = /\s/u.test(query);
  if (spaced && !alone && linkQuery(query) === null) return null;
  return { from, to: cursor, query, alone };
}

/** What is looked for after `/lenke`; null when it is no search for a page. */
export function linkQuery(query: string): string | null {
  const found = LINK.exec(query);
  return found ? found[1] ?? "" : null;
}

/** Whether `/lenke` may be what is being typed. */
export function mayBecomeLink(query: string): boolean {
  const typed = query.toLowerCase();
  return linkQuery(query) === null && ["lenke", "lenkje", "link"].some((word) => word.startsWith(typed));
}
