// When people come: a clock hour a row, a weekday a column, a figure in every cell. The colour only helps.
import type { JSX } from "preact";
import { type FiguresTexts, figuresTexts } from "../shared/texts/figures.ts";
import { hoursTexts } from "../shared/texts/hours.ts";
import { staffTexts } from "../shared/texts/staff.ts";
import { weekday } from "../hours/words.ts";
import type { Statistics } from "./calls.ts";
import { clockHour, type Grid, gridOf, SHADES, shadeOf, type Value, WEEKDAYS } from "./grid.ts";
import { adds, kindOf, type Measure } from "./measures.ts";
import { figure } from "./words.ts";

export function HeatMap({ found, channel }: { found: Statistics; channel: "" | "chat" | "phone" }): JSX.Element {
  const t = figuresTexts();
  const { measure } = found.asked;
  const name = channel === "" ? t.measures[measure] : t.measureOf(t.measures[measure], staffTexts().channel[channel].toLowerCase());
  const grid = gridOf(measure, channel, { cells: found.cells.rows, weekdays: found.weekdays, hours: found.hours, totals: found.cells.totals });
  const id = `heat-${channel || "all"}`;
  return (
    <section class="card" aria-labelledby={id}>
      <h2 id={id}>{t.heatMap(name)}</h2>
      {/* A wide table scrolls by itself, and whoever has no pointer must reach it. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div class="scroll" role="group" aria-labelledby={id} tabIndex={0}>
        <Table grid={grid} measure={measure} caption={`${t.heatCaption(name)} ${t.units[kindOf(measure)]}`} />
      </div>
      <Legend most={grid.most} measure={measure} />
    </section>
  );
}

function Table({ grid, measure, caption }: { grid: Grid; measure: Measure; caption: string }): JSX.Element {
  const t = figuresTexts();
  const { short } = hoursTexts();
  const margin = adds(measure) ? t.sum : t.whole;
  return (
    <table class="number heat">
      <caption class="quiet small"><span>{caption}</span></caption>
      <thead>
        <tr><th scope="col">{t.hour}</th>{WEEKDAYS.map((day, index) => <th key={day} scope="col"><abbr title={weekday(day)}>{short[index]}</abbr></th>)}<th scope="col">{margin}</th></tr>
      </thead>
      <tbody>
        {grid.hours.map(({ hour, cells, whole }) => (
          <tr key={hour}>
            <th scope="row">{clockHour(hour)}</th>
            {cells.map((cell, index) => <Cell key={WEEKDAYS[index]} value={cell} most={grid.most} words={figure(cell, measure, t)} />)}
            <td class="margin">{figure(whole, measure, t)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr><th scope="row">{margin}</th>{grid.weekdays.map((value, index) => <td key={WEEKDAYS[index]}>{figure(value, measure, t)}</td>)}<td>{figure(grid.whole, measure, t)}</td></tr>
      </tfoot>
    </table>
  );
}

function Cell({ value, most, words }: { value: Value; most: number; words: string }): JSX.Element {
  return <td data-shade={shadeOf(value, most)}>{words}</td>;
}

/** What each shade stands for, in words. */
function Legend({ most, measure }: { most: number; measure: Measure }): JSX.Element | null {
  const t = figuresTexts();
  const steps = stepsUpTo(most, measure, t);
  if (steps.length === 0) return null;
  return (
    <div class="heat-legend small">
      <p>{t.legend}</p>
      <ul class="legend">{steps.map(([shade, words]) => <li key={shade}><span class="swatch" data-shade={shade} aria-hidden="true" /> {t.upTo(words)}</li>)}</ul>
    </div>
  );
}

/** The upper end of every shade; whole counts have whole ends, and no shade that nothing can have. */
function stepsUpTo(most: number, measure: Measure, t: FiguresTexts): [number, string][] {
  const ends = Array.from({ length: SHADES }, (_, index) => {
    const end = (most * (index + 1)) / SHADES;
    return [index + 1, kindOf(measure) === "count" ? Math.floor(end) : end] as const;
  });
  return most <= 0 ? [] : ends.filter(([, end], index) => end > 0 && end !== ends[index - 1]?.[1]).map(([shade, end]) => [shade, figure(end, measure, t)]);
}
