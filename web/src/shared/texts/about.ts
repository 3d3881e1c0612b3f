// The catalogue of the pages on privacy and accessibility, in the language that is chosen.
import type { Language } from "../protocol.ts";
import { aboutEn } from "./about_en.ts";
import { aboutNb, type AboutTexts } from "./about_nb.ts";
import { aboutNn } from "./about_nn.ts";
import { language } from "./catalogue.ts";

export type { AboutTexts };

export const ABOUT_CATALOGUES: Record<Language, AboutTexts> = { nb: aboutNb, nn: aboutNn, en: aboutEn, se: aboutNb };

export function aboutTexts(): AboutTexts {
  return ABOUT_CATALOGUES[language.value];
}
