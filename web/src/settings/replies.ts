// Shared quick replies: what they are made of, how they are found, and what is doubtful about one.
import type { Names } from "../board/orders.ts";
import { call } from "../shared/http.ts";
import type { Editing } from "./editing.ts";

export const STAGES = ["kontakt", "kontrakt", "kommunikasjon", "konklusjon"] as const;
export const LANGUAGES = ["nb", "nn", "en"] as const;
export type Written = (typeof LANGUAGES)[number];

export interface Reply extends Names { key: string; stage: string; shortcut: string; se?: string | null; version: string }
export interface Replies { placeholders: readonly string[]; counsellor_replies: readonly Reply[] }
export interface ReplyDraft extends Names { stage: string; shortcut: string; se: string }

const change = { staff: true } as const;
const SHORTCUT = /^\/[a-zæøå0-9-]{1,20}$/;
const BRACES = /\{([^{}]*)\}/g;
export const LONGEST = 2_000;

export const getReplies = (): Promise<Replies> => call<Replies>("/api/replies");

/** New without a key; else the version that its author saw goes along, and 409 says that there is a newer one. */
export function saveReply({ id: key, version, now: draft }: Editing<ReplyDraft>): Promise<unknown> {
  const body = { ...draft, se: draft.se.trim() === "" ? null : draft.se, if_version: version };
  return key === null
    ? call("/api/replies", { ...change, method: "POST", body })
    : call(`/api/replies/${encodeURIComponent(key)}`, { ...change, method: "PUT", body });
}

export const removeReply = (key: string): Promise<null> => call<null>(`/api/replies/${encodeURIComponent(key)}`, { ...change, method: "DELETE" });

/** The text as a citizen would get it, with values made up for what stands in braces; and as one without a name would. */
export interface Filled { text: string; anonymous: string }

export function previewOf(text: string, language: Written | "se"): Promise<Filled> {
  return call<Filled>("/api/replies/preview", { ...change, method: "POST", body: { text, language } });
}

export function draftOf(reply: Reply | null): ReplyDraft {
  return { stage: reply?.stage ?? STAGES[0], shortcut: reply?.shortcut ?? "/", nb: reply?.nb ?? "", nn: reply?.nn ?? "", en: reply?.en ?? "", se: reply?.se ?? "" };
}

/** Stages in the order of a conversation; what this release does not know comes last. */
export function byStage(replies: readonly Reply[]): [string, Reply[]][] {
  const names = [...new Set<string>([...STAGES, ...replies.map((reply) => reply.stage)])];
  return names.map((stage): [string, Reply[]] => [stage, replies.filter((reply) => reply.stage === stage)]).filter(([, found]) => found.length > 0);
}

/** Every word of the query stands somewhere in the shortcut, the stage or a text. */
export function fits(reply: Reply, query: string, stage: string): boolean {
  const whole = [reply.shortcut, stage, reply.nb, reply.nn, reply.en, reply.se ?? ""].join("\n").toLowerCase();
  return query.toLowerCase().split(/\s+/).every((word) => whole.includes(word));
}

/** The languages in which it says nothing, of those that every reply must have. */
export function missing(reply: Names): Written[] {
  return LANGUAGES.filter((code) => reply[code].trim() === "");
}

/** The text cut where something stands in braces; `placeholder` is its name. */
export function pieces(text: string): { text: string; placeholder: string | null }[] {
  const found: { text: string; placeholder: string | null }[] = [];
  let end = 0;
  for (const match of text.matchAll(BRACES)) {
    if (match.index > end) found.push({ text: text.slice(end, match.index), placeholder: null });
    found.push({ text: match[0], placeholder: match[1] ?? "" });
    end = match.index + match[0].length;
  }
  if (end < text.length) found.push({ text: text.slice(end), placeholder: null });
  return found;
}

export function placeholdersIn(text: string): string[] {
  return [...new Set(pieces(text).flatMap(({ placeholder }) => (placeholder === null ? [] : [placeholder])))];
}

/** What stands in braces and nobody fills. */
export function unknownIn(text: string, known: readonly string[]): string[] {
  return placeholdersIn(text).filter((name) => !known.includes(name));
}

/** What bokmål and nynorsk fill differently: one of them has probably been forgotten. */
export function uneven({ nb, nn }: Names): string[] {
  if (nb.trim() === "" || nn.trim() === "") return [];
  const [one, other] = [placeholdersIn(nb), placeholdersIn(nn)];
  return [...one.filter((name) => !other.includes(name)), ...other.filter((name) => !one.includes(name))];
}

/** Small letters with one slash before them, as counsellors type it. */
export function shortcutOf(typed: string): string {
  return `/${typed.trim().toLowerCase().replace(/^\/+/, "")}`;
}

export function isShortcut(shortcut: string): boolean {
  return SHORTCUT.test(shortcut);
}

/** The text with a placeholder where the cursor is, and where the cursor goes. */
export function inserted(text: string, from: number, to: number, name: string): { text: string; cursor: number } {
  const written = `{${name}}`;
  return { text: text.slice(0, from) + written + text.slice(to), cursor: from + written.length };
}
