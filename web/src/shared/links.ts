// Web addresses in what a counsellor writes, so that a citizen can follow them. Everything else stays plain text.

export interface Piece { text: string; href: string | null }

const ADDRESS = /https?:\/\/[^\s<>"'{}|\\^`]+/gi;
const LOOSE_END = /[.,;:!?)\]»”]+$/;

/** The text in pieces, each either plain or an address; together they are the text, unchanged. */
export function pieces(text: string): Piece[] {
  const found: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const address = match[0].replace(LOOSE_END, "");
    const href = checked(address);
    if (href === null) continue;
    if (match.index > from) found.push({ text: text.slice(from, match.index), href: null });
    found.push({ text: address, href });
    from = match.index + address.length;
  }
  if (from < text.length) found.push({ text: text.slice(from), href: null });
  return found;
}

/** An address that a browser reads as one of the web, with a host; null otherwise. */
function checked(address: string): string | null {
  try {
    const url = new URL(address);
    return url.protocol === "https:" || url.protocol === "http:" ? url.href : null;
  } catch {
    return null;
  }
}
