// Names of languages: as a label, and within a sentence, where Norwegian writes them small.
import type { Language } from "../shared/protocol.ts";
import { language } from "../shared/texts/catalogue.ts";
import { staffTexts } from "../shared/texts/staff.ts";

export function languageLabel(code: Language): string {
  return staffTexts().languages[code];
}

export function languageWord(code: Language): string {
  const name = languageLabel(code);
  return language.value === "en" ? name : name.toLowerCase();
}
