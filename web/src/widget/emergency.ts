// Whom to call when it cannot wait: the desk's own list (`GET /api/emergency-lines`), and one built in until it has answered.
import { signal } from "@preact/signals";
import { call } from "../shared/http.ts";
import type { Language } from "../shared/protocol.ts";
import { language, texts } from "../shared/texts/catalogue.ts";

type Words = Partial<Record<Language, string>>;

interface DeskLine { number: string; name: Words; when: Words; about: Words }

export interface Line { number: string; name: string; about: string }

const lines = signal<readonly DeskLine[] | null>(null);
let asked = false;

/** Asks once; a desk that does not answer is asked again by whoever shows the lines next. */
export async function learnLines(): Promise<void> {
  if (asked) return;
  asked = true;
  try {
    const answer = await call<{ lines: DeskLine[] }>("/api/emergency-lines");
    if (Array.isArray(answer.lines) && answer.lines.length > 0) lines.value = answer.lines;
  } catch {
    asked = false;
  }
}

/** The lines in the language chosen. */
export function emergencyLines(): Line[] {
  if (!lines.value) return texts().emergency.lines.map(({ number, text }) => ({ number, name: "", about: text }));
  return lines.value.map(({ number, name, when, about }) => ({ number, name: said(name), about: [said(about), said(when)].filter((words) => words !== "").join(" · ") }));
}

function said(words: Words): string {
  return words[language.value] ?? words.nb ?? "";
}
