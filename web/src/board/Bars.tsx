// Today's hours as bars, to see at arm's length: pattern and colour both tell what became of people.
import type { JSX } from "preact";
import { staffTexts } from "../shared/texts/staff.ts";
import type { HourLoad } from "./hours.ts";

const WIDTH = 960;
const HEIGHT = 200;
const FOOT = 24;
const HEAD = 20;
/** As far as a line with its ground reaches. */
const CLEAR = 4;
/** People who are expected less often than that in an hour are no line to look at. */
const SHOWN_FROM = 0.5;

/** Patterns belong to the page that draws them, so they stand here and not in a style sheet. */
const FILLS: Record<string, string | undefined> = { left: "url(#hatch)", lost: "url(#lines)", "turned-away": "url(#dots)" };

export function Legend({ line }: { line: string | null }): JSX.Element {
  const { board: t } = staffTexts();
  const parts = [["answered", t.answeredByChat], ["by-phone", t.answeredByPhone], ["left", t.left], ["lost", t.lost], ["turned-away", t.turnedAway], ["other", t.other]] as const;
  return <ul class="legend small">{parts.map(([kind, words]) => <li key={kind}><span class="swatch" data-kind={kind} aria-hidden="true" /> {words}</li>)}<li><span class="staffed-mark" aria-hidden="true" /> {t.staffed}</li>{line === null ? null : <li><span class="usual-mark" aria-hidden="true" /> {line}</li>}</ul>;
}

export function Bars({ hours, now }: { hours: HourLoad[]; now: string }): JSX.Element {
  const { board: t } = staffTexts();
  const most = Math.max(4, ...hours.map((hour) => Math.max(hour.arrivals, hour.expected ?? 0, hour.staffed)));
  const step = WIDTH / Math.max(hours.length, 8);
  const scale = (HEIGHT - FOOT - HEAD) / most;
  return (
    <svg class="bars" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={t.chartLabel}>
      <defs>
        <pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect class="hatch-ground" width="6" height="6" /><rect class="hatch-line" width="2" height="6" />
        </pattern>
        <pattern id="lines" width="6" height="6" patternUnits="userSpaceOnUse"><rect class="hatch-ground" width="6" height="6" /><rect class="hatch-line" width="6" height="2" /></pattern>
        <pattern id="dots" width="6" height="6" patternUnits="userSpaceOnUse"><circle class="hatch-line" cx="2" cy="2" r="1.4" /></pattern>
      </defs>
      <line class="axis" x1="0" x2={WIDTH} y1={HEIGHT - FOOT} y2={HEIGHT - FOOT} />
      {hours.map((hour, index) => <Bar key={hour.startsAt} hour={hour} x={index * step} step={step} scale={scale} current={sameHour(hour.startsAt, now)} />)}
      <Staffed hours={hours.filter((hour) => hour.startsAt.slice(0, 13) < now.slice(0, 13))} step={step} scale={scale} />
      {hours.map((hour, index) => hour.arrivals > 0 ? <text key={hour.startsAt} class="value" x={(index + 0.5) * step} y={above(HEIGHT - FOOT - hour.arrivals * scale, expectedLine(hour, scale))}>{hour.arrivals}</text> : null)}
    </svg>
  );
}

function Bar({ hour, x, step, scale, current }: { hour: HourLoad; x: number; step: number; scale: number; current: boolean }): JSX.Element {
  const width = Math.min(56, step * 0.7);
  const left = x + (step - width) / 2;
  const parts = [["answered", hour.answered - hour.answeredByPhone], ["by-phone", hour.answeredByPhone], ["left", hour.left], ["lost", hour.lost], ["turned-away", hour.turnedAway], ["other", hour.other]] as const;
  const line = expectedLine(hour, scale);
  let top = HEIGHT - FOOT;
  return (
    <g>
      <title>{staffTexts().board.bar(hour.hour, hour.arrivals)}</title>
      {parts.map(([kind, count]) => {
        const height = count * scale;
        top -= height;
        return count > 0 ? <rect key={kind} class="bar" data-kind={kind} fill={FILLS[kind]} x={left} y={top} width={width} height={height} /> : null;
      })}
      {line === null ? null : <Expected left={left} width={width} y={line} />}
      <text class="hour" data-now={current} x={x + step / 2} y={HEIGHT - 6}>{hour.hour}</text>
    </g>
  );
}

/** How many people there were in each hour that is over, as a line of steps; this hour has only begun. */
function Staffed({ hours, step, scale }: { hours: HourLoad[]; step: number; scale: number }): JSX.Element | null {
  if (hours.length === 0) return null;
  const steps = hours.map((hour, index) => `${index === 0 ? "M0," : "V"}${HEIGHT - FOOT - hour.staffed * scale}H${(index + 1) * step}`);
  return <><path class="staffed-ground" d={steps.join("")} /><path class="staffed" d={steps.join("")} /></>;
}

/** Where the line of what is expected crosses an hour, or null where there is none to look at. */
function expectedLine(hour: HourLoad, scale: number): number | null {
  return hour.expected === null || hour.expected < SHOWN_FROM ? null : HEIGHT - FOOT - hour.expected * scale;
}

/** Where the figure of a bar stands: over the bar, and over a line that would cross it. */
function above(top: number, line: number | null): number {
  const crossed = line !== null && line < top + CLEAR && line > top - HEAD - CLEAR;
  return (crossed ? Math.min(line, top) : top) - (crossed ? CLEAR + 3 : 5);
}

/** A line across the bar, with a ground of its own to stand out from any bar. */
function Expected({ left, width, y }: { left: number; width: number; y: number }): JSX.Element {
  const ends = { x1: left - 4, x2: left + width + 4, y1: y, y2: y };
  return <><line class="usual-ground" {...ends} /><line class="usual" {...ends} /></>;
}

function sameHour(a: string, b: string): boolean {
  return a.slice(0, 13) === b.slice(0, 13);
}
