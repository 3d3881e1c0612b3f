// The holidays of a year: public ones are closed; half days are suggestions that a coordinator accepts or not.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { osloDate } from "../shared/dates.ts";
import { deskNow } from "../shared/now.ts";
import { hoursTexts } from "../shared/texts/hours.ts";
import { named } from "../shared/texts/staff.ts";
import { Skeleton } from "../board/Skeleton.tsx";
import { getHolidays } from "./calls.ts";
import type { Holiday } from "./document.ts";
import { opensOnHolidays } from "./draft.ts";
import { HalfDay } from "./HalfDay.tsx";
import { stored } from "./model.ts";
import { day, hours, shortDate } from "./words.ts";

const YEARS_AHEAD = 3;

export function Holidays(): JSX.Element {
  const { holidays: t, again, failed: words } = hoursTexts();
  const thisYear = Number(osloDate(deskNow()).slice(0, 4));
  const year = useSignal(thisYear);
  const found = useSignal<Holiday[] | null>(null);
  const failed = useSignal(false);
  const read = (): void => {
    failed.value = false;
    const wanted = year.value;
    getHolidays(wanted).then(
      (days) => { if (wanted === year.value) found.value = days; },
      () => { failed.value = true; },
    );
  };
  useEffect(read, [year.value, stored.value]);
  return (
    <section class="card" aria-labelledby="holidays">
      <div class="card-head">
        <h2 id="holidays">{t.heading}</h2>
        <div class="year small">
          <label for="holidays-year">{t.year}</label>
          <select id="holidays-year" class="ds-input" value={String(year.value)} onChange={(event) => { found.value = null; year.value = Number(event.currentTarget.value); }}>
            {Array.from({ length: YEARS_AHEAD + 1 }, (_, index) => thisYear + index).map((one) => <option key={one} value={String(one)}>{one}</option>)}
          </select>
        </div>
      </div>
      <p class="quiet small">{t.hint}</p>
      {failed.value ? <p class="problem" role="alert">{words} <button type="button" class="plain-button" onClick={read}>{again}</button></p> : null}
      {found.value === null && !failed.value ? <Skeleton /> : null}
      {found.value ? <Days days={found.value} /> : null}
    </section>
  );
}

function Days({ days }: { days: readonly Holiday[] }): JSX.Element {
  const today = osloDate(deskNow());
  const past = days.filter((one) => one.date < today);
  return (
    <>
      <ul class="holidays">{days.filter((one) => one.date >= today).map((one) => <Row key={one.date} holiday={one} />)}</ul>
      {past.length > 0 ? (
        <details class="definitions small">
          <summary>{hoursTexts().dates.past(past.length)}</summary>
          <ul class="holidays">{past.map((one) => <Row key={one.date} holiday={one} />)}</ul>
        </details>
      ) : null}
    </>
  );
}

function Row({ holiday }: { holiday: Holiday }): JSX.Element {
  const name = named(holiday.label);
  return (
    <li data-kind={holiday.kind}>
      <p><strong>{name}</strong> <span class="quiet small" title={shortDate(holiday.date)}>{day(holiday.date)}</span></p>
      {holiday.kind === "public" ? <p class="quiet">{publicWords(holiday.date)}</p> : <HalfDay holiday={holiday} name={name} />}
    </li>
  );
}

/** Closed, unless somebody has said otherwise for the date, or a rule holds on holidays too. */
function publicWords(date: string): string {
  const { holidays: t } = hoursTexts();
  const rules = stored.value;
  if (rules === null) return t.public;
  const own = [...rules.date_rules, ...rules.closures].findLast((one) => one.date === date);
  if (own) return t.publicOther(hours(own.intervals));
  return opensOnHolidays(rules, date) ? t.publicOpen : t.public;
}
