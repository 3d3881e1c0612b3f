// The catalogue of accounts and readings in the language that is chosen; Sámi reads bokmål.
import type { Language } from "../protocol.ts";
import { accountsEn } from "./accounts_en.ts";
import { accountsNb, type AccountsTexts } from "./accounts_nb.ts";
import { accountsNn } from "./accounts_nn.ts";
import { language } from "./catalogue.ts";

export const ACCOUNTS_CATALOGUES: Record<Language, AccountsTexts> = { nb: accountsNb, nn: accountsNn, en: accountsEn, se: accountsNb };

export function accountsTexts(): AccountsTexts {
  return ACCOUNTS_CATALOGUES[language.value];
}
