// What somebody wants to see, in one line: each choice stands in the address at once.
import type { JSX } from "preact";
import { centres } from "../board/model.ts";
import { Field } from "../settings/Field.tsx";
import { figuresTexts } from "../shared/texts/figures.ts";
import { named, staffTexts } from "../shared/texts/staff.ts";
import { type Asked, COMPARISONS, daysOf, PERIODS, type wrongIn } from "./asked.ts";
import { MEASURES } from "./measures.ts";

interface FiltersProps { asked: Asked; today: string; wrong: ReturnType<typeof wrongIn>; onAsk: (next: Asked) => void }

export function Filters({ asked, today, wrong, onAsk }: FiltersProps): JSX.Element {
  const t = figuresTexts();
  const { channel: names } = staffTexts();
  const period = (name: string): void => {
    const chosen = PERIODS.find((one) => one === name) ?? "4w";
    // Own dates begin with what is on the screen.
    onAsk({ ...asked, period: chosen, ...(chosen === "own" ? daysOf(asked, today) : {}) });
  };
  const set = (part: Partial<Record<keyof Asked, string>>): void => onAsk({ ...asked, ...part } as Asked);
  const known = centres.value.map((one) => [one.code, one.names ? named(one.names) : one.name] as const);
  const others = asked.centre === "" || known.some(([code]) => code === asked.centre) ? [] : [[asked.centre, asked.centre] as const];
  return (
    <section class="card" aria-label={t.filters}>
      <div class="tools filters">
        <Choice id="period" label={t.period} value={asked.period} options={PERIODS.map((one) => [one, t.periods[one]])} onChoose={period} />
        {asked.period === "own" ? <OwnDates asked={asked} today={today} wrong={wrong} onAsk={onAsk} /> : null}
        <Choice id="channel" label={t.channel} value={asked.channel} options={[["", t.bothChannels], ["chat", names.chat], ["phone", names.phone]]} onChoose={(channel) => set({ channel })} />
        <Choice id="centre" label={t.centre} value={asked.centre} options={[["", t.allCentres], ...known, ...others]} onChoose={(centre) => set({ centre })} />
        <Choice id="measure" label={t.measure} value={asked.measure} options={MEASURES.map((one) => [one, t.measures[one]])} onChoose={(measure) => set({ measure })} />
        <Choice id="compare" label={t.compare} value={asked.compare} options={COMPARISONS.map((one) => [one, t.comparisons[one]])} onChoose={(compare) => set({ compare })} />
      </div>
    </section>
  );
}

function OwnDates({ asked, today, wrong, onAsk }: FiltersProps): JSX.Element {
  const t = figuresTexts();
  return (
    <>
      <Field id="statistics-from" label={t.from}>{(marks) => <input {...marks} class="ds-input" type="date" min="2000-01-01" max={today} value={asked.from} onChange={(event) => onAsk({ ...asked, from: event.currentTarget.value })} />}</Field>
      <Field id="statistics-to" label={t.to} wrong={wrong === null ? undefined : t.wrong[wrong]}>{(marks) => <input {...marks} class="ds-input" type="date" min="2000-01-01" max="2100-12-31" value={asked.to} onChange={(event) => onAsk({ ...asked, to: event.currentTarget.value })} />}</Field>
    </>
  );
}

interface ChoiceProps { id: string; label: string; value: string; options: readonly (readonly [string, string])[]; onChoose: (value: string) => void }

function Choice({ id, label, value, options, onChoose }: ChoiceProps): JSX.Element {
  return (
    <Field id={`statistics-${id}`} label={label}>
      {(marks) => (
        <select {...marks} class="ds-input" value={value} onChange={(event) => onChoose(event.currentTarget.value)}>
          {options.map(([name, words]) => <option key={name} value={name}>{words}</option>)}
        </select>
      )}
    </Field>
  );
}
