// The period day by day, week by week or month by month: a plain table, with a bar beside each figure.
import type { JSX } from "preact";
import { texts } from "../shared/texts/catalogue.ts";
import { figuresTexts } from "../shared/texts/figures.ts";
import { hoursTexts } from "../shared/texts/hours.ts";
import { staffTexts } from "../shared/texts/staff.ts";
import type { Statistics } from "./calls.ts";
import { stepsOf, type Value, valuesOf } from "./grid.ts";
import { adds, ofChannel, valueOf } from "./measures.ts";
import { figure, stepWords } from "./words.ts";

const BAR = 100;
type Series = "" | "chat" | "phone";

export function Steps({ found, series, today }: { found: Statistics; series: readonly Series[]; today: string }): JSX.Element {
  const t = figuresTexts();
  const { asked: { measure }, step } = found;
  const names = stepsOf(found.days, step, today);
  const columns = series.map((channel) => valuesOf(measure, channel, step, names, found.steps));
  const most = Math.max(0, ...columns.flat().map((value) => value ?? 0));
  return (
    <section class="card" aria-labelledby="statistics-steps">
      <h2 id="statistics-steps">{t.steps[step]}</h2>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div class="scroll" role="group" aria-labelledby="statistics-steps" tabIndex={0}>
        <table class="number steps">
          <caption class="quiet small">{t.measures[measure]}</caption>
          <thead><tr><th scope="col">{t.step[step]}</th>{series.map((channel) => <Heads key={channel} words={channel === "" ? t.measures[measure] : staffTexts().channel[channel]} />)}</tr></thead>
          <tbody>
            {names.map((name, row) => (
              <tr key={name}>
                <th scope="row">{stepWords(name, step, t, texts().dates, hoursTexts().short)}</th>
                {series.map((channel, column) => <Bar key={channel} value={columns[column]?.[row] ?? null} most={most} words={figure(columns[column]?.[row] ?? null, measure, t)} />)}
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{adds(measure) ? t.sum : t.whole}</th>
              {series.map((channel) => <Sum key={channel} words={figure(valueOf(measure, ofChannel(found.cells.totals, channel)), measure, t)} />)}
            </tr>
          </tfoot>
        </table>
      </div>
    </section>
  );
}

function Heads({ words }: { words: string }): JSX.Element {
  return <><th scope="col">{words}</th><td aria-hidden="true" /></>;
}

function Bar({ value, most, words }: { value: Value; most: number; words: string }): JSX.Element {
  const width = most > 0 ? ((value ?? 0) / most) * BAR : 0;
  return (
    <>
      <td>{words}</td>
      <td class="bar-cell" aria-hidden="true"><svg viewBox={`0 0 ${BAR} 10`} preserveAspectRatio="none" class="score-bar"><rect class="now" width={width} height="10" /></svg></td>
    </>
  );
}

function Sum({ words }: { words: string }): JSX.Element {
  return <><td>{words}</td><td aria-hidden="true" /></>;
}
