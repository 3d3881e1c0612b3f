// The words for choosing a password in the language that is chosen; Sámi reads bokmål.
import type { Language } from "../protocol.ts";
import { language } from "./catalogue.ts";
import { choosingEn } from "./choosing_en.ts";
import { choosingNb, type ChoosingTexts } from "./choosing_nb.ts";
import { choosingNn } from "./choosing_nn.ts";

export const CHOOSING_CATALOGUES: Record<Language, ChoosingTexts> = { nb: choosingNb, nn: choosingNn, en: choosingEn, se: choosingNb };

export function choosingTexts(): ChoosingTexts {
  return CHOOSING_CATALOGUES[language.value];
}
