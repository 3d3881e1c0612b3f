// Leaving a question or asking for a call: what is typed, whether it was sent, and the receipt that comes in its place.
import { signal } from "@preact/signals";
import { call, HttpError } from "../shared/http.ts";
import type { Language } from "../shared/protocol.ts";
import { tabStore } from "../shared/storage.ts";
import {
  forgetReceipt, forgetWishRequest, type Kept, keepReceipt, keepWish, keptReceipt, keptWish, type Receipt, wishRequestId,
} from "./kept.ts";
import { personalNumbers } from "./personal_numbers.ts";
import { repeating } from "./repeating.ts";
import { faultOf, refusalOf, type Sent, sentAs, type Trouble, type Wish } from "./wish.ts";

interface Answer { follow_up_id: string; code: string; expires_at: string; token?: string | null }

const store = tabStore();

export const wish = signal<Wish>(keptWish(store));
export const sending = signal(false);
export const trouble = signal<Trouble | null>(null);
export const receipt = signal<Receipt | null>(keptReceipt(store));

export function change(changed: Partial<Wish>): void {
  wish.value = { ...wish.value, ...changed };
  keepWish(store, wish.value);
  if (trouble.value?.field !== "text") trouble.value = null;
}

/** The text has changed: what was wrong with it may not be any more. */
export function retyped(typed: string): void {
  if (trouble.value?.field === "number" || (trouble.value?.code === "personal" && personalNumbers(typed).length > 0)) return;
  trouble.value = null;
}

/** Sends it once, however often it is asked; true when there is a receipt. `contact` waits in line, or did. */
export async function send(typed: string, limit: number, language: Language, contact: Kept | null): Promise<boolean> {
  if (sending.value) return false;
  trouble.value = faultOf(wish.value, typed, limit);
  if (trouble.value) return false;
  sending.value = true;
  try {
    taken(await post(sentAs(wish.value, typed), language, contact));
    return true;
  } catch (error) {
    refused(error);
    return false;
  } finally {
    sending.value = false;
  }
}

/** Nothing of it stays in the tab. */
export function putAway(): void {
  receipt.value = null;
  forgetReceipt(store);
}

async function post(sent: Sent, language: Language, contact: Kept | null): Promise<Answer> {
  try {
    return await ask(sent, language, contact);
  } catch (error) {
    if (!(error instanceof HttpError)) throw error;
    // The contact is gone, erased or told to go long ago: the question is left all the same.
    if (contact && error.status === 401) return ask(sent, language, null);
    if (error.code !== "gone") throw error;
    // It was taken long ago and its code never arrived: without a code nobody can read an answer, so it is asked anew.
    forgetWishRequest(store);
    return ask(sent, language, contact);
  }
}

function ask(sent: Sent, language: Language, contact: Kept | null): Promise<Answer> {
  const contactId = contact?.contactId ?? null;
  const wanted = { ...sent, language, contact_id: contactId, county: null };
  const body = { ...wanted, request_id: wishRequestId(store, JSON.stringify([sent, contactId])) };
  return repeating((proof) => call<Answer>("/api/follow-ups", {
    method: "POST", body: { ...body, proof }, ...(contact ? { token: contact.token } : {}),
  }));
}

function taken(answer: Answer): void {
  const { kind, number } = sentAs(wish.value, "");
  const kept: Receipt = { code: answer.code, token: answer.token ?? null, kind, number, expiresAt: answer.expires_at };
  keepReceipt(store, kept);
  wish.value = keptWish(store);
  receipt.value = kept;
}

function refused(error: unknown): void {
  const failure = error instanceof HttpError ? error : new HttpError(0, "unavailable", {}, null);
  trouble.value = refusalOf(failure.code, failure.details, failure.retryAfter);
}
