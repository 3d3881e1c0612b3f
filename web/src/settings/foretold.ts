// How well the forecast did, in words: each channel by how long before it was said.
import type { Names } from "../board/orders.ts";
import { call } from "../shared/http.ts";
import type { FiguresTexts } from "../shared/texts/figures_nb.ts";
import type { PlanningTexts } from "../shared/texts/planning_nb.ts";
import { grouped } from "../statistics/words.ts";

/** Shares are fractions; null where nothing can be said. */
export interface Judged {
  channel: "chat" | "phone";
  days_ahead: number;
  /** Worked out afterwards, for too little was said at the time. */
  replayed: boolean;
  hours: number;
  inside_range: number | null;
  busy_hours: number;
  busy_inside_range: number | null;
  forecast_error: number | null;
  forecast_bias: number | null;
  naive_error: number | null;
}
export interface ForecastRecord { definitions: Record<string, Names>; rows: readonly Judged[] }

export const getRecord = (): Promise<ForecastRecord> => call<ForecastRecord>("/api/forecast/record");

/** The rows that say something. */
export const judgedRows = (record: ForecastRecord): readonly Judged[] => record.rows.filter((row) => row.hours > 0);

/** A sentence for each figure of a row. */
export function judgedWords(row: Judged, { foretold: t }: PlanningTexts, figures: FiguresTexts): string[] {
  const share = (value: number): string => figures.percent(String(Math.round(value * 100)));
  const found: string[] = [];
  if (row.inside_range !== null) found.push(t.inside(grouped(row.hours), row.hours, share(row.inside_range)));
  if (row.busy_hours === row.hours) found.push(t.busyAll);
  else found.push(row.busy_inside_range === null ? t.busyNone : t.busy(grouped(row.busy_hours), row.busy_hours, share(row.busy_inside_range)));
  if (row.forecast_error !== null) found.push(t.error(share(row.forecast_error)));
  if (row.forecast_error !== null && row.naive_error !== null) found.push(t.naive(share(row.naive_error)));
  if (row.forecast_bias !== null) found.push(biasWords(row.forecast_bias, t, share));
  return found;
}

function biasWords(bias: number, t: PlanningTexts["foretold"], share: (value: number) => string): string {
  if (Math.round(bias * 100) === 0) return t.level;
  return bias > 0 ? t.over(share(bias)) : t.under(share(-bias));
}
