// What came of it: each change in a sentence and a bar, all figures in a table, and what a replay cannot know.
import type { JSX } from "preact";
import { monthWords } from "../publish/words.ts";
import { staffTexts } from "../shared/texts/staff.ts";
import { whatIfTexts } from "../shared/texts/what_if.ts";
import { type Change, type Channel, CHANNELS, type Column, type Outcome, type Reached, type Verdict } from "./calls.ts";
import { changeWords, columnsOf, decimal, percentOf, signed } from "./words.ts";

interface ShownProps { outcome: Outcome; changes: readonly Change[] }

export function Shown({ outcome, changes }: ShownProps): JSX.Element {
  const t = whatIfTexts();
  const columns = columnsOf(outcome, changes);
  const own = columns.filter(([name]) => outcome.changes.includes(name));
  const base = columns.find(([name]) => name === outcome.base);
  const together = own.length < changes.length;
  return (
    <>
      <section class="card" aria-labelledby="came-of-it">
        <h2 id="came-of-it" tabIndex={-1}>{t.cameOfIt(monthWords(outcome.month))}</h2>
        <p class="quiet">{t.against(base?.[1] ?? "")}</p>
        <ul class="findings-list">
          {own.map(([name, words]) => (
            <li key={name}>
              <h3>{words}</h3>
              {together ? <ul class="parts-of-it">{changes.map((change) => <li key={changeWords(change)}>{changeWords(change)}</li>)}</ul> : null}
              {CHANNELS.map((channel) => <Finding key={channel} outcome={outcome} name={name} channel={channel} />)}
              <Work outcome={outcome} name={name} />
            </li>
          ))}
        </ul>
      </section>
      <section class="card" aria-labelledby="side-by-side">
        <h2 id="side-by-side">{t.sideBySide}</h2>
        <Table outcome={outcome} columns={columns} />
      </section>
      <Unknown outcome={outcome} />
    </>
  );
}

function Finding({ outcome, name, channel }: { outcome: Outcome; name: string; channel: Channel }): JSX.Element | null {
  const t = whatIfTexts();
  const [was, now] = [outcome.columns[outcome.base]?.channels[channel], outcome.columns[name]?.channels[channel]];
  const verdict = outcome.verdicts[name]?.[channel];
  if (!was || !now || (was.arrivals === 0 && now.arrivals === 0)) return null;
  const within = verdict?.within_target ?? null;
  return (
    <div class="finding" data-verdict={kindOf(within)}>
      <p><strong>{staffTexts().channel[channel]}:</strong> {t.within(percentOf(now.answered_within_target, now.arrivals), percentOf(was.answered_within_target, was.arrivals))} <span class="verdict">{verdictWords(within)}</span></p>
      <Bars was={share(was)} now={share(now)} />
      <p class="quiet small">{t.left(now.left, was.left)}{now.turned_away === was.turned_away ? "" : ` ${t.turnedAway(now.turned_away, was.turned_away)}`}{now.from_the_door > 0 ? ` ${t.fromTheDoor(now.from_the_door)}` : ""}</p>
    </div>
  );
}

/** The sentence says it all: what is drawn is for those who look. */
function Bars({ was, now }: { was: number; now: number }): JSX.Element {
  return (
    <svg class="pair" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
      <rect class="track" width="100" height="10" rx="1" />
      <rect class="now" width={now} height="6" rx="1" />
      <rect class="was" y="7" width={was} height="3" rx="1" />
    </svg>
  );
}

function Work({ outcome, name }: { outcome: Outcome; name: string }): JSX.Element | null {
  const t = whatIfTexts();
  const [was, now] = [outcome.columns[outcome.base], outcome.columns[name]];
  if (!was || !now) return null;
  const hours = now.staffed_hours - was.staffed_hours;
  const empty = CHANNELS.filter((channel) => now.unstaffed_hours[channel] > was.unstaffed_hours[channel] + 0.05);
  const lengths = [...new Set(empty.map((channel) => decimal(now.unstaffed_hours[channel])))];
  const named = (length: string): string => empty.filter((channel) => decimal(now.unstaffed_hours[channel]) === length).map((channel) => staffTexts().channel[channel]).join(", ");
  return (
    <>
      {Math.abs(hours) >= 0.05 ? <p class="quiet small">{t.hours(decimal(now.staffed_hours), signed(hours))}</p> : null}
      {lengths.map((length) => <p key={length} class="doubt">{t.nobody(named(length), length)}</p>)}
    </>
  );
}

type Line = readonly [string, (one: Reached) => string];

