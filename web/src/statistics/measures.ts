// The figures of the desk and how each adds up: from sums alone, never a mean of means or a share of shares.
import type { Row } from "./calls.ts";

export const MEASURES = [
  "arrivals", "answered", "abandoned", "short_abandoned", "turned_away", "callback", "lost", "still_waiting",
  "answered_within_target", "wait_mean_seconds", "wait_p50_seconds", "wait_p90_seconds",
  "handle_mean_seconds", "wrap_up_mean_seconds", "staffed_seconds", "busy_seconds", "occupancy", "second_chat_share", "most_at_once",
] as const;
export type Measure = (typeof MEASURES)[number];
export type Kind = "count" | "share" | "length" | "hours";

const LENGTHS: readonly Measure[] = ["wait_mean_seconds", "wait_p50_seconds", "wait_p90_seconds", "handle_mean_seconds", "wrap_up_mean_seconds"];
const SHARES: readonly Measure[] = ["answered_within_target", "occupancy", "second_chat_share"];
const HOURS: readonly Measure[] = ["staffed_seconds", "busy_seconds"];

export function isMeasure(name: string): name is Measure {
  return (MEASURES as readonly string[]).includes(name);
}

export function kindOf(measure: Measure): Kind {
  if (LENGTHS.includes(measure)) return "length";
  if (SHARES.includes(measure)) return "share";
  return HOURS.includes(measure) ? "hours" : "count";
}

/** Whether hours and days of one channel may be added up. */
export function adds(measure: Measure): boolean {
  const kind = kindOf(measure);
  return kind === "hours" || (kind === "count" && measure !== "most_at_once");
}

/** Whether both channels are one figure. Whoever answers both stands in both, and waits of two do not mix. */
export function acrossChannels(measure: Measure): boolean {
  return measure === "answered_within_target" || (kindOf(measure) === "count" && measure !== "most_at_once");
}

/**
 * The measure of these rows together: sums are added, the share within the target is one sum over another.
 * Anything else is read from a single row, in which the desk itself has counted it; null where it cannot be said.
 */
export function valueOf(measure: Measure, rows: readonly Row[]): number | null {
  if (measure === "answered_within_target") {
    const answered = sumOf("answered", rows);
    return answered > 0 ? sumOf(measure, rows) / answered : null;
  }
  // Work is null where nobody counts it, such as by language; then there is no sum either.
  if (adds(measure)) return rows.some((row) => row[measure] === null) ? null : sumOf(measure, rows);
  return rows.length === 1 ? rows[0]?.[measure] ?? null : null;
}

function sumOf(measure: Measure, rows: readonly Row[]): number {
  return rows.reduce((all, row) => all + (row[measure] ?? 0), 0);
}

/** Whether the desk counts it by such a part: who worked, and how much, knows no language. */
export function countedOf(measure: Measure, part: "centre" | "language"): boolean {
  const work: readonly Measure[] = ["staffed_seconds", "busy_seconds", "occupancy", "second_chat_share", "most_at_once"];
  return part === "centre" || !work.includes(measure);
}

/** What is drawn apart: both channels as one where they may be, else each by itself. */
export function seriesOf(measure: Measure, channel: "" | "chat" | "phone"): ("" | "chat" | "phone")[] {
  if (channel !== "") return [channel];
  return acrossChannels(measure) ? [""] : ["chat", "phone"];
}

/** The rows of a channel; of all without one. */
export function ofChannel(rows: readonly Row[], channel: string): Row[] {
  return rows.filter((row) => channel === "" || row.channel === channel);
}
