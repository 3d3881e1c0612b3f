// What citizens answered to the one question at the end: figures of a period, and the words that may be told.
import type { Names } from "../board/orders.ts";
import { plusDays } from "../hours/days.ts";
import { call } from "../shared/http.ts";

export const SCORES = ["5", "4", "3", "2", "1"] as const;
export type Score = (typeof SCORES)[number];
export interface Said { date: string; score: number; words: string }
/** Null is a month of too few answers, or one that would give such a month away. */
export interface Month { month: string; asked: number; answers: number | null; answer_share: number | null; mean: number | null }
export interface Satisfaction { months?: readonly Month[]; definitions?: Readonly<Record<string, Names>>; answers: number; asked: number; mean: number | null; scores: Partial<Record<Score, number>>; words: readonly Said[] }
/** Oslo dates, both of them included. */
export interface Period { from: string; to: string }
export const LENGTHS = [7, 30, 90] as const;
export const LONGEST = 400;

export function getSatisfaction(period: Period): Promise<Satisfaction> {
  return call<Satisfaction>(satisfactionPath(period));
}

export function satisfactionPath({ from, to }: Period): string {
  return `/api/statistics/satisfaction?${new URLSearchParams({ from, to: plusDays(to, 1) })}`;
}

/** So many days, today being the last. */
export function lately(days: number, today: string): Period {
  return { from: plusDays(today, 1 - days), to: today };
}

/** From the first of January on. */
export function thisYear(today: string): Period {
  return { from: `${today.slice(0, 4)}-01-01`, to: today };
}

/** Why the desk would not answer for a period: `long` is over 400 days; null where it would. */
export function wrongIn({ from, to }: Period): "order" | "long" | null {
  if (from === "" || to === "" || from > to) return "order";
  return plusDays(from, LONGEST) <= to ? "long" : null;
}

/** The share in whole percent; null of nothing. */
export function percent(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.round((part / whole) * 100);
}

export function counted(found: Satisfaction): { score: Score; count: number; share: number | null }[] {
  return SCORES.map((score) => {
    const count = found.scores[score] ?? 0;
    return { score, count, share: percent(count, found.answers) };
  });
}

/** By day, the latest first. */
export function byDay(words: readonly Said[]): [string, Said[]][] {
  const days = [...new Set(words.map((one) => one.date))].toSorted().toReversed();
  return days.map((day) => [day, words.filter((one) => one.date === day)]);
}
