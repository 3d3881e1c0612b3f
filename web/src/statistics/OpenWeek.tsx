// When somebody was there: a clock hour a row, a weekday a column, a share in every cell; what is missing is hatched.
import type { JSX } from "preact";
import { weekday } from "../hours/words.ts";
import { hoursTexts } from "../shared/texts/hours.ts";
import { insightTexts } from "../shared/texts/insight.ts";
import { staffTexts } from "../shared/texts/staff.ts";
import { clockHour, WEEKDAYS } from "./grid.ts";
import { type Open, type Sum, shareOf, weekOf } from "./open_calls.ts";
import { attendedStep, attendedWords } from "./open_words.ts";

export function OpenWeek({ found, channel }: { found: Open; channel: "chat" | "phone" }): JSX.Element {
  const { open: t } = insightTexts();
  const { short } = hoursTexts();
  const id = `open-${channel}`;
  const hours = weekOf(found.answer.rows.filter((row) => row.channel === channel));
  return (
    <section class="card" aria-labelledby={id}>
      <h2 id={id}>{t.heat(staffTexts().channel[channel].toLowerCase())}</h2>
      {hours.length === 0 ? <p>{t.noHours}</p> : (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <div class="scroll" role="group" aria-labelledby={id} tabIndex={0}>
          <table class="number heat open-week">
            <caption class="quiet small"><span>{t.heatCaption}</span></caption>
            <thead><tr><th scope="col">{staffTexts().board.hour}</th>{WEEKDAYS.map((day, index) => <th key={day} scope="col"><abbr title={weekday(day)}>{short[index]}</abbr></th>)}</tr></thead>
            <tbody>{hours.map(({ hour, cells }) => <tr key={hour}><th scope="row">{clockHour(hour)}</th>{cells.map((cell, index) => <Cell key={WEEKDAYS[index]} sum={cell} />)}</tr>)}</tbody>
          </table>
        </div>
      )}
    </section>
  );
}

/** Empty where nothing was announced. */
function Cell({ sum }: { sum: Sum }): JSX.Element {
  const share = shareOf(sum);
  return <td data-attended={attendedStep(share)}>{attendedWords(share)}</td>;
}
