// Fetching, by its receipt code, what the desk holds: a question with its answers, or a past conversation.
import { signal } from "@preact/signals";
import { call, HttpError } from "../shared/http.ts";
import { deskNow } from "../shared/now.ts";
import type { Message } from "../shared/transcript.ts";
import type { Kind } from "./wish.ts";

export interface FollowUp {
  follow_up_id: string;
  kind: Kind;
  state: "waiting" | "attempted" | "answered" | "expired" | "erased";
  asked_at: string;
  expires_at: string;
  attempts: number;
  text: string | null;
  number: string | null;
  answered_at: string | null;
  answers: Message[];
}

export interface Holding { contact: { contact_id: string } | null; messages: Message[]; follow_ups: FollowUp[] }

/** Null when nobody reads; otherwise the code as it was typed. */
export const typedCode = signal<string | null>(null);
export const holding = signal<Holding | null>(null);
export const lookedAt = signal(0);
export const looking = signal(false);
export const gone = signal(false);
export const fault = signal<{ code: string; retryAfter: number | null } | null>(null);
let token: string | null = null;

/** Opens the page; with a code and its token, as a receipt has them, it is looked up at once. */
export function openReading(code = "", known: string | null = null): void {
  forgetReading();
  typedCode.value = code;
  token = known;
  if (code !== "") void look();
}

export function closeReading(): void {
  forgetReading();
  typedCode.value = null;
}

/** Looks the code up, or looks again with the token that it gave. */
export async function look(): Promise<void> {
  if (looking.value) return;
  fault.value = null;
  if ((typedCode.value ?? "").trim() === "") {
    fault.value = { code: "empty", retryAfter: null };
    return;
  }
  looking.value = true;
  try {
    holding.value = await held();
    lookedAt.value = deskNow();
  } catch (error) {
    fault.value = failure(error);
  } finally {
    looking.value = false;
  }
}

/** Erases at the desk; true when it is done. */
export async function eraseHolding(): Promise<boolean> {
  fault.value = null;
  try {
    await call("/api/contacts/self", { method: "DELETE", ...(token ? { token } : {}) });
  } catch (error) {
    if (!isUnknown(error)) return false;
  }
  holding.value = null;
  gone.value = true;
  return true;
}

async function held(): Promise<Holding> {
  if (token) {
    try {
      return await call<Holding>("/api/contacts/self", { token });
    } catch (error) {
      // A code read elsewhere gives another token: this one is out of date, the code is not.
      if (!isUnknown(error)) throw error;
    }
  }
  token = (await call<{ token: string }>("/api/receipts", { method: "POST", body: { code: typedCode.value } })).token;
  return call<Holding>("/api/contacts/self", { token });
}

function isUnknown(error: unknown): boolean {
  return error instanceof HttpError && error.status === 401;
}

function failure(error: unknown): { code: string; retryAfter: number | null } {
  if (!(error instanceof HttpError)) return { code: "unavailable", retryAfter: null };
  const unknown = error.status === 404 || error.status === 401 || error.code === "invalid";
  return { code: unknown ? "unknown" : error.code, retryAfter: error.retryAfter };
}

function forgetReading(): void {
  token = null;
  holding.value = null;
  gone.value = false;
  fault.value = null;
}
