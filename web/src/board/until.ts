// «Til klokken»: a time of day in Oslo today, as an instant.
import { osloDate } from "../shared/dates.ts";
import { deskNow } from "../shared/now.ts";

const HOUR = 3_600_000;

/** Null when it is not later than now. Winter and summer time are both tried: one of them is right. */
export function todayAt(clock: string, now: number = deskNow()): string | null {
  const date = osloDate(now);
  const candidates = [1, 2].map((offset) => Date.parse(`${date}T${clock}:00.000Z`) - offset * HOUR);
  const shown = new Intl.DateTimeFormat("en-GB", { timeZone: "Europe/Oslo", hourCycle: "h23", hour: "2-digit", minute: "2-digit" });
  const instant = candidates.find((candidate) => shown.format(candidate) === clock);
  return instant !== undefined && instant > now ? new Date(instant).toISOString() : null;
}
