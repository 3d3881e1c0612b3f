// Quick replies: which of them fit what was typed, in which language they speak, and how their gaps are filled.
import type { Language } from "../shared/protocol.ts";

/** One's own, or everybody's; its texts by language, of which an own one may have only some. */
export interface QuickReply {
  id: string;
  scope: "own" | "shared";
  shortcut: string;
  stage: string | null;
  texts: Partial<Record<Language, string>>;
}

export interface Values { alias: string | null; fornavn: string | null; enhet: string | null }

export interface Wording { text: string; language: Language }

/** Where to look when the citizen's language has no text: the other written Norwegian first. */
const INSTEAD: Record<Language, readonly Language[]> = {
  nb: ["nb", "nn", "en", "se"], nn: ["nn", "nb", "en", "se"], en: ["en", "nb", "nn", "se"], se: ["se", "nb", "nn", "en"],
};
const LEADING_IN = "(?:fra|frå|from|ved|hos|på|at|with|i|in)";
const GAP = /…|\{[^{}]*\}/;

/** The reply in the citizen's language, else in the nearest there is; null where it has no text at all. */
export function wordingOf(reply: QuickReply, wanted: Language): Wording | null {
  const language = INSTEAD[wanted].find((code) => Boolean(reply.texts[code]));
  return language ? { text: reply.texts[language] ?? "", language } : null;
}

/** Those with every word typed in shortcut, stage or text. Shortcuts that begin so come first, then one's own. */
export function matching(replies: readonly QuickReply[], query: string, wanted: Language, stageName: (stage: string) => string = String): QuickReply[] {
  const typed = query.trim().toLowerCase();
  const words = typed.split(/\s+/).filter((word) => word !== "");
  const ranked = replies.flatMap((reply) => {
    const rank = rankOf(reply, typed, words, { wanted, stageName });
    return rank === null ? [] : [{ reply, rank }];
  });
  return ranked.sort((a, b) => a.rank - b.rank).map(({ reply }) => reply);
}

/** In the middle of a sentence a slash is mostly just a slash: only a shortcut that begins so is meant. */
export function beginning(replies: readonly QuickReply[], query: string): QuickReply[] {
  if (query === "") return [];
  return replies.filter((reply) => reply.shortcut.slice(1).startsWith(query.toLowerCase()));
}

interface Reading { wanted: Language; stageName: (stage: string) => string }

function rankOf(reply: QuickReply, typed: string, words: readonly string[], { wanted, stageName }: Reading): number | null {
  const wording = wordingOf(reply, wanted);
  if (!wording) return null;
  const shortcut = reply.shortcut.slice(1).toLowerCase();
  const others = reply.scope === "own" ? 0 : 1;
  if (shortcut === typed) return others;
  if (shortcut.startsWith(typed)) return 2 + others;
  const stage = reply.stage === null ? "" : `${reply.stage} ${stageName(reply.stage)}`;
  const near = `${shortcut} ${stage} ${wording.text}`.toLowerCase();
  if (words.every((word) => near.includes(word))) return 4 + others;
  const all = `${near} ${Object.values(reply.texts).join(" ")}`.toLowerCase();
  return words.every((word) => all.includes(word)) ? 6 + others : null;
}

/** The text with what is known in its gaps; what is missing goes, with the comma or the word that leads to it. */
export function filled(text: string, values: Values): string {
  const missing = (Object.keys(values) as (keyof Values)[]).filter((name) => !values[name]);
  const rest = missing.reduce((before, name) => without(before, name), text);
  return rest.replace(/\{(\w+)\}/g, (gap, name: string) => values[name as keyof Values] ?? gap).trim();
}

function without(text: string, name: string): string {
  const gap = `\\{${name}\\}`;
  return text
    .replace(new RegExp(`(^|[.!?]\\s+|\\n)${gap}\\s*[,:]?\\s*(\\p{L})?`, "gu"), (_, before: string, first: string | undefined) => before + (first ?? "").toUpperCase())
    .replace(new RegExp(`[ \\t]*,?(?:[ \\t]+${LEADING_IN})?[ \\t]*${gap}`, "gu"), "");
}

/** Where the writer has something to fill in herself: the first «…», or a name in braces that nobody knew. */
export function firstGap(text: string): { from: number; to: number } | null {
  const found = GAP.exec(text);
  return found ? { from: found.index, to: found.index + found[0].length } : null;
}

/** The first placeholder that nobody has filled: such a text is not ready to be sent. */
export function unfilled(text: string, known: readonly string[]): { from: number; to: number } | null {
  const found = [...text.matchAll(/\{([^{}\s]+)\}/g)].find((one) => known.includes(one[1] ?? ""));
  return found ? { from: found.index, to: found.index + found[0].length } : null;
}
