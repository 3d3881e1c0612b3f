// The catalogue of the page that plays a month again, in the language that is chosen.
import type { Language } from "../protocol.ts";
import { language } from "./catalogue.ts";
import { whatIfEn } from "./what_if_en.ts";
import { whatIfNb, type WhatIfTexts } from "./what_if_nb.ts";
import { whatIfNn } from "./what_if_nn.ts";

export type { WhatIfTexts };

export const WHAT_IF_CATALOGUES: Record<Language, WhatIfTexts> = { nb: whatIfNb, nn: whatIfNn, en: whatIfEn, se: whatIfNb };

export function whatIfTexts(): WhatIfTexts {
  return WHAT_IF_CATALOGUES[language.value];
}
