// The whole period as a few large figures, and what changed since the period compared, in words.
import type { JSX } from "preact";
import { texts } from "../shared/texts/catalogue.ts";
import { figuresTexts } from "../shared/texts/figures.ts";
import { hoursTexts } from "../shared/texts/hours.ts";
import { staffTexts } from "../shared/texts/staff.ts";
import type { Row, Statistics } from "./calls.ts";
import { type Measure, ofChannel, seriesOf, valueOf } from "./measures.ts";
import { change, daysWords, figureAlone } from "./words.ts";

const ALWAYS: readonly Measure[] = ["arrivals", "answered", "answered_within_target", "wait_p50_seconds"];

export function Totals({ found, today }: { found: Statistics; today: string }): JSX.Element {
  const t = figuresTexts();
  const { asked, days, compared, cells } = found;
  const measures = ALWAYS.includes(asked.measure) ? ALWAYS : [asked.measure, ...ALWAYS];
  const words = (of: typeof days): string => daysWords(of, t, texts().dates, hoursTexts());
  const nothing = cells.compared_totals?.every((row) => row.arrivals === 0) ?? false;
  return (
    <section class="card" aria-labelledby="statistics-totals">
      <h2 id="statistics-totals">{t.totals}</h2>
      <p class="quiet">{words(days)}. {days.to >= today ? `${t.unfinished} ` : ""}{compared ? t.against(words(compared)) : ""}{nothing ? ` ${t.nothingBefore}` : ""}</p>
      <dl class="figures number totals">
        {measures.flatMap((measure) => seriesOf(measure, asked.channel).map((channel) => (
          <Total key={`${measure}-${channel}`} measure={measure} channel={channel} apart={channel !== asked.channel} rows={cells.totals} before={nothing ? null : cells.compared_totals} />
        )))}
      </dl>
    </section>
  );
}

interface TotalProps { measure: Measure; channel: "" | "chat" | "phone"; apart: boolean; rows: Row[]; before: Row[] | null }

function Total({ measure, channel, apart, rows, before }: TotalProps): JSX.Element {
  const t = figuresTexts();
  const now = valueOf(measure, ofChannel(rows, channel));
  const changed = before === null ? null : change(now, valueOf(measure, ofChannel(before, channel)), measure, t) ?? t.unknownBefore;
  const name = t.measures[measure];
  return (
    <div data-large="true" data-measure={measure} data-channel={channel}>
      <dt>{apart && channel !== "" ? t.measureOf(name, staffTexts().channel[channel].toLowerCase()) : name}</dt>
      <dd>{figureAlone(now, measure, t)}</dd>
      {changed === null ? null : <dd class="changed">{changed}</dd>}
    </div>
  );
}
