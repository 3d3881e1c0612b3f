// The catalogue of the page for publishing figures, in the language that is chosen.
import type { Language } from "../protocol.ts";
import { language } from "./catalogue.ts";
import { publishingEn } from "./publishing_en.ts";
import { publishingNb, type PublishingTexts } from "./publishing_nb.ts";
import { publishingNn } from "./publishing_nn.ts";

export type { PublishingTexts };

export const PUBLISHING_CATALOGUES: Record<Language, PublishingTexts> = { nb: publishingNb, nn: publishingNn, en: publishingEn, se: publishingNb };

export function publishingTexts(): PublishingTexts {
  return PUBLISHING_CATALOGUES[language.value];
}
