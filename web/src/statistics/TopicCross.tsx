// Topics against something else, such as the education level asked about: a topic a row, the other a column.
import type { JSX } from "preact";
import { insightTexts } from "../shared/texts/insight.ts";
import { Choice } from "./Choice.tsx";
import { SHADES, shadeOf } from "./grid.ts";
import { countWords, type Levels, rowName, shareWords, valueWords } from "./topic_words.ts";
import { BY, LEVELS, type Show, SHOWS, type TopicsAsked } from "./topics_asked.ts";
import type { TopicCell, Topics } from "./topics_calls.ts";

interface CrossProps { found: Topics; levels: Levels; onAsk: (next: TopicsAsked) => void }

export function TopicCross({ found, levels, onAsk }: CrossProps): JSX.Element {
  const t = insightTexts();
  const { asked } = found;
  const heading = t.topics.crossed(t.topics.byOf[asked.by].toLowerCase());
  return (
    <section class="card" aria-labelledby="topic-cross">
      <h2 id="topic-cross">{heading}</h2>
      <div class="tools filters">
        <Choice id="by" label={t.topics.by} value={asked.by} options={BY.map((one) => [one, t.topics.byOf[one]])} onChoose={(by) => onAsk({ ...asked, by } as TopicsAsked)} />
        <Choice id="level" label={t.topics.level} value={asked.level} options={LEVELS.map((one) => [one, t.topics.levels[one]])} onChoose={(level) => onAsk({ ...asked, level } as TopicsAsked)} />
        <Choice id="show" label={t.topics.show} value={asked.show} options={SHOWS.map((one) => [one, t.topics.shows[one]])} onChoose={(show) => onAsk({ ...asked, show } as TopicsAsked)} />
      </div>
      {allHidden(found) ? <p>{t.topics.allHidden} {asked.level === "2" ? t.topics.wider : t.topics.longer}</p> : (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <div class="scroll" role="group" aria-labelledby="topic-cross" tabIndex={0}><Table found={found} levels={levels} /></div>
      )}
      <p class="quiet small note">{t.hiddenMeans}</p>
    </section>
  );
}

/** Whether nothing would be left to look at. */
function allHidden({ divided: { cells } }: Topics): boolean {
  return cells.filter((cell) => cell.topic !== "all" && cell.topic !== "not_registered").every((cell) => cell.contacts === null);
}

function Table({ found, levels }: { found: Topics; levels: Levels }): JSX.Element {
  const t = insightTexts();
  const { divided: answer, asked } = found;
  const cells = new Map(answer.cells.map((cell) => [`${cell.topic} ${cell.value}`, cell]));
  const topics = [...linesOf(found), ["not_registered", t.notRegistered] as const];
  const inside = topics.slice(0, -1).flatMap(([topic]) => answer.values.map((value) => figureOf(cells.get(`${topic} ${value}`), asked.show) ?? 0));
  const most = Math.max(0, ...inside);
  return (
    <table class="number heat cross">
      <caption class="quiet small"><span>{t.topics.crossedCaption}</span></caption>
      <thead><tr><th scope="col">{t.topics.topic}</th>{answer.values.map((value) => <th key={value} scope="col">{valueWords(value, asked.by, levels)}</th>)}</tr></thead>
      <tbody>
        {topics.map(([topic, words]) => (
          <tr key={topic}>
            <th scope="row">{words}</th>
            {answer.values.map((value) => <Cell key={value} cell={cells.get(`${topic} ${value}`)} show={asked.show} most={topic === "not_registered" ? 0 : most} />)}
          </tr>
        ))}
      </tbody>
      <tfoot><tr><th scope="row">{t.all}</th>{answer.values.map((value) => <Cell key={value} cell={cells.get(`all ${value}`)} show="contacts" most={0} />)}</tr></tfoot>
    </table>
  );
}

/** The topics of the level that is shown, with their names. */
function linesOf({ answer, divided, asked }: Topics): (readonly [string, string])[] {
  const shown = new Set(divided.cells.map((cell) => cell.topic));
  return answer.rows.filter((row) => (row.parent === null) === (asked.level === "1") && shown.has(row.topic)).map((row) => [row.topic, rowName(row)] as const);
}

/** Nobody in a cell that is not there. */
function figureOf(cell: TopicCell | undefined, show: Show): number | null {
  return cell === undefined ? 0 : cell[show];
}

function Cell({ cell, show, most }: { cell: TopicCell | undefined; show: Show; most: number }): JSX.Element {
  const value = figureOf(cell, show);
  const hidden = cell !== undefined && cell.contacts === null;
  const words = hidden ? countWords(null) : show === "contacts" ? countWords(value) : shareWords(value);
  return <td class={hidden ? "quiet hidden-figure" : undefined} data-shade={most > 0 ? Math.min(SHADES, shadeOf(value, most)) : undefined}>{words}</td>;
}
