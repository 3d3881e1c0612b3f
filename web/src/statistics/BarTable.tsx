// A figure for each of some names, a bar beside it: the table says all that the bars show.
import type { JSX } from "preact";
import { figuresTexts } from "../shared/texts/figures.ts";
import { staffTexts } from "../shared/texts/staff.ts";
import type { Row } from "./calls.ts";
import type { Value } from "./grid.ts";
import { adds, type Measure, ofChannel, valueOf } from "./measures.ts";
import { figure } from "./words.ts";

const BAR = 100;
export type Series = "" | "chat" | "phone";
interface BarTableProps {
  id: string; heading: string; first: string; measure: Measure; series: readonly Series[];
  /** What each row is called, and a column of figures for each series. */
  names: readonly (readonly [string, string])[]; columns: readonly (readonly Value[])[];
  totals: readonly Row[];
  kind: "steps" | "part"; note?: string | null;
}

export function BarTable({ id, heading, first, measure, series, names, columns, totals, kind, note = null }: BarTableProps): JSX.Element {
  const t = figuresTexts();
  const most = Math.max(0, ...columns.flat().map((value) => value ?? 0));
  return (
    <section class="card" aria-labelledby={id}>
      <h2 id={id}>{heading}</h2>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div class="scroll" role="group" aria-labelledby={id} tabIndex={0}>
        <table class={`number beside-bars ${kind}`}>
          <caption class="quiet small"><span>{t.measures[measure]}</span></caption>
          <thead><tr><th scope="col">{first}</th>{series.map((channel) => <Heads key={channel} words={channel === "" ? t.measures[measure] : staffTexts().channel[channel]} />)}</tr></thead>
          <tbody>
            {names.map(([name, words], row) => (
              <tr key={name}>
                <th scope="row">{words}</th>
                {series.map((channel, column) => <Bar key={channel} value={columns[column]?.[row] ?? null} most={most} words={figure(columns[column]?.[row] ?? null, measure, t)} />)}
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{adds(measure) ? t.sum : t.whole}</th>
              {series.map((channel) => <Sum key={channel} words={figure(valueOf(measure, ofChannel(totals, channel)), measure, t)} />)}
            </tr>
          </tfoot>
        </table>
      </div>
      {note === null ? null : <p class="quiet small note">{note}</p>}
    </section>
  );
}

function Heads({ words }: { words: string }): JSX.Element {
  return <><th scope="col">{words}</th><td aria-hidden="true" /></>;
}

/** A bar that no reader misses: its figure stands beside it. */
export function BarCell({ share }: { share: number }): JSX.Element {
  return <td class="bar-cell" aria-hidden="true"><svg viewBox={`0 0 ${BAR} 10`} preserveAspectRatio="none" class="score-bar"><rect class="now" width={Math.max(0, Math.min(1, share)) * BAR} height="10" /></svg></td>;
}

function Bar({ value, most, words }: { value: Value; most: number; words: string }): JSX.Element {
  return <><td>{words}</td><BarCell share={most > 0 ? (value ?? 0) / most : 0} /></>;
}

function Sum({ words }: { words: string }): JSX.Element {
  return <><td>{words}</td><td aria-hidden="true" /></>;
}
