// One figure: what it is, what it is set to, what the desk begins with and what is possible.
import type { JSX } from "preact";
import { policyTexts } from "../shared/texts/policy.ts";
import { Field } from "./Field.tsx";
import { type Figures, isDays, isLength, type Typed, typedOf, type Unit, UNIT_NAMES, wrongIn } from "./policy.ts";
import { choicesOf, figureHint, figureName, valueWords } from "./policy_words.ts";

interface FigureRowProps { name: string; figures: Figures; typed: Typed | null; onChange: (typed: Typed | null) => void }

export function FigureRow({ name, figures, typed, onChange }: FigureRowProps): JSX.Element {
  const t = policyTexts();
  const standard = figures.defaults[name] ?? 0;
  const stored = typedOf(name, figures.values[name] ?? 0, standard);
  const now = typed === null ? stored : typed.amount === null ? typedOf(name, standard, standard) : typed;
  const own = typed === null ? figures.decided.includes(name) : typed.amount !== null;
  const wrong = typed === null ? null : wrongIn(name, typed, figures);
  const [lowest, highest] = figures.bounds[name] ?? [0, 0];
  const words = (value: number): string => valueWords(name, value);
  const set = (next: Typed): void => onChange(same(next, stored) ? null : next);
  const choices = choicesOf(name);
  const why = wrong === null ? undefined : wrong === "number" ? (isLength(name) ? t.wrong.number : t.wrong.whole) : t.wrong[wrong](words(wrong === "low" ? lowest : highest));
  return (
    <li data-changed={typed !== null} data-figure={name}>
      <Field id={`figure-${name}`} label={figureName(name)} hint={figureHint(name)} wrong={why}>
        {(marks) => (
          <span class="amount">
            {choices ? (
              <select {...marks} class="ds-input" value={now.amount ?? ""} onChange={(event) => set({ amount: event.currentTarget.value, unit: null })}>
                {choices.map((choice, value) => <option key={choice} value={String(value)}>{choice}</option>)}
              </select>
            ) : <input {...marks} class="ds-input number" type="text" inputMode="decimal" maxLength={9} autocomplete="off" value={now.amount ?? ""} onInput={(event) => set({ ...now, amount: event.currentTarget.value })} />}
            {isLength(name) ? (
              <select class="ds-input unit" aria-label={t.unitOf(figureName(name))} value={now.unit ?? "second"} onChange={(event) => set({ ...now, unit: event.currentTarget.value as Unit })}>
                {UNIT_NAMES.map((unit) => <option key={unit} value={unit}>{t.unitNames[unit]}</option>)}
              </select>
            ) : null}
            {isDays(name) ? <span class="quiet">{t.unitNames.day}</span> : null}
          </span>
        )}
      </Field>
      <p class="small about">
        {own ? <span class="tag-small">{t.own}</span> : null}
        <span class="quiet">{t.standard(words(standard))}{choices ? "" : ` ${t.bounds(words(lowest), words(highest))}`}</span>
        {own ? <button type="button" class="plain-button small" aria-label={t.useStandardOf(figureName(name))} onClick={() => onChange(figures.decided.includes(name) ? { amount: null, unit: null } : null)}>{t.useStandard}</button> : null}
        {typed !== null ? <button type="button" class="plain-button small" aria-label={t.undoOf(figureName(name))} onClick={() => { document.getElementById(`figure-${name}`)?.focus(); onChange(null); }}>{t.undo}</button> : null}
      </p>
    </li>
  );
}

function same(one: Typed, other: Typed): boolean {
  return one.amount === other.amount && one.unit === other.unit;
}
