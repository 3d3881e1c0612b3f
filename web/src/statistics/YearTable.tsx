// One table of the year: what was registered, how many, and the share with and without «ikke registrert».
import type { JSX } from "preact";
import { insightTexts } from "../shared/texts/insight.ts";
import { BarCell } from "./BarTable.tsx";
import { rowName, shareWords } from "./topic_words.ts";
import { Count } from "./TopicBars.tsx";
import { grouped } from "./words.ts";
import { rowsOf, type TableName, type YearAnswer, type YearRow } from "./year_calls.ts";

export function YearTable({ answer, table }: { answer: YearAnswer; table: TableName }): JSX.Element {
  const t = insightTexts();
  const rows = rowsOf(answer.rows, table);
  const id = `year-${table}`;
  return (
    <section class="card" aria-labelledby={id}>
      <h3 id={id}>{t.year.tables[table]}</h3>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div class="scroll" role="group" aria-labelledby={id} tabIndex={0}>
        <table class="number beside-bars year">
          <thead><tr><th scope="col">{t.year.tables[table]}</th><th scope="col">{t.count}</th><td aria-hidden="true" /><th scope="col">{t.shareOfAll}</th><th scope="col">{t.shareOfRegistered}</th></tr></thead>
          <tbody>{rows.map((row) => <Line key={row.code} row={row} contacts={answer.contacts} />)}</tbody>
          <tfoot><tr><th scope="row">{t.year.sum}</th><td>{grouped(answer.contacts)}</td><td aria-hidden="true" /><td>{shareWords(1)}</td><td aria-hidden="true" /></tr></tfoot>
        </table>
      </div>
    </section>
  );
}

function Line({ row, contacts }: { row: YearRow; contacts: number }): JSX.Element {
  return (
    <tr data-level={row.parent === null ? "1" : "2"} data-registered={row.registered}>
      <th scope="row">{rowName(row)}</th>
      <Count count={row.contacts} /><BarCell share={(row.contacts ?? 0) / contacts} />
      <td>{shareWords(row.share)}</td><td>{shareWords(row.share_registered)}</td>
    </tr>
  );
}
