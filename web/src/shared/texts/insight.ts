// The catalogue of the pages on topics, the year and announced hours, in the language that is chosen.
import type { Language } from "../protocol.ts";
import { language } from "./catalogue.ts";
import { insightEn } from "./insight_en.ts";
import { insightNb, type InsightTexts } from "./insight_nb.ts";
import { insightNn } from "./insight_nn.ts";

export type { InsightTexts };

export const INSIGHT_CATALOGUES: Record<Language, InsightTexts> = { nb: insightNb, nn: insightNn, en: insightEn, se: insightNb };

export function insightTexts(): InsightTexts {
  return INSIGHT_CATALOGUES[language.value];
}
