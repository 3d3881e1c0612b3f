// The catalogue of the pages for the list of topics and for deadlines; Sámi reads bokmål.
import type { Language } from "../protocol.ts";
import { language } from "./catalogue.ts";
import { planningEn } from "./planning_en.ts";
import { planningNb, type PlanningTexts } from "./planning_nb.ts";
import { planningNn } from "./planning_nn.ts";

export type { PlanningTexts };

export const PLANNING_CATALOGUES: Record<Language, PlanningTexts> = { nb: planningNb, nn: planningNn, en: planningEn, se: planningNb };

export function planningTexts(): PlanningTexts {
  return PLANNING_CATALOGUES[language.value];
}
