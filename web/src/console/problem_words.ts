// What was refused, in words: the page says it, and a dialog that lies over the page says it too.
import { staffTexts } from "../shared/texts/staff.ts";

export function problemWords(code: string): string {
  const { errors, presence, company } = staffTexts();
  if (code === "not_on_shift") return presence.notOnShift;
  if (code === "colleague_busy") return company.busy;
  return code in errors ? errors[code as keyof typeof errors] : errors.unavailable;
}
