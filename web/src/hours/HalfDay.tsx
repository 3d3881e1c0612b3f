// A day on which workplaces close early: the suggested hours can be changed, then accepted or refused.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { osloDate } from "../shared/dates.ts";
import { HttpError } from "../shared/http.ts";
import { deskNow } from "../shared/now.ts";
import { announce } from "../shared/parts/Announce.tsx";
import { hoursTexts } from "../shared/texts/hours.ts";
import { putHoliday } from "./calls.ts";
import type { Holiday, Interval } from "./document.ts";
import { readHours, stored } from "./model.ts";
import { type Problems, problemsOf } from "./problems.ts";
import { Times } from "./Times.tsx";
import { sameHours } from "./times.ts";
import { Trouble, Wrong } from "./Trouble.tsx";
import { day, hours as hoursWords } from "./words.ts";

export function HalfDay({ holiday, name }: { holiday: Holiday; name: string }): JSX.Element {
  const { holidays: t } = hoursTexts();
  const agreed = stored.value?.closures.find((one) => one.closure_id === holiday.closure_id)?.intervals ?? null;
  // Whoever takes the day away among the single days takes the decision back.
  const accepted = holiday.accepted === true && agreed === null ? null : holiday.accepted;
  const usual = agreed ?? holiday.suggestion ?? [];
  const hours = useSignal<Interval[]>(usual);
  const words = useRef<HTMLParagraphElement>(null);
  useEffect(() => { hours.value = usual; }, [JSON.stringify(usual)]);
  const wrong = useSignal<Problems>({});
  const failed = useSignal(false);
  const path = `half.${holiday.date}`;
  const decide = async (isYes: boolean): Promise<void> => {
    failed.value = false;
    wrong.value = {};
    try {
      await putHoliday(holiday.date, isYes, isYes ? hours.value : undefined);
    } catch (error) {
      if (error instanceof HttpError && error.status === 422) wrong.value = under(problemsOf(error), path);
      else failed.value = true;
      return;
    }
    announce(t.saved(name));
    // The button that was pressed goes away.
    words.current?.focus();
    void readHours();
  };
  if (holiday.date < osloDate(deskNow())) return <p class="quiet">{state(accepted, holiday, agreed)}</p>;
  if (holiday.suggestion === null && accepted === null) return <p class="quiet">{t.unaffected}</p>;
  const asIs = accepted === true && agreed !== null && sameHours(agreed, hours.value);
  return (
    <Wrong.Provider value={wrong}>
      <div class="half-day">
        <p tabIndex={-1} ref={words}>{accepted === null ? <span class="tag-small">{t.undecided}</span> : null} {state(accepted, holiday, agreed)}</p>
        {accepted === false ? null : <Times path={path} name={t.hoursOf(name)} hours={hours.value} onChange={(changed) => { hours.value = changed; }} />}
        <Trouble path={path} exactly />
        <div class="row">
          {asIs ? null : <button type="button" class="ds-button" data-size="sm" aria-label={t.acceptDay(name, day(holiday.date))} onClick={() => void decide(true)}>{t.accept}</button>}
          {accepted === false ? null : <button type="button" class="ds-button" data-size="sm" data-variant="secondary" aria-label={t.refuseDay(name, day(holiday.date))} onClick={() => void decide(false)}>{t.refuse}</button>}
        </div>
        {failed.value ? <p class="problem" role="alert">{t.failed}</p> : null}
      </div>
    </Wrong.Provider>
  );
}

function state(accepted: boolean | null, { suggestion }: Holiday, agreed: Interval[] | null): string {
  const { holidays: t } = hoursTexts();
  if (accepted === true) return t.accepted(hoursWords(agreed ?? suggestion ?? []));
  if (accepted === false) return t.refused;
  return suggestion && suggestion.length > 0 ? t.suggested(hoursWords(suggestion)) : t.suggestedClosed;
}

/** The desk names intervals.0; on the page they stand under the day. */
function under(problems: Problems, path: string): Problems {
  return Object.fromEntries(Object.entries(problems).map(([where, why]) => [where.replace(/^intervals/, path), why]));
}
