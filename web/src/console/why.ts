// Why a contact came here, in words: the desk names the layer that decided.
import { staffTexts } from "../shared/texts/staff.ts";

export function whyWords(why: string): string {
  const codes = staffTexts().offer.whyCodes;
  return why in codes ? codes[why as keyof typeof codes] : why;
}
