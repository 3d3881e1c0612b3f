// What somebody leaves instead of waiting: a question to be answered in writing, or a number to be called.
import { dialable } from "../shared/phone_number.ts";
import { cleanText, textLength } from "../shared/typed.ts";
import { personalNumbers } from "./personal_numbers.ts";

export type Kind = "message" | "call";
export interface Wish { kind: Kind; number: string }

/** What stands in the way of sending, and at which field; `field` is null when nobody can mend it there. */
export interface Trouble { code: string; field: "text" | "number" | null; retryAfter: number | null }

/** What the desk is sent; a text that says nothing is none. */
export interface Sent { kind: Kind; text: string | null; number: string | null }

/** The wish as the desk takes it. */
export function sentAs(wish: Wish, typed: string): Sent {
  return { kind: wish.kind, text: cleanText(typed) || null, number: wish.kind === "call" ? dialable(wish.number) : null };
}

/** What a person must mend before it can be sent; null when nothing. */
export function faultOf(wish: Wish, typed: string, limit: number): Trouble | null {
  const sent = sentAs(wish, typed);
  if (sent.kind === "call" && sent.number === null) return trouble("number_wrong", "number");
  if (sent.kind === "message" && sent.text === null) return trouble("empty", "text");
  if (personalNumbers(sent.text ?? "").length > 0) return trouble("personal", "text");
  return textLength(typed) > limit ? trouble("too_long", "text") : null;
}

/** The desk's refusal, put at the field that it names. */
export function refusalOf(code: string, details: Record<string, unknown>, retryAfter: number | null): Trouble {
  if (code === "too_many_requests" && "number" in details) return trouble("number_waits", "number");
  if (code !== "invalid") return { code, field: null, retryAfter };
  if ("number" in details) return trouble("number_wrong", "number");
  return trouble("invalid", "text" in details ? "text" : null);
}

function trouble(code: string, field: Trouble["field"]): Trouble {
  return { code, field, retryAfter: null };
}
