// What this very desk says of itself: who runs it, how long it keeps things, the number one can call.
import { signal } from "@preact/signals";
import { call } from "../shared/http.ts";
import type { AboutTexts } from "../shared/texts/about.ts";

export interface Kept { text_seconds: number; follow_up_opening_days: number; answer_seconds: number; answer_read_seconds: number; feedback_words_days: number }

export interface Facts {
  owner: string | null;
  contact: string | null;
  accessibility_statement: string | null;
  privacy_statement: string | null;
  kept: Kept;
}

export const facts = signal<Facts | null>(null);
export const number = signal<string | null>(null);
export const failed = signal(false);

/** Asks once; a page without the answer says so instead of guessing. */
export async function read(): Promise<void> {
  const phone = call<{ channels: { phone?: { number?: string | null } } }>("/api/desk").then((desk) => {
    number.value = desk.channels.phone?.number ?? null;
  }, () => undefined);
  try {
    facts.value = await call<Facts>("/api/about");
  } catch {
    failed.value = true;
  }
  await phone;
}

/** «24 timer», «14 dager»: the largest unit that says it exactly; two days and more in days. */
export function lengthWords(seconds: number, texts: Pick<AboutTexts, "minutes" | "hours" | "days">): string {
  if (seconds >= 2 * 86_400 && seconds % 86_400 === 0) return texts.days(seconds / 86_400);
  if (seconds >= 3_600 && seconds % 3_600 === 0) return texts.hours(seconds / 3_600);
  return texts.minutes(Math.ceil(seconds / 60));
}

/** Where a contact leads: an address as it is, a mailbox by way of the reader's own post. */
export function contactHref(contact: string): string {
  return contact.startsWith("https://") ? contact : `mailto:${contact}`;
}
