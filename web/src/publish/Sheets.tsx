// The tables of what is published: what is hidden says so.
import type { JSX } from "preact";
import { countWords, shareWords } from "../statistics/topic_words.ts";
import type { Cell, Line, Sheet } from "./sheets.ts";

export function Sheets({ sheets }: { sheets: readonly Sheet[] }): JSX.Element {
  return <div class="sheets">{sheets.map((sheet) => <One key={sheet.id} sheet={sheet} />)}</div>;
}

function One({ sheet: { id, heading, first, counts, shares, lines } }: { sheet: Sheet }): JSX.Element {
  return (
    <div class="sheet">
      <h3 id={`sheet-${id}`}>{heading}</h3>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div class="scroll" role="group" aria-labelledby={`sheet-${id}`} tabIndex={0}>
        <table class="number">
          <thead><tr><th scope="col">{first}</th>{[...counts, ...shares].map((name) => <th key={name} scope="col">{name}</th>)}</tr></thead>
          <tbody>{lines.map((line) => <Row key={line.key} line={line} />)}</tbody>
        </table>
      </div>
    </div>
  );
}

function Row({ line: { name, level, counts, shares } }: { line: Line }): JSX.Element {
  return (
    <tr data-level={level}>
      <th scope="row">{name}</th>
      {counts.map((count, index) => <Count key={index} count={count} />)}
      {shares.map((share, index) => <td key={index}>{shareWords(share ?? null)}</td>)}
    </tr>
  );
}

function Count({ count }: { count: Cell }): JSX.Element {
  return <td class={count === null ? "quiet hidden-figure" : undefined}>{count === undefined ? "–" : countWords(count)}</td>;
}
