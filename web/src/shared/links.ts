// Web addresses in what people write. Which of them can be followed is for the page to say; the rest stays plain text.
import { isKnownSite } from "./known_sites.ts";

export interface Piece { text: string; href: string | null }

/** With its scheme, or a host alone as people write it: «utdanning.no/jobb», not the end of an e-mail address or a file. */
const ADDRESS = /https?:\/\/[^\s<>"'{}|\\^`]+|(?<![\p{L}\p{N}@./_:-])(?:[\p{L}\p{N}-]+\.)+\p{L}{2,}(?![\p{L}\p{N}@.-]*@)(?:[/?#][^\s<>"'{}|\\^`]*)?/giu;
const LOOSE_END = /[.,;:!?)\]»”]+$/;

/** The text in pieces, each either plain or an address; together they are the text, unchanged. */
export function pieces(text: string): Piece[] {
  const found: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const address = whole(match[0]);
    const href = checked(address);
    if (href === null) continue;
    if (match.index > from) found.push({ text: text.slice(from, match.index), href: null });
    found.push({ text: address, href });
    from = match.index + address.length;
  }
  if (from < text.length) found.push({ text: text.slice(from), href: null });
  return found;
}

/** Without the marks of the sentence around it; a bracket that the address itself has opened is its own. */
function whole(match: string): string {
  let address = match;
  while (LOOSE_END.test(address) && !(address.endsWith(")") && count(address, "(") >= count(address, ")"))) address = address.slice(0, -1);
  return address;
}

function count(text: string, sign: string): number {
  return text.split(sign).length - 1;
}

/** An address that a browser reads as one of the web, with a host; a host without a scheme only where it is a known site. */
function checked(address: string): string | null {
  const schemed = /^https?:/i.test(address);
  try {
    const url = new URL(schemed ? address : `https://${address}`);
    return schemed || isKnownSite(url.href) ? url.href : null;
  } catch {
    return null;
  }
}
