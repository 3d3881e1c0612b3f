// What the desk says of an account, in words: why it refused something, and what a field holds.
import { languageWord } from "../settings/language_words.ts";
import { whyWords } from "../settings/refusal.ts";
import { HttpError } from "../shared/http.ts";
import { accountsTexts } from "../shared/texts/accounts.ts";
import { deskTexts } from "../shared/texts/desk.ts";
import { staffTexts } from "../shared/texts/staff.ts";
import type { AccountBody, Preview } from "./accounts.ts";
import { centreName } from "./names.ts";

export type Field = keyof AccountBody;
const FIGURE = /^must be from 0 to (\d+)/;

/** Why a field was refused. */
export function wrongWords(field: string, why: string): string {
  const { problems: t } = accountsTexts();
  const figure = FIGURE.exec(why);
  if (figure) return t.capacity(figure[1] ?? "");
  if (why.startsWith("must hold at least one")) return t.atLeastOne;
  if (field === "email" && why.includes("e-mail")) return t.email;
  if (field === "skills") return t.skills;
  if (field === "centre") return t.centre;
  if (field === "role") return t.role;
  return whyWords(why, deskTexts().problems);
}

/** What the desk will not have done to anybody, in words; null for any other refusal. */
export function ruleWords(error: unknown): string | null {
  if (!(error instanceof HttpError) || error.status !== 409) return null;
  const { refused: t } = accountsTexts();
  const why = Object.entries(error.details).map(([field, text]) => `${field} ${String(text)}`).join("\n");
  if (why.includes("last coordinator")) return t.last;
  if (why.includes("role is your own")) return t.ownRole;
  if (why.includes("your own")) return t.ownActive;
  return why.includes("is shut") ? t.shut : null;
}

/** What a field holds. */
export function valueWords(field: Field, value: unknown): string {
  const { values: t, roles, usual, noCentre } = accountsTexts();
  if (field === "active") return value === true ? t.open : t.shut;
  if (field === "role") return roles[value as keyof typeof roles];
  if (field === "centre") return typeof value === "string" ? centreName(value) : noCentre.toLowerCase();
  if (field === "chat_capacity") return value === null ? usual : String(value);
  if (!Array.isArray(value)) return String(value ?? "");
  return value.map((one) => listed(field, String(one))).join(", ") || t.none;
}

/** Every field that the change makes otherwise, with what it was and what it becomes. */
export function changeWords(preview: Preview): string[] {
  const t = accountsTexts();
  return (Object.keys(preview.after) as Field[]).map((field) => t.becomes(t.fields[field], valueWords(field, preview.before[field]), valueWords(field, preview.after[field])));
}

function listed(field: Field, value: string): string {
  if (field === "channels") return staffTexts().channel[value as "chat" | "phone"];
  return field === "languages" ? languageWord(value as "nb") : value;
}
