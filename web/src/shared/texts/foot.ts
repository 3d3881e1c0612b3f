// The two links at the foot of every screen, in every language: too few words for catalogues of their own.
import type { Language } from "../protocol.ts";
import { language } from "./catalogue.ts";

export interface FootTexts { label: string; privacy: string; accessibility: string; newTab: string }

const nb: FootTexts = { label: "Om chatten", privacy: "Personvern", accessibility: "Tilgjengelighet", newTab: "åpnes i ny fane" };
const nn: FootTexts = { label: "Om chatten", privacy: "Personvern", accessibility: "Tilgjenge", newTab: "blir opna i ny fane" };
const en: FootTexts = { label: "About the chat", privacy: "Privacy", accessibility: "Accessibility", newTab: "opens in a new tab" };

export const FOOT_CATALOGUES: Record<Language, FootTexts> = { nb, nn, en, se: nb };

export function footTexts(): FootTexts {
  return FOOT_CATALOGUES[language.value];
}
