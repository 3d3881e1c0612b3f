// What every page of figures is asked by: the time, the channel, the centre, the language, and what to compare with.
import type { JSX } from "preact";
import { centres } from "../board/model.ts";
import { Field } from "../settings/Field.tsx";
import { figuresTexts } from "../shared/texts/figures.ts";
import { named, staffTexts } from "../shared/texts/staff.ts";
import { ASKED_LANGUAGES, COMPARISONS, daysOf, PERIODS, type Question, type wrongIn } from "./asked.ts";
import { Choice } from "./Choice.tsx";

export interface FieldsProps<T extends Question> { asked: T; today: string; wrong: ReturnType<typeof wrongIn>; onAsk: (next: T) => void }

export function PeriodFields<T extends Question>({ asked, today, wrong, onAsk }: FieldsProps<T>): JSX.Element {
  const t = figuresTexts();
  const period = (name: string): void => {
    const chosen = PERIODS.find((one) => one === name) ?? "4w";
    // Own dates begin with what is on the screen.
    onAsk({ ...asked, period: chosen, ...(chosen === "own" ? daysOf(asked, today) : {}) });
  };
  return (
    <>
      <Choice id="period" label={t.period} value={asked.period} options={PERIODS.map((one) => [one, t.periods[one]])} onChoose={period} />
      {asked.period === "own" ? <OwnDates asked={asked} today={today} wrong={wrong} onAsk={onAsk} /> : null}
    </>
  );
}

export function ChannelField<T extends Question>({ asked, onAsk }: Pick<FieldsProps<T>, "asked" | "onAsk">): JSX.Element {
  const t = figuresTexts();
  const { channel: names } = staffTexts();
  return <Choice id="channel" label={t.channel} value={asked.channel} options={[["", t.bothChannels], ["chat", names.chat], ["phone", names.phone]]} onChoose={(channel) => onAsk({ ...asked, channel } as T)} />;
}

/** Whose contacts: of which centre, in which language. */
export function WhoseFields<T extends Question>({ asked, onAsk }: Pick<FieldsProps<T>, "asked" | "onAsk">): JSX.Element {
  const t = figuresTexts();
  const known = centres.value.map((one) => [one.code, one.names ? named(one.names) : one.name] as const);
  const others = asked.centre === "" || known.some(([code]) => code === asked.centre) ? [] : [[asked.centre, asked.centre] as const];
  const languages = ASKED_LANGUAGES.map((one) => [one, staffTexts().languages[one]] as const);
  return (
    <>
      <Choice id="centre" label={t.centre} value={asked.centre} options={[["", t.allCentres], ...known, ...others]} onChoose={(centre) => onAsk({ ...asked, centre })} />
      <Choice id="language" label={t.language} value={asked.language} options={[["", t.allLanguages], ...languages]} onChoose={(language) => onAsk({ ...asked, language } as T)} />
    </>
  );
}

export function CompareField<T extends Question>({ asked, onAsk }: Pick<FieldsProps<T>, "asked" | "onAsk">): JSX.Element {
  const t = figuresTexts();
  return <Choice id="compare" label={t.compare} value={asked.compare} options={COMPARISONS.map((one) => [one, t.comparisons[one]])} onChoose={(compare) => onAsk({ ...asked, compare } as T)} />;
}

function OwnDates<T extends Question>({ asked, today, wrong, onAsk }: FieldsProps<T>): JSX.Element {
  const t = figuresTexts();
  return (
    <>
      <Field id="statistics-from" label={t.from}>{(marks) => <input {...marks} class="ds-input" type="date" min="2000-01-01" max={today} value={asked.from} onChange={(event) => onAsk({ ...asked, from: event.currentTarget.value })} />}</Field>
      <Field id="statistics-to" label={t.to} wrong={wrong === null ? undefined : t.wrong[wrong]}>{(marks) => <input {...marks} class="ds-input" type="date" min="2000-01-01" max="2100-12-31" value={asked.to} onChange={(event) => onAsk({ ...asked, to: event.currentTarget.value })} />}</Field>
    </>
  );
}
