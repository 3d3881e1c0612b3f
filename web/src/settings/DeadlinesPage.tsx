// Deadlines that move people: the days ahead as they are expected, and what is entered.
import type { JSX } from "preact";
import "../hours/hours.css";
import { Skeleton } from "../board/Skeleton.tsx";
import { shortDate } from "../hours/words.ts";
import { osloDate } from "../shared/dates.ts";
import { deskNow } from "../shared/now.ts";
import { deskTexts } from "../shared/texts/desk.ts";
import { figuresTexts } from "../shared/texts/figures.ts";
import { planningTexts } from "../shared/texts/planning.ts";
import { named } from "../shared/texts/staff.ts";
import { DayBars } from "./DayBars.tsx";
import { DeadlineDialog } from "./DeadlineDialog.tsx";
import { type Deadline, type DeadlineDraft, draftOf, expectedFrom, getDeadlines, holdsOn, isPast } from "./deadlines.ts";
import { factorWords } from "./factor_words.ts";
import { useEditing } from "./editing.ts";
import { useFound } from "./found.ts";
import { Foretold } from "./Foretold.tsx";
import { History } from "./History.tsx";
import "./settings.css";
import "./planning.css";
import { Unread } from "./Unread.tsx";

export function DeadlinesPage(): JSX.Element {
  const { deadlines: t } = planningTexts();
  const today = osloDate(deskNow());
  const found = useFound(getDeadlines);
  const all = found.value;
  // Whenever a deadline is another, the forecast is.
  const ahead = useFound(() => expectedFrom(today), { key: JSON.stringify([today, all]) });
  const editor = useEditing<DeadlineDraft>("deadline", draftOf(null));
  if (all === null) return found.failed ? <Unread of={found} /> : <Skeleton />;
  const past = all.filter((one) => isPast(one, today));
  const others = all.filter((one) => !isPast(one, today));
  const edit = (one: Deadline | null): void => editor.open({ id: one?.deadline_id ?? null, version: one?.version ?? null, base: draftOf(one, figuresTexts().decimal) });
  const within = (day: string): string | null => all.filter((one) => holdsOn(one, day)).map((one) => named(one.name)).join(", ") || null;
  return (
    <div class="settings">
      <Unread of={found} />
      <section class="card" aria-label={t.what}>
        <div class="card-head">
          <p class="quiet">{t.hint}</p>
          <button type="button" class="ds-button" onClick={() => edit(null)}>{t.add}</button>
        </div>
      </section>
      <section class="card" aria-labelledby="deadlines-ahead">
        <h2 id="deadlines-ahead">{t.ahead}</h2>
        <Unread of={ahead} />
        {ahead.value?.length === 0 ? <p class="quiet">{t.aheadNone}</p> : null}
        {ahead.value && ahead.value.length > 0 ? <DayBars days={ahead.value} within={within} compared={false} /> : null}
      </section>
      <section class="card" aria-labelledby="deadlines-now">
        <h2 id="deadlines-now">{t.headings.now}</h2>
        {others.length === 0 ? <p class="quiet">{t.none}</p> : null}
        <ul class="notices">{others.map((one) => <Item key={one.deadline_id} one={one} standing={holdsOn(one, today)} onEdit={() => edit(one)} />)}</ul>
      </section>
      {past.length > 0 ? (
        <details class="card history">
          <summary>{t.headings.past(past.length)}</summary>
          <ul class="notices">{past.map((one) => <Item key={one.deadline_id} one={one} standing={false} onEdit={() => edit(one)} />)}</ul>
        </details>
      ) : null}
      <Foretold of={JSON.stringify([today, all])} />
      <History about="deadlines" after={all} />
      {editor.editing.value ? <DeadlineDialog editor={editor} found={found} /> : null}
    </div>
  );
}

function Item({ one, standing, onEdit }: { one: Deadline; standing: boolean; onEdit: () => void }): JSX.Element {
  const { deadlines: t } = planningTexts();
  const desk = deskTexts();
  return (
    <li>
      <div class="item-head">
        <h3>{named(one.name)}</h3>
        {standing ? <span class="tag-small changed">{t.standing}</span> : null}
        <span class="small number">{one.first === one.last ? shortDate(one.first) : t.days(shortDate(one.first), shortDate(one.last))}</span>
        <span class="small quiet number">{factorWords(one.factor)}</span>
        <button type="button" class="plain-button small" aria-label={desk.editNamed(named(one.name))} onClick={onEdit}>{desk.edit}</button>
      </div>
    </li>
  );
}
