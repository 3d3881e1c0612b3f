// The week where there is no room for a grid: a list a day, with the hours, the shifts and what is missing.
import type { JSX } from "preact";
import { osloDate } from "../shared/dates.ts";
import { deskNow } from "../shared/now.ts";
import { rotaTexts } from "../shared/texts/rota.ts";
import { usualTimes } from "./drag.ts";
import { columnOf } from "./geometry.ts";
import { asked, dates, opened, people, rota, shiftsIn } from "./model.ts";
import { openShift } from "./ShiftBlock.tsx";
import { DAY_MINUTES } from "./wall.ts";
import { channelWords, conflictWords, dayWords, gapWords, spanWords } from "./words.ts";

export function DayList(): JSX.Element {
  const today = osloDate(deskNow());
  return <ol class="day-list">{dates.value.map((date) => <Day key={date} date={date} today={date === today} />)}</ol>;
}

function Day({ date, today }: { date: string; today: boolean }): JSX.Element {
  const t = rotaTexts();
  const column = columnOf(date, { from: 0, to: DAY_MINUTES });
  const found = people.value.flatMap((person) => shiftsIn(person, column).map((shift) => ({ person, shift })))
    .sort((a, b) => a.shift.starts_at.localeCompare(b.shift.starts_at));
  const gaps = gapWords(rota.value?.gaps ?? []).filter((gap) => gap.date === date);
  const isOpen = opened.value.some((span) => span.start < column.end && span.end > column.start);
  const add = (): void => { asked.value = { kind: "shift", shift: null, counsellor_id: people.value[0]?.counsellor_id ?? "", date, anybody: true, ...usualTimes(date, opened.value) }; };
  return (
    <li>
      <div class="day-line">
        <h3>{dayWords(date)}{today ? <span class="tag-small today">{t.today}</span> : null}</h3>
        <button type="button" class="plain-button small" onClick={add}>{t.actions.add}<span class="ds-sr-only"> {dayWords(date)}</span></button>
      </div>
      {found.length === 0 && !isOpen ? <p class="quiet small">{t.closed}</p> : null}
      {gaps.map((gap) => <p key={gap.key} class="small"><span class="gap-mark" aria-hidden="true" /> {gap.words}</p>)}
      <ul>
        {found.map(({ person, shift }) => (
          <li key={shift.shift_id}>
            <button type="button" class="day-shift" data-attention={shift.conflicts.length > 0} data-channels={shift.channels.length > 1 ? "both" : shift.channels[0]} onClick={() => openShift(shift, person)}>
              <span class="number">{spanWords(shift)}</span> <strong>{person.name}</strong> <span class="quiet small">{channelWords(shift.channels)}</span>
              {shift.conflicts.length > 0 ? <span class="small attention">! {shift.conflicts.map((code) => conflictWords(code)).join(". ")}</span> : null}
            </button>
          </li>
        ))}
      </ul>
    </li>
  );
}
