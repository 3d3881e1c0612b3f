// Today by the hour: bars, the same figures as a table, and what each of them means.
import type { JSX } from "preact";
import { lengthWords } from "../shared/elapsed.ts";
import type { HourBoard } from "../shared/protocol.ts";
import { named, staffTexts } from "../shared/texts/staff.ts";
import { Bars, Legend } from "./Bars.tsx";
import { type HourLoad, hoursOf, hoursToCome } from "./hours.ts";
import { expected, load } from "./model.ts";

export function Load({ hour }: { hour: HourBoard }): JSX.Element {
  const { board: t } = staffTexts();
  const hours = hoursOf(load.value?.rows ?? [], expected.value.hours);
  const foreseen = Math.round(hour.forecast ?? 0);
  const toCome = hoursToCome(hours, expected.value.hours);
  return (
    <section class="card" aria-labelledby="today">
      <div class="card-head">
        <h2 id="today">{t.today}</h2>
        <p class="quiet number">{foreseen === 0 ? t.thisHour(hour.arrivals) : t.thisHourOf(hour.arrivals, foreseen)}</p>
      </div>
      {load.value && hours.length === 0 ? <p class="quiet">{t.noLoad}</p> : null}
      {load.value ? null : <div class="skeleton" aria-hidden="true"><span /><span /></div>}
      {hours.length > 0 ? <><Legend line={expected.value.hours.size > 0 ? lineName() : null} /><Bars hours={[...hours, ...toCome]} now={hour.starts_at} /><Table hours={hours} /><Definitions /></> : null}
    </section>
  );
}

function Table({ hours }: { hours: HourLoad[] }): JSX.Element {
  const { board: t, time } = staffTexts();
  const sum = (pick: (hour: HourLoad) => number): number => hours.reduce((all, hour) => all + pick(hour), 0);
  const heads = [t.hour, t.arrivals, lineName(), t.answered, t.byPhone, t.left, t.lost, t.turnedAway, t.other, t.medianWait, t.staffed];
  return (
    // A wide table scrolls by itself, and whoever has no pointer must reach it.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div class="scroll" role="group" aria-label={t.today} tabIndex={0}>
      <table class="number">
        <thead><tr>{heads.map((words) => <th key={words} scope="col">{words}</th>)}</tr></thead>
        <tbody>
          {hours.map((hour) => (
            <tr key={hour.startsAt}>
              <th scope="row">{`${hour.hour}–${String((Number(hour.hour) + 1) % 24).padStart(2, "0")}`}</th>
              <td>{hour.arrivals}</td><td class="quiet">{hour.expected === null ? "–" : Math.round(hour.expected)}</td><td>{hour.answered}</td><td class="quiet">{hour.answeredByPhone}</td><td>{hour.left}</td><td>{hour.lost}</td><td>{hour.turnedAway}</td><td>{hour.other}</td>
              <td>{hour.medianWait === null ? "–" : lengthWords(hour.medianWait, time)}</td><td>{tenths(hour.staffed)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t.total}</th>
            <td>{sum((hour) => hour.arrivals)}</td><td class="quiet">{expected.value.hours.size > 0 ? Math.round(sum((hour) => hour.expected ?? 0)) : "–"}</td><td>{sum((hour) => hour.answered)}</td><td class="quiet">{sum((hour) => hour.answeredByPhone)}</td><td>{sum((hour) => hour.left)}</td>
            <td>{sum((hour) => hour.lost)}</td><td>{sum((hour) => hour.turnedAway)}</td><td>{sum((hour) => hour.other)}</td>
            <td>–</td><td>{tenths(sum((hour) => hour.staffed))}</td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

/** The desk's own definitions, the same as in every export. */
function Definitions(): JSX.Element {
  const { board: t } = staffTexts();
  const defined = load.value?.definitions ?? {};
  const columns = [
    [t.arrivals, "arrivals"], [t.answered, "answered"], [t.left, "abandoned"], [t.lost, "lost"], [t.turnedAway, "turned_away"],
    [t.medianWait, "wait_p50_seconds"], [t.staffed, "staffed_seconds"],
  ] as const;
  return (
    <details class="definitions small">
      <summary>{t.define}</summary>
      <dl>
        {columns.map(([term, figure]) => {
          const names = defined[figure];
          return names ? <div key={figure}><dt>{term}</dt><dd>{named(names)}</dd></div> : null;
        })}
        <div><dt>{lineName()}</dt><dd>{expected.value.forecast ? t.forecastMeans : t.usualMeans}</dd></div>
        <div><dt>{t.other}</dt><dd>{t.otherMeans}</dd></div>
      </dl>
    </details>
  );
}

/** What the line across the bars is. */
function lineName(): string {
  const { board: t } = staffTexts();
  return expected.value.forecast ? t.forecast : t.usual;
}

/** One decimal, as the language writes it. */
function tenths(value: number): string {
  return value.toFixed(1).replace(".", staffTexts().board.decimal);
}
