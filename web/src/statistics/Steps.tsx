// The period day by day, week by week or month by month: a plain table, with a bar beside each figure.
import type { JSX } from "preact";
import { texts } from "../shared/texts/catalogue.ts";
import { figuresTexts } from "../shared/texts/figures.ts";
import { hoursTexts } from "../shared/texts/hours.ts";
import { BarTable, type Series } from "./BarTable.tsx";
import type { Statistics } from "./calls.ts";
import { stepsOf, valuesOf } from "./grid.ts";
import { stepWords } from "./words.ts";

export function Steps({ found, series, today }: { found: Statistics; series: readonly Series[]; today: string }): JSX.Element {
  const t = figuresTexts();
  const { asked: { measure }, step } = found;
  const names = stepsOf(found.days, step, today);
  return (
    <BarTable
      kind="steps" id="statistics-steps" heading={t.steps[step]} first={t.step[step]} measure={measure} series={series}
      names={names.map((name) => [name, stepWords(name, step, t, texts().dates, hoursTexts().short)])}
      columns={series.map((channel) => valuesOf(measure, channel, step, names, found.steps))}
      totals={found.cells.totals}
    />
  );
}
