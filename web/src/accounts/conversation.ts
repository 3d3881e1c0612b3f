// One conversation that is opened with a reason: read page by page, and kept nowhere.
import { call, HttpError } from "../shared/http.ts";
import type { Author, Channel, State } from "../shared/protocol.ts";

export const LONGEST_REASON = 300;
const PAGE = 200;
const ID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i;

/** Why conversations are opened; `other` wants words of its own. */
export const KINDS = ["complaint", "life", "access", "quality", "fault", "other"] as const;
export type Kind = (typeof KINDS)[number];

export interface Said { seq: number; author: Author; name: string | null; text: string; at: string; masked: boolean }
export interface Noted { note_id: string; name: string; text: string; at: string }
export interface Opened { contact_id: string; channel: Channel; state: State; arrived_at: string; alias: string | null; notes: readonly Noted[]; messages: readonly Said[] }

/** The id of a contact in whatever was pasted: the id alone, or an address that ends with it. */
export function idIn(text: string): string | null {
  return ID.exec(text)?.[0].toLowerCase() ?? null;
}

/** Each call is written down with the reason; those that belong together are shown as one reading. */
export async function openConversation(id: string, reason: string): Promise<Opened> {
  const head = await call<Omit<Opened, "messages"> & { last_seq: number }>(`/api/contacts/${id}`, { staff: true, reason });
  const messages: Said[] = [];
  for (;;) {
    const after = messages.at(-1)?.seq ?? 0;
    const page = await call<{ messages: Said[]; last_seq: number }>(`/api/contacts/${id}/messages?after=${after}`, { staff: true, reason });
    messages.push(...page.messages);
    if (page.messages.length < PAGE) return { ...head, messages };
  }
}

export type Problem = "missing" | "refused" | "reason" | "failed";

export function problemOf(error: unknown): Problem {
  if (!(error instanceof HttpError)) return "failed";
  const problems: Readonly<Record<number, Problem>> = { 404: "missing", 403: "refused", 422: "reason" };
  return problems[error.status] ?? "failed";
}
