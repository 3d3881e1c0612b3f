// How many asked about what: a topic a row, its bar beside it, shares with and without «ikke registrert».
import type { JSX } from "preact";
import { figuresTexts } from "../shared/texts/figures.ts";
import { insightTexts } from "../shared/texts/insight.ts";
import { BarCell } from "./BarTable.tsx";
import { countWords, rowName, shareWords } from "./topic_words.ts";
import { comparedIn, type TopicRow, type Topics, type TopicTable } from "./topics_calls.ts";
import { grouped } from "./words.ts";

export function TopicBars({ found }: { found: Topics }): JSX.Element {
  const t = insightTexts();
  const { asked } = found;
  // Where nobody came in the days compared, a sentence says so, and no column of zeros.
  const answer = { ...found.answer, compared: comparedIn(found) };
  const rows = answer.rows.filter((row) => asked.detail === "2" || row.parent === null);
  const most = Math.max(0, ...answer.rows.map((row) => row.primary ?? 0));
  const before = new Map(answer.compared?.rows.map((row) => [row.topic, row]));
  return (
    <section class="card" aria-labelledby="topic-bars">
      <h2 id="topic-bars">{t.topics.heading}</h2>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div class="scroll" role="group" aria-labelledby="topic-bars" tabIndex={0}>
        <table class="number beside-bars topics">
          <caption class="quiet small"><span>{t.topics.caption(grouped(answer.contacts), grouped(answer.not_registered))}</span></caption>
          <Heads compared={answer.compared !== null} />
          <tbody>{rows.map((row) => <Line key={row.topic} row={row} before={answer.compared ? before.get(row.topic) ?? null : undefined} most={most} />)}</tbody>
          <Foot answer={answer} most={most} />
        </table>
      </div>
      <p class="quiet small note">{t.sharesMean} {t.topics.namedMeans} {t.hiddenMeans}</p>
    </section>
  );
}

function Heads({ compared }: { compared: boolean }): JSX.Element {
  const t = insightTexts();
  return (
    <thead>
      <tr>
        <th scope="col">{t.topics.topic}</th><th scope="col">{t.topics.primary}</th><td aria-hidden="true" />
        <th scope="col">{t.shareOfAll}</th><th scope="col">{t.shareOfRegistered}</th><th scope="col">{t.topics.named}</th>
        {compared ? <><th scope="col">{t.topics.before}</th><th scope="col">{t.topics.before}: {t.shareOfRegistered.toLowerCase()}</th></> : null}
      </tr>
    </thead>
  );
}

/** `before`: the row of the days compared; null where there was none, undefined where nothing is compared. */
function Line({ row, before, most }: { row: TopicRow; before: TopicRow | null | undefined; most: number }): JSX.Element {
  return (
    <tr data-level={row.parent === null ? "1" : "2"}>
      <th scope="row">{rowName(row)}</th>
      <Count count={row.primary} /><BarCell share={most > 0 ? (row.primary ?? 0) / most : 0} />
      <td>{shareWords(row.primary_share)}</td><td>{shareWords(row.primary_share_registered)}</td><Count count={row.named} />
      {before === undefined ? null : <><Count count={before === null ? 0 : before.primary} /><td>{shareWords(before?.primary_share_registered ?? null)}</td></>}
    </tr>
  );
}

/** A count; one that is hidden is quieter than a figure. */
export function Count({ count }: { count: number | null }): JSX.Element {
  return <td class={count === null ? "quiet hidden-figure" : undefined}>{countWords(count)}</td>;
}

function Foot({ answer, most }: { answer: TopicTable & { compared: TopicTable | null }; most: number }): JSX.Element {
  const t = insightTexts();
  const { contacts, not_registered: missing, compared } = answer;
  const of = (part: number, whole: number): string => shareWords(whole > 0 ? part / whole : null);
  return (
    <tfoot>
      <tr><th scope="row">{t.notRegistered}</th><td>{grouped(missing)}</td><BarCell share={most > 0 ? missing / most : 0} /><td>{of(missing, contacts)}</td><td>–</td><td>–</td>
        {compared ? <><td>{grouped(compared.not_registered)}</td><td>–</td></> : null}</tr>
      <tr><th scope="row">{figuresTexts().sum}</th><td>{grouped(contacts)}</td><td aria-hidden="true" /><td>{of(contacts, contacts)}</td><td>{of(contacts - missing, contacts - missing)}</td><td>–</td>
        {compared ? <><td>{grouped(compared.contacts)}</td><td>{of(compared.contacts - compared.not_registered, compared.contacts - compared.not_registered)}</td></> : null}</tr>
    </tfoot>
  );
}
