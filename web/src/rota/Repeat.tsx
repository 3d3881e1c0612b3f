// How a shift is repeated: on which weekdays, every how many weeks, until when.
import type { JSX } from "preact";
import { rotaTexts } from "../shared/texts/rota.ts";
import { Input } from "./Fields.tsx";
import type { ShiftDraft } from "./shift_draft.ts";

const MOST_WEEKS = 8;

export function Repeat({ draft, onChange }: { draft: ShiftDraft; onChange: (part: Partial<ShiftDraft>) => void }): JSX.Element {
  const { form: t } = rotaTexts();
  const toggle = (day: number, on: boolean): void => onChange({ weekdays: on ? [...draft.weekdays, day] : draft.weekdays.filter((one) => one !== day) });
  return (
    <div class="repeat">
      <label class="check"><input type="checkbox" checked={draft.repeat} onChange={(event) => onChange({ repeat: event.currentTarget.checked })} /> {t.repeat}</label>
      {draft.repeat ? (
        <>
          <fieldset class="checks weekdays">
            <legend class="ds-label">{t.weekdays}</legend>
            {t.weekdaysShort.map((name, index) => (
              <label key={name} class="check"><input type="checkbox" checked={draft.weekdays.includes(index + 1)} onChange={(event) => toggle(index + 1, event.currentTarget.checked)} /> {name}</label>
            ))}
          </fieldset>
          <div class="side-by-side">
            <div class="field">
              <label class="ds-label" for="rota-every">{t.every}</label>
              <select id="rota-every" class="ds-input" value={draft.every} onChange={(event) => onChange({ every: Number(event.currentTarget.value) })}>
                {Array.from({ length: MOST_WEEKS }, (_, index) => <option key={index} value={index + 1}>{t.everyWeeks(index + 1)}</option>)}
              </select>
            </div>
            <Input id="rota-until" label={t.until} kind="date" value={draft.until} onChange={(until) => onChange({ until })} />
          </div>
        </>
      ) : null}
    </div>
  );
}
