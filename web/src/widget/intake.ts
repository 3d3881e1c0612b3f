// Asking for a chat: one request id for one wish, so that a repeat never makes a second contact.
import { call } from "../shared/http.ts";
import type { Language, Limits } from "../shared/protocol.ts";
import { hostPage } from "./host_page.ts";
import { repeating } from "./repeating.ts";

export interface Intake { contact_id: string; token: string; limits: Limits }

/** Asks, and asks again twice when nothing answered or the desk was short of breath. Throws the last HttpError. */
export async function askForChat(text: string, language: Language, requestId: string): Promise<Intake> {
  const { page, county } = hostPage.peek();
  const body = {
    channel: "chat", language, request_id: requestId, text, alias: null, county: county ?? null, entry_page: page ?? entryPage(),
  };
  return repeating((proof) => call<Intake>("/api/contacts", { method: "POST", body: { ...body, proof } }));
}

/** The host alone of the page that opened the chat: no path and no query can carry anything personal. */
function entryPage(): string | null {
  try {
    return document.referrer ? new URL(document.referrer).host : null;
  } catch {
    return null;
  }
}
