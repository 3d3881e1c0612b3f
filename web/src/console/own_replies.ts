// All quick replies as they are kept: everybody's and one's own, and what a counsellor changes of hers.
import { signal } from "@preact/signals";
import { call } from "../shared/http.ts";
import type { Language } from "../shared/protocol.ts";
import type { QuickReply } from "./replies.ts";

type Texts = Partial<Record<Language, string | null>>;
type SharedReply = Texts & { key: string; stage: string; shortcut: string };
type OwnReply = Texts & { reply_id: string; shortcut: string };

/** What a reply of one's own is made of; an empty language is left out. */
export interface OwnReplyBody { shortcut: string; texts: Record<Language, string> }

export const LANGUAGES: readonly Language[] = ["nb", "nn", "en", "se"];
export const quickReplies = signal<readonly QuickReply[]>([]);
/** True when they could not be read: then an empty list says nothing. They are tried again by themselves. */
export const repliesUnread = signal(false);
/** The names that may stand in braces; a text with one of them left is not finished. */
export const placeholders = signal<readonly string[]>([]);
/** The dialog for one's own: closed, open, or open with a new one begun. */
export const ownShown = signal<null | "list" | { text: string; language: Language }>(null);

/** Throws HttpError. */
export async function loadReplies(): Promise<void> {
  const answer = await call<{ placeholders?: string[]; counsellor_replies?: SharedReply[]; own?: OwnReply[] }>("/api/replies");
  const own = (answer.own ?? []).map((one): QuickReply => ({ id: one.reply_id, scope: "own", shortcut: one.shortcut, stage: null, texts: given(one) }));
  const shared = (answer.counsellor_replies ?? []).map((one): QuickReply => ({ id: one.key, scope: "shared", shortcut: one.shortcut, stage: one.stage, texts: given(one) }));
  quickReplies.value = [...own, ...shared];
  repliesUnread.value = false;
  placeholders.value = answer.placeholders ?? [];
}

/** Makes one (`id` null) or changes it. Throws HttpError, whose details say which field is wrong. */
export async function saveOwn(id: string | null, { shortcut, texts }: OwnReplyBody): Promise<void> {
  const kept = LANGUAGES.map((code) => [code, texts[code].trim() === "" ? null : texts[code].trim()]);
  const body = { shortcut, ...Object.fromEntries(kept) };
  await call<unknown>(id === null ? "/api/replies/own" : `/api/replies/own/${id}`, { method: id === null ? "POST" : "PUT", staff: true, body });
  await loadReplies();
}

/** Throws HttpError. */
export async function removeOwn(id: string): Promise<void> {
  await call<unknown>(`/api/replies/own/${id}`, { method: "DELETE", staff: true });
  await loadReplies();
}

function given(texts: Texts): Partial<Record<Language, string>> {
  return Object.fromEntries(LANGUAGES.flatMap((code) => (texts[code] ? [[code, texts[code]]] : [])));
}

/** A shortcut as the desk takes it: a slash, small letters, digits and hyphens. */
export function tidyShortcut(typed: string): string {
  const letters = typed.toLowerCase().replace(/[^a-zæøå0-9-]/g, "").slice(0, 20);
  return letters === "" ? "" : `/${letters}`;
}
