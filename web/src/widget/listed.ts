// Several words as one: «Anna, Bo og Cay».
import { language } from "../shared/texts/catalogue.ts";

/** In the language chosen; browsers know no lists in nynorsk, and «og» is the same. */
export function listed(words: readonly string[]): string {
  return new Intl.ListFormat(language.value === "en" ? "en" : "nb", { type: "conjunction" }).format(words);
}
