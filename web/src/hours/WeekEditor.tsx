// Seven days, each with its hours; a day can be copied to others.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { announce } from "../shared/parts/Announce.tsx";
import { hoursTexts } from "../shared/texts/hours.ts";
import { type Week, type Weekday, WEEKDAYS, WORKDAYS } from "./document.ts";
import { copied } from "./draft.ts";
import { Times } from "./Times.tsx";
import { weekday } from "./words.ts";

interface WeekEditorProps { path: string; week: Week; onChange: (week: Week) => void }

export function WeekEditor({ path, week, onChange }: WeekEditorProps): JSX.Element {
  const { week: t } = hoursTexts();
  return (
    <div>
      <ul class="week" aria-label={t.days}>
        {WEEKDAYS.map((day) => (
          <li key={day}>
            <span class="day">{weekday(day)}</span>
            <Times path={`${path}.${day}`} name={weekday(day)} hours={week[day] ?? []} onChange={(hours) => onChange({ ...week, [day]: hours })} />
            <CopyDay day={day} onCopy={(to) => onChange(copied(week, day, to))} />
          </li>
        ))}
      </ul>
      <p class="quiet small">{t.timeHint}</p>
    </div>
  );
}

function CopyDay({ day, onCopy }: { day: Weekday; onCopy: (to: Weekday[]) => void }): JSX.Element {
  const { week: t } = hoursTexts();
  const open = useSignal(false);
  const chosen = useSignal<readonly Weekday[]>([]);
  const others = WEEKDAYS.filter((one) => one !== day);
  const choose = (days: readonly Weekday[]): void => { chosen.value = days.filter((one) => one !== day); };
  const toggle = (one: Weekday): void => choose(chosen.value.includes(one) ? chosen.value.filter((other) => other !== one) : [...chosen.value, one]);
  const copy = (): void => {
    onCopy([...chosen.value]);
    announce(t.copied(weekday(day), chosen.value.length));
    open.value = false;
  };
  return (
    <div class="copy">
      <button type="button" class="plain-button small" aria-expanded={open.value} aria-label={t.copyOf(weekday(day))} onClick={() => { open.value = !open.value; chosen.value = []; }}>{t.copy} …</button>
      {open.value ? (
        <fieldset class="choices">
          <legend class="ds-sr-only">{t.copyOf(weekday(day))}</legend>
          {others.map((one) => <label class="check" key={one}><input type="checkbox" checked={chosen.value.includes(one)} onChange={() => toggle(one)} /> {weekday(one)}</label>)}
          <button type="button" class="plain-button small" onClick={() => choose(WORKDAYS)}>{t.workdays}</button>
          <button type="button" class="plain-button small" onClick={() => choose(others)}>{t.allDays}</button>
          <button type="button" class="ds-button" data-size="sm" disabled={chosen.value.length === 0} onClick={copy}>{t.copyTo}</button>
        </fieldset>
      ) : null}
    </div>
  );
}
