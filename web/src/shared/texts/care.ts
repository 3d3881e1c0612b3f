// The catalogues of care and of keys in the language that is chosen; Sámi reads bokmål.
import type { Language } from "../protocol.ts";
import { careEn } from "./care_en.ts";
import { careNb, type CareTexts } from "./care_nb.ts";
import { careNn } from "./care_nn.ts";
import { language } from "./catalogue.ts";
import { keysEn } from "./keys_en.ts";
import { keysNb, type KeysTexts } from "./keys_nb.ts";
import { keysNn } from "./keys_nn.ts";

export const CARE_CATALOGUES: Record<Language, CareTexts> = { nb: careNb, nn: careNn, en: careEn, se: careNb };
export const KEYS_CATALOGUES: Record<Language, KeysTexts> = { nb: keysNb, nn: keysNn, en: keysEn, se: keysNb };

export function careTexts(): CareTexts {
  return CARE_CATALOGUES[language.value];
}

export function keysTexts(): KeysTexts {
  return KEYS_CATALOGUES[language.value];
}
