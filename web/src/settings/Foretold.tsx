// How well the forecast did in the last weeks, below what it says of the coming ones.
import type { JSX } from "preact";
import { Skeleton } from "../board/Skeleton.tsx";
import { figuresTexts } from "../shared/texts/figures.ts";
import { planningTexts } from "../shared/texts/planning.ts";
import { staffTexts } from "../shared/texts/staff.ts";
import { Defined } from "../statistics/Defined.tsx";
import { type ForecastRecord, getRecord, judgedRows, judgedWords } from "./foretold.ts";
import { useFound } from "./found.ts";
import { Unread } from "./Unread.tsx";

/** `of` names the deadlines: with others, other things would have been said. */
export function Foretold({ of }: { of: string }): JSX.Element {
  const { foretold: t } = planningTexts();
  const found = useFound(getRecord, { key: of });
  return (
    <section class="card" aria-labelledby="foretold">
      <h2 id="foretold">{t.heading}</h2>
      <Unread of={found} />
      {found.value === null && !found.failed ? <Skeleton /> : null}
      {found.value === null ? null : <Rows record={found.value} />}
    </section>
  );
}

function Rows({ record }: { record: ForecastRecord }): JSX.Element {
  const t = planningTexts();
  const figures = figuresTexts();
  const rows = judgedRows(record);
  if (rows.length === 0) return <p class="quiet">{t.foretold.none}</p>;
  const allAfterwards = rows.every((row) => row.replayed);
  return (
    <>
      <p class="quiet">{t.foretold.goal}{allAfterwards ? ` ${t.foretold.replayed}` : ""}</p>
      <div class="foretold">
        {rows.map((row) => (
          <div key={`${row.channel}-${row.days_ahead}`}>
            <h3>{t.foretold.ahead(staffTexts().channel[row.channel], row.days_ahead)}</h3>
            <ul>{judgedWords(row, t, figures).map((words) => <li key={words}>{words}</li>)}</ul>
            {row.replayed && !allAfterwards ? <p class="small quiet">{t.foretold.replayed}</p> : null}
          </div>
        ))}
      </div>
      <Defined definitions={record.definitions} terms={Object.entries(t.foretold.terms)} />
    </>
  );
}
