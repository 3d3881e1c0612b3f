// The statistics' catalogue in the language that is chosen; Sámi reads bokmål.
import type { Language } from "../protocol.ts";
import { language } from "./catalogue.ts";
import { figuresEn } from "./figures_en.ts";
import { figuresNb, type FiguresTexts } from "./figures_nb.ts";
import { figuresNn } from "./figures_nn.ts";

export type { FiguresTexts };

export const FIGURES_CATALOGUES: Record<Language, FiguresTexts> = { nb: figuresNb, nn: figuresNn, en: figuresEn, se: figuresNb };

export function figuresTexts(): FiguresTexts {
  return FIGURES_CATALOGUES[language.value];
}
