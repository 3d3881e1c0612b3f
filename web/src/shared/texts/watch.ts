// The catalogue of what watches the desk: how old the figures are, the alerts and their rules, the wall screen.
import type { Language } from "../protocol.ts";
import { language } from "./catalogue.ts";
import { watchEn } from "./watch_en.ts";
import { watchNb, type WatchTexts } from "./watch_nb.ts";
import { watchNn } from "./watch_nn.ts";

export const WATCH_CATALOGUES: Record<Language, WatchTexts> = { nb: watchNb, nn: watchNn, en: watchEn, se: watchNb };

export function watchTexts(): WatchTexts {
  return WATCH_CATALOGUES[language.value];
}
