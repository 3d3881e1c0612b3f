// The year's tables as the annual report has them, to look at, to print, and as files.
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { osloDate } from "../shared/dates.ts";
import { deskNow } from "../shared/now.ts";
import { announce } from "../shared/parts/Announce.tsx";
import { insightTexts } from "../shared/texts/insight.ts";
import { shortDate } from "../hours/words.ts";
import { useFound } from "../settings/found.ts";
import "../settings/settings.css";
import { askedAt } from "./address.ts";
import { Answered, type Keyed } from "./Answered.tsx";
import { Choice } from "./Choice.tsx";
import { Defined } from "./Defined.tsx";
import { FileButtons } from "./FileButtons.tsx";
import "./statistics.css";
import { readTables, readYear, TABLES, type YearAnswer, yearAddress, yearPath, yearsUpTo } from "./year_calls.ts";
import { YearTable } from "./YearTable.tsx";
import { grouped } from "./words.ts";

const asked = askedAt("year", (hash) => readYear(hash, osloDate(deskNow())));

export function YearPage(): JSX.Element {
  const t = insightTexts();
  const today = osloDate(deskNow());
  const year = asked.value;
  const key = String(year);
  const found = useFound<Keyed<YearAnswer> | null>(async () => ({ key, answer: await readTables(year) }), { key });
  const shown = found.value?.key === key && found.value.answer !== null;
  useEffect(() => { if (shown) announce(t.year.shown(key)); }, [shown, key]);
  const choose = (next: string): void => { location.hash = yearAddress(Number(next), today); };
  return (
    <div class="settings statistics">
      <section class="card" aria-label={t.year.year}>
        <div class="tools filters">
          <Choice id="year" label={t.year.year} value={key} options={yearsUpTo(today, year).map((one) => [String(one), String(one)])} onChoose={choose} />
          <button type="button" class="ds-button print-button" data-variant="secondary" onClick={() => print()}>{t.print}</button>
        </div>
      </section>
      <Answered found={found} wanted={key} wrong={false} reset={() => choose(today.slice(0, 4))}>
        {(answer) => <Shown answer={answer} today={today} />}
      </Answered>
    </div>
  );
}

function Shown({ answer, today }: { answer: YearAnswer; today: string }): JSX.Element {
  const t = insightTexts();
  const until = osloDate(Date.parse(answer.until));
  return (
    <>
      <h2 class="year-heading">{t.year.shown(String(answer.year))}</h2>
      <p class="quiet">{t.year.caption(grouped(answer.contacts))} {answer.year === Number(today.slice(0, 4)) ? t.year.unfinished(shortDate(until)) : ""} {t.year.what} {t.sharesMean} {t.hiddenMeans}</p>
      {answer.contacts === 0 ? <section class="card"><p>{t.year.empty}</p></section> : <div class="year-tables">{TABLES.map((table) => <YearTable key={table} answer={answer} table={table} />)}</div>}
      <Defined definitions={answer.definitions} terms={[["recorded_contacts", t.count], ["share", t.shareOfAll], ["share_registered", t.shareOfRegistered], ["not_registered", t.notRegistered], ["small_cells", t.hidden]]} />
      <FileButtons hint={t.hiddenMeans} files={[{ words: t.year.shown(String(answer.year)), path: yearPath(answer.year), name: `annual-${answer.year}` }]} />
    </>
  );
}
