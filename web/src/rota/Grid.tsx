// The week as a grid: a column a day, a row a person, centres as groups, and on top who there is by the hour.
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { osloDate } from "../shared/dates.ts";
import { deskNow } from "../shared/now.ts";
import { texts } from "../shared/texts/catalogue.ts";
import { rotaTexts } from "../shared/texts/rota.ts";
import { Cell } from "./Cell.tsx";
import { columnOf, type Piece, pieceIn } from "./geometry.ts";
import { floating, letBack } from "./floating.ts";
import { hold, keepFocus, letGo, onGridKey } from "./keyboard.ts";
import { type Centre, dates, opened, people, rota, week } from "./model.ts";
import { Needed } from "./Needed.tsx";
import { Staffed } from "./Staffed.tsx";
import { DAY_MINUTES, written } from "./wall.ts";
import { weekdayOf, weekNumber } from "./week.ts";
import { centreName, spanWords } from "./words.ts";

export function Grid(): JSX.Element {
  const t = rotaTexts();
  const today = osloDate(deskNow());
  useEffect(keepFocus, [rota.value]);
  useEffect(() => {
    document.addEventListener("pointerdown", letGo);
    return () => document.removeEventListener("pointerdown", letGo);
  }, []);
  return (
    <div class="rota-scroll">
      <p class="ds-sr-only" id="rota-hint">{t.keys.hint}</p>
      {/* The cells and shifts take the focus; their keys are handled here, once. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role */}
      <table role="grid" class="rota" aria-label={t.grid(weekNumber(week.value))} aria-describedby="rota-hint"
        onKeyDown={onGridKey} onFocusIn={() => hold(true)} onFocusOut={(event) => { if (event.relatedTarget) hold(false); if (floating.value?.by === "key") letBack(); }}>
        <thead>
          <tr>
            <th scope="col" class="person">{t.who}</th>
            {dates.value.map((date) => <DayHead key={date} date={date} today={date === today} />)}
          </tr>
        </thead>
        <tbody class="staffed"><Staffed /><Needed /></tbody>
        {(rota.value?.centres ?? []).map((centre) => <Group key={centre.centre ?? ""} centre={centre} today={today} />)}
      </table>
    </div>
  );
}

function DayHead({ date, today }: { date: string; today: boolean }): JSX.Element {
  const t = rotaTexts();
  const weekday = texts().dates.weekdays[weekdayOf(date) % 7] ?? "";
  return (
    <th scope="col" data-today={today}>
      <span class="date">{t.dayHead(weekday, Number(date.slice(8)), Number(date.slice(5, 7)))}</span>
      <span class="small hours number"><span class="quiet">{hoursWords(date)}</span>{today ? <span class="tag-small today">{t.today}</span> : null}</span>
    </th>
  );
}

/** «Åpent 10–20», «Stengt». */
function hoursWords(date: string): string {
  const t = rotaTexts();
  const column = columnOf(date, { from: 0, to: DAY_MINUTES });
  const pieces = opened.value.map((span) => ({ span, piece: pieceIn(span, column) })).filter((one): one is { span: typeof one.span; piece: Piece } => one.piece !== null);
  if (pieces.length === 0) return t.closed;
  return t.open(pieces.map(({ span }) => spanWords({ starts_at: written(Math.max(span.start, column.start)), ends_at: written(Math.min(span.end, column.end)) })).join(", "));
}

function Group({ centre, today }: { centre: Centre; today: string }): JSX.Element {
  return (
    <tbody>
      <tr class="centre"><th scope="rowgroup" colSpan={8}>{centreName(centre)}</th></tr>
      {centre.counsellors.map((person) => (
        <tr key={person.counsellor_id}>
          <th scope="row" class="person">{person.name}</th>
          {dates.value.map((date, day) => <Cell key={date} person={person} row={people.value.indexOf(person)} day={day} today={date === today} />)}
        </tr>
      ))}
    </tbody>
  );
}
