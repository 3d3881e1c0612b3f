// The catalogue of the coordinator's pages for what is written and told; fetched with them.
import type { Language } from "../protocol.ts";
import { language } from "./catalogue.ts";
import { deskEn } from "./desk_en.ts";
import { deskNb, type DeskTexts } from "./desk_nb.ts";
import { deskNn } from "./desk_nn.ts";

export const DESK_CATALOGUES: Record<Language, DeskTexts> = { nb: deskNb, nn: deskNn, en: deskEn, se: deskNb };

export function deskTexts(): DeskTexts {
  return DESK_CATALOGUES[language.value];
}
