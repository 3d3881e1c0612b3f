// The catalogue of the figures that a desk decides itself; fetched with their page and with the log.
import type { Language } from "../protocol.ts";
import { language } from "./catalogue.ts";
import { policyEn } from "./policy_en.ts";
import { policyNb, type PolicyTexts } from "./policy_nb.ts";
import { policyNn } from "./policy_nn.ts";

export const POLICY_CATALOGUES: Record<Language, PolicyTexts> = { nb: policyNb, nn: policyNn, en: policyEn, se: policyNb };

export function policyTexts(): PolicyTexts {
  return POLICY_CATALOGUES[language.value];
}
