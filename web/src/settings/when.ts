// An instant in full, with its year where that is another one than now.
import { moment } from "../hours/field_words.ts";
import { fullTime, osloDate } from "../shared/dates.ts";
import { deskNow } from "../shared/now.ts";
import { texts } from "../shared/texts/catalogue.ts";

const YEAR = 4;

export function when(instant: string, now: number = deskNow()): string {
  const year = (at: number): string => osloDate(at).slice(0, YEAR);
  return year(Date.parse(instant)) === year(now) ? fullTime(instant, texts().dates) : moment(instant);
}
