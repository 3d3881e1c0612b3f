// The catalogue of what a counsellor writes with and is called by, in the language that is chosen; Sámi reads bokmål.
import type { Language } from "../protocol.ts";
import { language } from "./catalogue.ts";
import { writingEn } from "./writing_en.ts";
import { writingNb, type WritingTexts } from "./writing_nb.ts";
import { writingNn } from "./writing_nn.ts";

export type { WritingTexts };

export const WRITING_CATALOGUES: Record<Language, WritingTexts> = { nb: writingNb, nn: writingNn, en: writingEn, se: writingNb };

export function writingTexts(): WritingTexts {
  return WRITING_CATALOGUES[language.value];
}
