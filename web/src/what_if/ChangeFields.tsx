// One change: what it is, and the few things it needs.
import type { JSX } from "preact";
import { Field } from "../settings/Field.tsx";
import { figureHint, figureName, choicesOf, valueWords } from "../settings/policy_words.ts";
import { rotaTexts } from "../shared/texts/rota.ts";
import { whatIfTexts } from "../shared/texts/what_if.ts";
import type { Possible } from "./calls.ts";
import { type Drafted, wrongIn } from "./draft.ts";

interface ChangeFieldsProps { place: number; drafted: Drafted; possible: Possible; tried: boolean; onChange: (part: Partial<Drafted>) => void; onRemove: () => void }

export function ChangeFields({ place, drafted, possible, tried, onChange, onRemove }: ChangeFieldsProps): JSX.Element {
  const t = whatIfTexts();
  const { kind } = drafted;
  const wrong = tried ? wrongIn(drafted, possible.figures[drafted.figure]) : {};
  const named = t.kinds[kind];
  return (
    <fieldset class="change">
      <legend>{named}</legend>
      <div class="parts">
        {kind === "more" || kind === "fewer" ? (
          <Field id={`people-${place}`} label={t.people} wrong={wrong.people ? t.wrong.people : undefined}>
            {(marks) => <input {...marks} class="ds-input number" type="text" inputMode="numeric" maxLength={2} autocomplete="off" value={drafted.people} onInput={(event) => onChange({ people: event.currentTarget.value.trim() })} />}
          </Field>
        ) : null}
        {kind === "policy" ? <Figure place={place} drafted={drafted} possible={possible} wrong={wrong.value === true} onChange={onChange} /> : <Weekdays place={place} drafted={drafted} wrong={wrong.weekdays === true} onChange={onChange} />}
        {kind === "policy" || kind === "closed" ? null : (
          <>
            <Field id={`from-${place}`} label={t.from}>
              {(marks) => <input {...marks} class="ds-input" type="time" step={900} value={drafted.from} onChange={(event) => onChange({ from: event.currentTarget.value })} />}
            </Field>
            <Field id={`until-${place}`} label={t.until} wrong={wrong.until ? t.wrong.until : undefined}>
              {(marks) => <input {...marks} class="ds-input" type="time" step={900} value={drafted.until} onChange={(event) => onChange({ until: event.currentTarget.value })} />}
            </Field>
          </>
        )}
        <button type="button" class="plain-button" aria-label={t.removeOf(named, place + 1)} onClick={onRemove}>{t.remove}</button>
      </div>
    </fieldset>
  );
}

function Weekdays({ place, drafted, wrong, onChange }: { place: number; drafted: Drafted; wrong: boolean; onChange: (part: Partial<Drafted>) => void }): JSX.Element {
  const t = whatIfTexts();
  const toggle = (day: number, on: boolean): void => onChange({ weekdays: on ? [...drafted.weekdays, day] : drafted.weekdays.filter((one) => one !== day) });
  return (
    <fieldset class="checks weekdays" aria-describedby={wrong ? `weekdays-${place}-wrong` : undefined}>
      <legend class="ds-label">{t.weekdays}</legend>
      {rotaTexts().form.weekdaysShort.map((name, index) => (
        <label key={name} class="check"><input type="checkbox" checked={drafted.weekdays.includes(index + 1)} onChange={(event) => toggle(index + 1, event.currentTarget.checked)} /> {name}</label>
      ))}
      {wrong ? <p class="problem" id={`weekdays-${place}-wrong`}>{t.wrong.weekdays}</p> : null}
    </fieldset>
  );
}

function Figure({ place, drafted, possible, wrong, onChange }: { place: number; drafted: Drafted; possible: Possible; wrong: boolean; onChange: (part: Partial<Drafted>) => void }): JSX.Element {
  const t = whatIfTexts();
  const { figure } = drafted;
  const bounds = possible.figures[figure];
  const choices = choicesOf(figure);
  const unit = figure.endsWith("_seconds") ? t.seconds : "";
  const why = wrong && bounds ? t.wrong.value(valueWords(figure, bounds.lowest), valueWords(figure, bounds.highest)) : undefined;
  const choose = (name: string): void => onChange({ figure: name, value: String(possible.figures[name]?.value ?? 0) });
  return (
    <>
      <Field id={`figure-${place}`} label={t.figure} hint={figureHint(figure)}>
        {(marks) => <select {...marks} class="ds-input" value={figure} onChange={(event) => choose(event.currentTarget.value)}>{Object.keys(possible.figures).map((name) => <option key={name} value={name}>{figureName(name)}</option>)}</select>}
      </Field>
      <Field id={`value-${place}`} label={unit === "" ? t.value : `${t.value} (${unit})`} hint={bounds ? t.today(valueWords(figure, bounds.value)) : null} wrong={why}>
        {(marks) => (choices
          ? <select {...marks} class="ds-input" value={drafted.value} onChange={(event) => onChange({ value: event.currentTarget.value })}>{choices.map((name, value) => <option key={name} value={String(value)}>{name}</option>)}</select>
          : <input {...marks} class="ds-input number" type="text" inputMode="numeric" maxLength={8} autocomplete="off" value={drafted.value} onInput={(event) => onChange({ value: event.currentTarget.value.trim() })} />)}
      </Field>
    </>
  );
}
