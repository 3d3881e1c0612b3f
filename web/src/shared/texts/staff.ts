// The staff catalogue of the language that is chosen.
import type { Language } from "../protocol.ts";
import { language } from "./catalogue.ts";
import { staffEn } from "./staff_en.ts";
import { staffNb, type StaffTexts } from "./staff_nb.ts";
import { staffNn } from "./staff_nn.ts";

export type { StaffTexts };

export const STAFF_CATALOGUES: Record<Language, StaffTexts> = { nb: staffNb, nn: staffNn, en: staffEn, se: staffNb };

export function staffTexts(): StaffTexts {
  return STAFF_CATALOGUES[language.value];
}

/** A name that the desk keeps in three languages, in the one chosen. */
export function named(names: { nb: string; nn: string; en: string }): string {
  return language.value === "se" ? names.nb : names[language.value];
}
