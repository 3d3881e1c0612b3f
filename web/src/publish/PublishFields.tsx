// What is to be published: the report and its time, and what topics are divided by.
import type { JSX } from "preact";
import { Field } from "../settings/Field.tsx";
import { figuresTexts } from "../shared/texts/figures.ts";
import { insightTexts } from "../shared/texts/insight.ts";
import { publishingTexts } from "../shared/texts/publishing.ts";
import { Choice } from "../statistics/Choice.tsx";
import { BY, LEVELS } from "../statistics/topics_asked.ts";
import { daysOf, monthsUpTo, type PublishAsked, REPORTS, TIMES, wrongWith, yearsFor } from "./asked.ts";
import { monthWords } from "./words.ts";

interface FieldsProps { asked: PublishAsked; today: string; onAsk: (next: PublishAsked) => void }

export function PublishFields({ asked, today, onAsk }: FieldsProps): JSX.Element {
  const t = publishingTexts();
  const put = (part: Partial<Record<keyof PublishAsked, string>>): void => onAsk({ ...asked, ...part } as PublishAsked);
  const own = (time: string): void => put(time === "own" ? { time, ...daysOf(asked) } : { time });
  const topics = asked.report === "topics";
  return (
    <section class="card" aria-label={t.choose}>
      <p class="quiet">{t.hint}</p>
      <div class="tools filters">
        <Choice id="report" label={t.report} value={asked.report} options={REPORTS.map((one) => [one, t.reports[one]])} onChoose={(report) => put({ report })} />
        {topics ? <Choice id="time" label={t.time} value={asked.time} options={TIMES.map((one) => [one, t.times[one]])} onChoose={own} /> : null}
        {topics && asked.time === "month" ? <Choice id="month" label={t.month} value={asked.month} options={monthsUpTo(today, asked.month).map((one) => [one, monthWords(one)])} onChoose={(month) => put({ month })} /> : null}
        {!topics || asked.time === "year" ? <Choice id="year" label={t.year} value={asked.year} options={yearsFor(asked.report, today, asked.year).map((one) => [one, one])} onChoose={(year) => put({ year })} /> : null}
        {topics && asked.time === "own" ? <OwnDates asked={asked} today={today} put={put} /> : null}
        {topics ? <Divided asked={asked} put={put} /> : null}
      </div>
      <p class="quiet small note">{t.reportMeans[asked.report]}</p>
    </section>
  );
}

interface PartProps { asked: PublishAsked; put: (part: Partial<Record<keyof PublishAsked, string>>) => void }

function OwnDates({ asked, today, put }: PartProps & { today: string }): JSX.Element {
  const t = figuresTexts();
  const wrong = wrongWith(asked, today);
  const words = wrong === null ? undefined : wrong === "over" ? publishingTexts().notOver : t.wrong[wrong];
  return (
    <>
      <Field id="publish-from" label={t.from}>{(marks) => <input {...marks} class="ds-input" type="date" min="2000-01-01" max={today} value={asked.from} onChange={(event) => put({ from: event.currentTarget.value })} />}</Field>
      <Field id="publish-to" label={t.to} wrong={words}>{(marks) => <input {...marks} class="ds-input" type="date" min="2000-01-01" max={today} value={asked.to} onChange={(event) => put({ to: event.currentTarget.value })} />}</Field>
    </>
  );
}

function Divided({ asked, put }: PartProps): JSX.Element {
  const t = insightTexts().topics;
  return (
    <>
      <Choice id="publish-by" label={t.by} value={asked.by} options={[["", publishingTexts().undivided], ...BY.map((one) => [one, t.byOf[one]] as const)]} onChoose={(by) => put({ by })} />
      {asked.by === "" ? null : <Choice id="publish-level" label={t.level} value={asked.level} options={LEVELS.map((one) => [one, t.levels[one]])} onChoose={(level) => put({ level })} />}
    </>
  );
}
