// The catalogue of the opening hours' pages; fetched with them, so that no other page carries it.
import type { Language } from "../protocol.ts";
import { language } from "./catalogue.ts";
import { hoursEn } from "./hours_en.ts";
import { hoursNb, type HoursTexts } from "./hours_nb.ts";
import { hoursNn } from "./hours_nn.ts";

export const HOURS_CATALOGUES: Record<Language, HoursTexts> = { nb: hoursNb, nn: hoursNn, en: hoursEn, se: hoursNb };

export function hoursTexts(): HoursTexts {
  return HOURS_CATALOGUES[language.value];
}
