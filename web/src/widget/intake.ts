// Asking for a chat: one request id for one wish, so that a repeat never makes a second contact.
import { call, HttpError } from "../shared/http.ts";
import type { Language, Limits } from "../shared/protocol.ts";
import { challengeOf, prove, type Proof } from "./proof.ts";

const ATTEMPTS = 3;
const PAUSE = 700;

export interface Intake { contact_id: string; token: string; limits: Limits }

/** Asks, and asks again twice when nothing answered or the desk was short of breath. Throws the last HttpError. */
export async function askForChat(text: string, language: Language, requestId: string): Promise<Intake> {
  const body = {
    channel: "chat", language, request_id: requestId, text,
    alias: null, county: null, entry_page: entryPage(), proof: null as Proof | null,
  };
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await call<Intake>("/api/contacts", { method: "POST", body });
    } catch (error) {
      const asked = challengeOf(error);
      if (attempt >= ATTEMPTS || !(asked || worthRepeating(error))) throw error;
      if (asked) {
        body.proof = await prove(asked.challenge, asked.bits);
        continue;
      }
      await new Promise((resolve) => setTimeout(resolve, PAUSE * attempt));
    }
  }
}

function worthRepeating(error: unknown): boolean {
  return error instanceof HttpError && (error.code === "offline" || error.code === "unavailable");
}

/** The host alone of the page that opened the chat: no path and no query can carry anything personal. */
function entryPage(): string | null {
  try {
    return document.referrer ? new URL(document.referrer).host : null;
  } catch {
    return null;
  }
}
