// The rota's catalogue in the language that is chosen; Sámi reads bokmål.
import type { Language } from "../protocol.ts";
import { language } from "./catalogue.ts";
import { rotaEn } from "./rota_en.ts";
import { rotaNb, type RotaTexts } from "./rota_nb.ts";
import { rotaNn } from "./rota_nn.ts";

export type { RotaTexts };

export const ROTA_CATALOGUES: Record<Language, RotaTexts> = { nb: rotaNb, nn: rotaNn, en: rotaEn, se: rotaNb };

export function rotaTexts(): RotaTexts {
  return ROTA_CATALOGUES[language.value];
}
