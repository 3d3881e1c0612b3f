// The changes as they are being written: every field as it was typed, and what is still missing.
import type { Bounds, Change, Possible, Question } from "./calls.ts";

export const KINDS = ["more", "fewer", "open", "closed", "policy"] as const;
export type Kind = (typeof KINDS)[number];

export interface Drafted { kind: Kind; people: string; from: string; until: string; weekdays: number[]; figure: string; value: string }
export interface WhatIfDraft { month: string; changes: Drafted[]; atOnce: boolean; visits: string }

export const EMPTY: WhatIfDraft = { month: "", changes: [], atOnce: false, visits: "100" };
export const MOST_CHANGES = 6;
const WORKDAYS = [1, 2, 3, 4, 5];
const WEEKEND = [6, 7];

/** One to begin with that makes sense as it stands. */
export function begun(kind: Kind, possible: Possible): Drafted {
  const [figure = ""] = Object.keys(possible.figures);
  const now = possible.figures[figure]?.value ?? 0;
  const evening = { from: "16:00", until: "20:00", weekdays: WORKDAYS };
  const times = kind === "open" ? { from: "10:00", until: "14:00", weekdays: [6] } : evening;
  return { kind, people: "1", ...times, ...(kind === "closed" ? { weekdays: WEEKEND } : {}), figure, value: String(now + 1) };
}

/** What is wrong with a change, by field; empty when it can be played. */
export function wrongIn(drafted: Drafted, bounds: Bounds | undefined): Partial<Record<"people" | "weekdays" | "until" | "value", true>> {
  const { kind } = drafted;
  if (kind === "policy") return within(drafted.value, bounds?.lowest ?? 0, bounds?.highest ?? 0) ? {} : { value: true };
  const people = kind === "more" || kind === "fewer";
  return {
    ...(people && !within(drafted.people, 1, 99) ? { people: true } : {}),
    ...(drafted.weekdays.length === 0 ? { weekdays: true } : {}),
    ...(kind !== "closed" && !(drafted.from !== "" && drafted.from < ended(drafted.until)) ? { until: true } : {}),
  };
}

export function changeOf(drafted: Drafted): Change {
  const { kind, from, figure } = drafted;
  const weekdays = drafted.weekdays.toSorted((one, other) => one - other);
  if (kind === "policy") return { kind, figure, value: Number(drafted.value) };
  if (kind === "closed") return { kind, weekdays };
  const times = { from, until: ended(drafted.until), weekdays };
  return kind === "open" ? { kind, ...times } : { kind, people: Number(drafted.people), ...times };
}

export function questionOf({ month, changes, atOnce, visits }: WhatIfDraft, possible: Possible): Question {
  const opens = changes.some(({ kind }) => kind === "open");
  return {
    month: possible.months.includes(month) ? month : possible.months[0] ?? "",
    changes: changes.map(changeOf),
    at_once: atOnce && changes.length > 1,
    visits_that_ask: opens && within(visits, 0, 100) ? Number(visits) : 100,
  };
}

/** Midnight ends the day: a clock field has no 24:00. */
function ended(until: string): string {
  return until === "00:00" ? "24:00" : until;
}

function within(text: string, lowest: number, highest: number): boolean {
  return /^\d{1,8}$/.test(text) && Number(text) >= lowest && Number(text) <= highest;
}
