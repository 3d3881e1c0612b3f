// Weeks as Norwegians count them (ISO 8601): Monday first, week 1 holds the first Thursday. Dates are `2026-11-23`.

const DAY = 86_400_000;
const WEEK = /^(\d{4})-W(\d{2})$/;

/** `2026-W48` for any of its dates. */
export function weekOf(date: string): string {
  const thursday = Date.parse(date) + (4 - weekdayOf(date)) * DAY;
  const year = new Date(thursday).getUTCFullYear();
  const number = 1 + Math.floor((thursday - Date.UTC(year, 0, 1)) / (7 * DAY));
  return `${year}-W${String(number).padStart(2, "0")}`;
}

/** The seven dates of a week, Monday first. */
export function datesOf(week: string): string[] {
  const found = WEEK.exec(week);
  const [year, number] = [Number(found?.[1]), Number(found?.[2])];
  const fourth = new Date(Date.UTC(year, 0, 4)).toISOString().slice(0, 10);
  const monday = plusDays(fourth, (number - 1) * 7 + 1 - weekdayOf(fourth));
  return Array.from({ length: 7 }, (_, index) => plusDays(monday, index));
}

/** So many weeks later, or earlier. */
export function plusWeeks(week: string, count: number): string {
  return weekOf(plusDays(datesOf(week)[0] ?? "", count * 7));
}

export function weekNumber(week: string): number {
  return Number(WEEK.exec(week)?.[2]);
}

export function plusDays(date: string, count: number): string {
  return new Date(Date.parse(date) + count * DAY).toISOString().slice(0, 10);
}

/** 1 is Monday and 7 is Sunday. */
export function weekdayOf(date: string): number {
  return new Date(Date.parse(date)).getUTCDay() || 7;
}
