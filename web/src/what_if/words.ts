// Changes and columns as people say them: «1 til på jobb ma–to kl. 16–20».
import { valueWords, figureName } from "../settings/policy_words.ts";
import { figuresTexts } from "../shared/texts/figures.ts";
import { rotaTexts } from "../shared/texts/rota.ts";
import { whatIfTexts } from "../shared/texts/what_if.ts";
import type { Change, Outcome } from "./calls.ts";

const RECORDED = "recorded";
const THERE = "as they were there";

export function changeWords(change: Change): string {
  const t = whatIfTexts();
  if (change.kind === "policy") return t.said.policy(figureName(change.figure), valueWords(change.figure, change.value));
  const days = daysWords(change.weekdays);
  if (change.kind === "closed") return t.said.closed(days);
  const times = t.said.times(short(change.from), short(change.until));
  return change.kind === "open" ? t.said.open(days, times) : t.said[change.kind](change.people, days, times);
}

/** The columns in order with their names: the log, its replay, what all is held against, and the changes. */
export function columnsOf(outcome: Outcome, changes: readonly Change[]): (readonly [string, string])[] {
  const t = whatIfTexts();
  const names = new Map(outcome.changes.map((name, place) => [name, outcome.changes.length === changes.length && changes[place] ? changeWords(changes[place]) : t.together]));
  const fixed: Record<string, string> = { [RECORDED]: t.recorded, [THERE]: t.there, [outcome.base]: outcome.base === THERE ? t.there : t.original };
  const before = Object.keys(outcome.columns).filter((name) => !names.has(name)).map((name) => [name, fixed[name] ?? name] as const);
  return [...before, ...outcome.changes.map((name) => [name, names.get(name) ?? name] as const)];
}

export function percentOf(part: number | null, whole: number): string {
  const t = figuresTexts();
  return part === null || whole === 0 ? "–" : t.percent(decimal((100 * part) / whole));
}

export function decimal(value: number): string {
  return value.toFixed(1).replace(".", figuresTexts().decimal);
}

/** «+3,4»: a minus as wide as the plus. */
export function signed(points: number): string {
  const words = decimal(Math.abs(points));
  return /^0[.,]0$/.test(words) ? `±${words}` : `${points > 0 ? "+" : "−"}${words}`;
}

/** «hver dag», «ma–to», «lø og sø». */
function daysWords(weekdays: readonly number[]): string {
  const t = whatIfTexts();
  const names = rotaTexts().form.weekdaysShort;
  const of = (day: number | undefined): string => names[(day ?? 1) - 1] ?? "";
  if (weekdays.length === names.length) return t.said.everyDay;
  const first = weekdays[0] ?? 1;
  const inARow = weekdays.length > 2 && weekdays.every((day, place) => day === first + place);
  return inARow ? `${of(first)}–${of(weekdays.at(-1))}` : weekdays.map(of).join(", ");
}

/** «16», «15.30». */
function short(clock: string): string {
  const [hour = "", minute = ""] = clock.split(":");
  return minute === "00" ? String(Number(hour)) : `${Number(hour)}.${minute}`;
}
