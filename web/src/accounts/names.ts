// Names of centres as the reader's language has them.
import { centres } from "../board/model.ts";
import { accountsTexts } from "../shared/texts/accounts.ts";
import { named } from "../shared/texts/staff.ts";
import { NONE } from "./accounts.ts";

/** A code that nobody knows stands as it is. */
export function centreName(code: string): string {
  if (code === NONE) return accountsTexts().noCentre;
  const found = centres.value.find((one) => one.code === code);
  if (!found) return code;
  return found.names ? named(found.names) : found.name;
}
