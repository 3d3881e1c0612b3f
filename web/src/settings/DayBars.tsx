// Arrivals expected by day, as bars: those of days with a deadline look otherwise, and a line says what it is now.
import type { JSX } from "preact";
import { dayWords } from "../hours/days.ts";
import { texts } from "../shared/texts/catalogue.ts";
import { planningTexts } from "../shared/texts/planning.ts";
import { grouped } from "../statistics/words.ts";
import type { Day } from "./deadlines.ts";

interface DayBarsProps {
  days: readonly Day[];
  /** What holds on a day, in words; null for an ordinary one. */
  within: (day: string) => string | null;
  /** With what it is now beside what it would be. */
  compared: boolean;
}

const HEIGHT = 160;
const FOOT = 18;
const HEAD = 14;
const STEP = 16;
const WIDTH = 11;
/** Room for the date under the first bar. */
const EDGE = 6;
const MONDAY = 1;

export function DayBars({ days, within, compared }: DayBarsProps): JSX.Element {
  const { deadlines: t } = planningTexts();
  const most = Math.max(1, ...days.flatMap((one) => [one.before, one.after]));
  const scale = (HEIGHT - FOOT - HEAD) / most;
  return (
    <figure class="day-bars">
      <ul class="legend small" aria-hidden="true">
        <li><span class="swatch" data-kind="within" /> {t.within}</li>
        <li><span class="swatch" data-kind="ordinary" /> {t.ordinary}</li>
        {compared ? <li><span class="was-mark" /> {t.before}</li> : null}
      </ul>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div class="scroll" role="group" aria-label={t.chart(days.length)} tabIndex={0}>
        <svg viewBox={`${-EDGE} 0 ${days.length * STEP + 2 * EDGE} ${HEIGHT}`} style={`--days: ${days.length}`} role="img" aria-label={t.chart(days.length)}>
          {days.map((one, index) => <DayBar key={one.day} one={one} x={index * STEP} scale={scale} special={within(one.day) !== null} compared={compared} />)}
          <line class="axis" x1="0" x2={days.length * STEP} y1={HEIGHT - FOOT} y2={HEIGHT - FOOT} />
        </svg>
      </div>
      <details class="definitions small">
        <summary>{t.table}</summary>
        <Table days={days} within={within} compared={compared} />
      </details>
    </figure>
  );
}

function DayBar({ one, x, scale, special, compared }: { one: Day; x: number; scale: number; special: boolean; compared: boolean }): JSX.Element {
  const { dates } = texts();
  const height = one.after * scale;
  const was = HEIGHT - FOOT - one.before * scale;
  const date = new Date(one.day);
  const label = `${date.getUTCDate()}.${date.getUTCMonth() + 1}.`;
  return (
    <g>
      <title>{`${dayWords(one.day, dates)}: ${grouped(Math.round(one.after))}`}</title>
      <rect class="day" data-kind={special ? "within" : "ordinary"} x={x + (STEP - WIDTH) / 2} y={HEIGHT - FOOT - height} width={WIDTH} height={height} />
      {compared && Math.abs(one.after - one.before) >= 0.5 ? <line class="was" x1={x} x2={x + STEP} y1={was} y2={was} /> : null}
      {one.after >= 0.5 ? <text class="value" x={x + STEP / 2} y={Math.min(HEIGHT - FOOT - height, compared ? was : HEIGHT) - 3}>{Math.round(one.after)}</text> : null}
      {date.getUTCDay() === MONDAY ? <text x={x + STEP / 2} y={HEIGHT - 5}>{label}</text> : null}
    </g>
  );
}

function Table({ days, within, compared }: DayBarsProps): JSX.Element {
  const { deadlines: t } = planningTexts();
  const { dates } = texts();
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div class="scroll" role="group" aria-label={t.table} tabIndex={0}>
      <table class="number">
        <thead><tr><th scope="col">{t.day}</th>{compared ? <><th scope="col">{t.nowColumn}</th><th scope="col">{t.thenColumn}</th></> : <th scope="col">{t.expected}</th>}<th scope="col">{t.deadline}</th></tr></thead>
        <tbody>
          {days.map((one) => (
            <tr key={one.day}>
              <th scope="row">{dayWords(one.day, dates)}</th>
              {compared ? <td>{grouped(Math.round(one.before))}</td> : null}
              <td>{grouped(Math.round(one.after))}</td>
              <td class="words">{within(one.day) ?? ""}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
