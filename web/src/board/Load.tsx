// Today by the hour: bars to see at arm's length, and the same figures as a table.
import type { JSX } from "preact";
import { lengthWords } from "../shared/elapsed.ts";
import type { HourBoard } from "../shared/protocol.ts";
import { staffTexts } from "../shared/texts/staff.ts";
import { type HourLoad, hoursOf } from "./hours.ts";
import { load } from "./model.ts";

const WIDTH = 960;
const HEIGHT = 200;
const FOOT = 24;
const HEAD = 20;
/** Patterns belong to the page that draws them, so they stand here and not in a style sheet. */
const FILLS: Record<string, string | undefined> = { left: "url(#hatch)", "turned-away": "url(#dots)" };

export function Load({ hour }: { hour: HourBoard }): JSX.Element {
  const { board: t } = staffTexts();
  const hours = hoursOf(load.value?.rows ?? []);
  return (
    <section class="card" aria-labelledby="today">
      <div class="card-head">
        <h2 id="today">{t.today}</h2>
        <p class="quiet number">{t.thisHour(hour.arrivals)}</p>
      </div>
      {load.value && hours.length === 0 ? <p class="quiet">{t.noLoad}</p> : null}
      {load.value ? null : <div class="skeleton" aria-hidden="true"><span /><span /></div>}
      {hours.length > 0 ? <><Legend /><Bars hours={hours} now={hour.starts_at} /><Table hours={hours} /></> : null}
    </section>
  );
}

function Legend(): JSX.Element {
  const { board: t } = staffTexts();
  const parts = [["answered", t.answered], ["left", t.left], ["turned-away", t.turnedAway], ["other", t.waiting]] as const;
  return <ul class="legend small">{parts.map(([kind, words]) => <li key={kind}><span class="swatch" data-kind={kind} aria-hidden="true" /> {words}</li>)}</ul>;
}

function Bars({ hours, now }: { hours: HourLoad[]; now: string }): JSX.Element {
  const { board: t } = staffTexts();
  const most = Math.max(4, ...hours.map((hour) => hour.arrivals));
  const step = WIDTH / Math.max(hours.length, 8);
  const scale = (HEIGHT - FOOT - HEAD) / most;
  return (
    <svg class="bars" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={t.chartLabel}>
      <defs>
        <pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect class="hatch-ground" width="6" height="6" /><rect class="hatch-line" width="2" height="6" />
        </pattern>
        <pattern id="dots" width="6" height="6" patternUnits="userSpaceOnUse"><circle class="hatch-line" cx="2" cy="2" r="1.4" /></pattern>
      </defs>
      <line class="axis" x1="0" x2={WIDTH} y1={HEIGHT - FOOT} y2={HEIGHT - FOOT} />
      {hours.map((hour, index) => <Bar key={hour.startsAt} hour={hour} x={index * step} step={step} scale={scale} current={sameHour(hour.startsAt, now)} />)}
    </svg>
  );
}

function Bar({ hour, x, step, scale, current }: { hour: HourLoad; x: number; step: number; scale: number; current: boolean }): JSX.Element {
  const width = Math.min(56, step * 0.7);
  const left = x + (step - width) / 2;
  const parts = [["answered", hour.answered], ["left", hour.left], ["turned-away", hour.turnedAway], ["other", hour.other]] as const;
  let top = HEIGHT - FOOT;
  return (
    <g>
      <title>{staffTexts().board.bar(hour.hour, hour.arrivals)}</title>
      {parts.map(([kind, count]) => {
        const height = count * scale;
        top -= height;
        return count > 0 ? <rect key={kind} class="bar" data-kind={kind} fill={FILLS[kind]} x={left} y={top} width={width} height={height} /> : null;
      })}
      {hour.arrivals > 0 ? <text class="value" x={x + step / 2} y={top - 5}>{hour.arrivals}</text> : null}
      <text class="hour" data-now={current} x={x + step / 2} y={HEIGHT - 6}>{hour.hour}</text>
    </g>
  );
}

function Table({ hours }: { hours: HourLoad[] }): JSX.Element {
  const { board: t, time } = staffTexts();
  const sum = (pick: (hour: HourLoad) => number): number => hours.reduce((all, hour) => all + pick(hour), 0);
  return (
    // A wide table scrolls by itself, and whoever has no pointer must reach it.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div class="scroll" role="group" aria-label={t.today} tabIndex={0}>
      <table class="number">
        <thead><tr>{[t.hour, t.arrivals, t.answered, t.left, t.turnedAway, t.medianWait, t.staffed].map((words) => <th key={words} scope="col">{words}</th>)}</tr></thead>
        <tbody>
          {hours.map((hour) => (
            <tr key={hour.startsAt}>
              <th scope="row">{`${hour.hour}–${String((Number(hour.hour) + 1) % 24).padStart(2, "0")}`}</th>
              <td>{hour.arrivals}</td><td>{hour.answered}</td><td>{hour.left}</td><td>{hour.turnedAway}</td>
              <td>{hour.medianWait === null ? "–" : lengthWords(hour.medianWait, time)}</td><td>{tenths(hour.staffed)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t.total}</th>
            <td>{sum((hour) => hour.arrivals)}</td><td>{sum((hour) => hour.answered)}</td><td>{sum((hour) => hour.left)}</td>
            <td>{sum((hour) => hour.turnedAway)}</td><td>–</td><td>{tenths(sum((hour) => hour.staffed))}</td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

/** One decimal, as the language writes it. */
function tenths(value: number): string {
  return value.toFixed(1).replace(".", staffTexts().board.decimal);
}

function sameHour(a: string, b: string): boolean {
  return a.slice(0, 13) === b.slice(0, 13);
}
