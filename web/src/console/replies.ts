// Quick replies: found by their shortcut or words, filled in the citizen's language.
import type { Language } from "../shared/protocol.ts";
import type { Reply } from "./lists.ts";

interface Values { alias: string | null; fornavn: string; enhet: string }

/** What stands after a slash at the start of the field; null when no reply is being looked for. */
export function replyQuery(text: string): string | null {
  return /^\/[^\s]*$/.test(text) ? text.slice(1).toLowerCase() : null;
}

/** Shortcuts that begin with the query first, then texts that hold it. */
export function matching(replies: readonly Reply[], query: string, language: Language): Reply[] {
  const begins = (reply: Reply): boolean => reply.shortcut.slice(1).toLowerCase().startsWith(query);
  const holds = (reply: Reply): boolean => replyText(reply, language).toLowerCase().includes(query);
  return [...replies.filter(begins), ...replies.filter((reply) => !begins(reply) && holds(reply))];
}

/** The reply's text; an empty alias takes its comma with it («Hei, {alias}!» becomes «Hei!»). */
export function filled(reply: Reply, language: Language, values: Values): string {
  return replyText(reply, language)
    .replace(/,? ?\{alias\}/g, values.alias ? `, ${values.alias}` : "")
    .replaceAll("{fornavn}", values.fornavn)
    .replaceAll("{enhet}", values.enhet);
}

function replyText(reply: Reply, language: Language): string {
  return language === "se" ? reply.nb : reply[language];
}
