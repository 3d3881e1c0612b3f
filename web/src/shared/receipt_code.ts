// Receipt codes: shown in groups that can be read aloud, understood however they are typed.

const GROUP = 4;

/** The code's own signs: without spaces and strokes, in capitals. */
export function bareCode(typed: string): string {
  return typed.normalize("NFKC").replace(/[^0-9A-Za-z]/g, "").toUpperCase();
}

/** The code in groups of four. */
export function codeGroups(code: string): string[] {
  const bare = bareCode(code);
  return Array.from({ length: Math.ceil(bare.length / GROUP) }, (_, index) => bare.slice(index * GROUP, (index + 1) * GROUP));
}