function Table({ outcome, columns }: { outcome: Outcome; columns: readonly (readonly [string, string])[] }): JSX.Element {
  const t = whatIfTexts();
  const all = columns.map(([name]) => outcome.columns[name]).filter((one): one is Column => one !== undefined);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div class="scroll" role="group" aria-labelledby="side-by-side" tabIndex={0}>
      <table class="number">
        <thead><tr><th scope="col">{t.rows.what}</th>{columns.map(([name, words]) => <th key={name} scope="col">{words}</th>)}</tr></thead>
        {CHANNELS.map((channel) => (
          <tbody key={channel}>
            <tr><th scope="rowgroup" colSpan={columns.length + 1} class="group">{staffTexts().channel[channel]}</th></tr>
            {linesOf(channel).map(([words, cell]) => <tr key={words}><th scope="row">{words}</th>{columns.map(([name], place) => <td key={name}>{all[place] ? cell(all[place].channels[channel]) : ""}</td>)}</tr>)}
            <tr><th scope="row">{t.rows.open}</th>{all.map((one, place) => <td key={columns[place]?.[0]}>{decimal(one.open_hours[channel])}</td>)}</tr>
            <tr><th scope="row">{t.rows.nobody}</th>{all.map((one, place) => <td key={columns[place]?.[0]}>{decimal(one.unstaffed_hours[channel])}</td>)}</tr>
          </tbody>
        ))}
        <tbody>
          <tr><th scope="rowgroup" colSpan={columns.length + 1} class="group">{t.rows.work}</th></tr>
          <tr><th scope="row">{t.rows.hours}</th>{all.map((one, place) => <td key={columns[place]?.[0]}>{decimal(one.staffed_hours)}</td>)}</tr>
          <tr><th scope="row">{t.rows.occupancy}</th>{all.map((one, place) => <td key={columns[place]?.[0]}>{percentOf(one.occupancy, 1)}</td>)}</tr>
        </tbody>
      </table>
    </div>
  );
}

function linesOf(channel: Channel): Line[] {
  const { rows } = whatIfTexts();
  const seconds = (value: number | null): string => (value === null ? "–" : rows.seconds(value));
  const lines: Line[] = [
    [rows.arrivals, (one) => String(one.arrivals)],
    [rows.answered, (one) => percentOf(one.answered, one.arrivals)],
    [rows.within, (one) => percentOf(one.answered_within_target, one.arrivals)],
    [rows.left, (one) => percentOf(one.left, one.arrivals)],
    [rows.turnedAway, (one) => percentOf(one.turned_away, one.arrivals)],
    [rows.p50, (one) => seconds(one.wait_p50_seconds)],
    [rows.p90, (one) => seconds(one.wait_p90_seconds)],
  ];
  return channel === "chat" ? [...lines, [rows.second, (one) => percentOf(one.second_chats, one.answered)]] : lines;
}

function Unknown({ outcome }: { outcome: Outcome }): JSX.Element {
  const t = whatIfTexts();
  const { recorded, "as they were there": there } = outcome.columns;
  const { assumed } = outcome;
  const channels = staffTexts().channel;
  const own = [
    ...(assumed.without_rota ? [t.assumed.withoutRota] : []),
    ...(assumed.by_hand > 0 ? [t.assumed.byHand(assumed.by_hand)] : []),
    ...(assumed.attempts > 0 ? [t.assumed.attempts(assumed.attempts, decimal(assumed.attempt_hours))] : []),
    ...(assumed.rules_changed > 0 ? [t.assumed.rulesChanged(assumed.rules_changed)] : []),
    ...assumed.patience.map((channel) => t.assumed.patience(channels[channel])),
  ];
  return (
    <section class="card" aria-labelledby="unknown">
      <h2 id="unknown">{t.unknown}</h2>
      <ul class="plain-list">
        {recorded && there ? CHANNELS.filter((channel) => recorded.channels[channel].arrivals > 0).map((channel) => (
          <li key={channel}>{t.off(channels[channel], percentOf(recorded.channels[channel].answered_within_target, recorded.channels[channel].arrivals), percentOf(there.channels[channel].answered_within_target, there.channels[channel].arrivals))}</li>
        )) : null}
        {[...own, ...t.always].map((words) => <li key={words}>{words}</li>)}
      </ul>
    </section>
  );
}

function share(one: Reached): number {
  return one.arrivals === 0 ? 0 : (100 * one.answered_within_target) / one.arrivals;
}

function kindOf(verdict: Verdict | null): "better" | "worse" | "chance" {
  if (verdict === null || !verdict.sure || Math.abs(verdict.points) < 0.05) return "chance";
  return verdict.points > 0 ? "better" : "worse";
}

function verdictWords(verdict: Verdict | null): string {
  const t = whatIfTexts();
  if (verdict === null) return "";
  if (Math.abs(verdict.points) < 0.05) return t.same;
  const points = signed(verdict.points);
  return verdict.sure ? t.points(points) : t.chance(points);
}
