// The catalogue of the demo's two pages that hold the chat; no other page carries it.
import type { Language } from "../protocol.ts";
import { language } from "./catalogue.ts";
import { hostEn } from "./host_en.ts";
import { hostNb, type HostTexts } from "./host_nb.ts";
import { hostNn } from "./host_nn.ts";

export const HOST_CATALOGUES: Record<Language, HostTexts> = { nb: hostNb, nn: hostNn, en: hostEn, se: hostNb };

export function hostTexts(): HostTexts {
  return HOST_CATALOGUES[language.value];
}
