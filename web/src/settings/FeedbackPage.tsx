// How citizens found the service: how many answered and what, and their words where nobody can be told by them.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import "../hours/hours.css";
import { Skeleton } from "../board/Skeleton.tsx";
import { longDate } from "../hours/words.ts";
import { osloDate } from "../shared/dates.ts";
import { deskNow } from "../shared/now.ts";
import { texts } from "../shared/texts/catalogue.ts";
import { deskTexts } from "../shared/texts/desk.ts";
import { named, staffTexts } from "../shared/texts/staff.ts";
import { byDay, counted, getSatisfaction, lately, LENGTHS, LONGEST, percent, type Period, type Said, type Satisfaction, type Score, SCORES, thisYear, wrongIn } from "./feedback.ts";
import { FeedbackMonths } from "./FeedbackMonths.tsx";
import { Field } from "./Field.tsx";
import { useFound } from "./found.ts";
import "./settings.css";
import { Unread } from "./Unread.tsx";

const BAR = 100;

export function FeedbackPage(): JSX.Element {
  const { feedback: t } = deskTexts();
  const today = osloDate(deskNow());
  const period = useSignal<Period>(lately(30, today));
  const asked = useSignal<Period>(period.value);
  const set = (next: Period): void => {
    period.value = next;
    if (wrongIn(next) === null) asked.value = next;
  };
  const wrong = wrongIn(period.value);
  const found = useFound(() => getSatisfaction(asked.value), { key: JSON.stringify(asked.value) });
  return (
    <div class="settings">
      <section class="card" aria-label={t.period}>
        <p class="quiet">{t.hint(texts().feedback.question)}</p>
        <div class="row tools">
          <Field id="feedback-from" label={t.from}>{(marks) => <input {...marks} class="ds-input" type="date" min="2000-01-01" max={today} value={period.value.from} onChange={(event) => set({ ...period.value, from: event.currentTarget.value })} />}</Field>
          <Field id="feedback-to" label={t.to} wrong={wrong === null ? undefined : t.wrongPeriod[wrong](LONGEST)}>{(marks) => <input {...marks} class="ds-input" type="date" min="2000-01-01" max="2100-12-31" value={period.value.to} onChange={(event) => set({ ...period.value, to: event.currentTarget.value })} />}</Field>
          <div class="presets" role="group" aria-label={t.period}>
            {LENGTHS.map((days) => <button key={days} type="button" class="plain-button small" onClick={() => set(lately(days, today))}>{t.lastDays(days)}</button>)}
            <button type="button" class="plain-button small" onClick={() => set(thisYear(today))}>{t.thisYear}</button>
          </div>
        </div>
      </section>
      <Unread of={found} />
      {found.value === null ? (found.failed ? null : <Skeleton />) : <><Figures found={found.value} /><FeedbackMonths found={found.value} period={asked.value} /><Words words={found.value.words} /></>}
    </div>
  );
}

function Figures({ found }: { found: Satisfaction }): JSX.Element {
  const { feedback: t } = deskTexts();
  const share = percent(found.answers, found.asked);
  return (
    <section class="card" aria-labelledby="answers">
      <h2 id="answers">{t.answersHeading}</h2>
      <div role="status"><dl class="figures">
        <div data-large="true"><dt>{t.mean}</dt><dd class="number">{found.mean === null ? "–" : decimal(found.mean)}</dd></div>
        <div data-large="true"><dt>{t.answers}</dt><dd class="number">{found.answers}</dd></div>
        <div><dt>{t.asked}</dt><dd class="number">{found.asked}</dd></div>
        <div><dt>{t.share}</dt><dd class="number">{share === null ? "–" : `${share} %`}</dd></div>
      </dl></div>
      {found.answers === 0 ? <p class="quiet">{t.noAnswers}</p> : <Distribution found={found} />}
      <p class="quiet small">{t.means}</p>
      <Definitions found={found} />
    </section>
  );
}

/** The desk's own definitions, the same for every reader. */
function Definitions({ found }: { found: Satisfaction }): JSX.Element | null {
  const { feedback: t } = deskTexts();
  const terms = [[t.mean, "feedback_mean"], [t.answers, "feedback_answers"], [t.asked, "feedback_asked"]] as const;
  const known = terms.flatMap(([term, figure]) => {
    const names = found.definitions?.[figure];
    return names ? [{ term, meaning: named(names) }] : [];
  });
  if (known.length === 0) return null;
  return (
    <details class="definitions small">
      <summary>{staffTexts().board.define}</summary>
      <dl>{known.map(({ term, meaning }) => <div key={term}><dt>{term}</dt><dd>{meaning}</dd></div>)}</dl>
    </details>
  );
}

/** The bars and the table are one: whoever does not see the bar reads the figures beside it. */
function Distribution({ found }: { found: Satisfaction }): JSX.Element {
  const { feedback: t } = deskTexts();
  const rows = counted(found);
  const most = Math.max(1, ...rows.map((row) => row.count));
  return (
    <table class="number distribution">
      <thead><tr><th scope="col">{t.answer}</th><th scope="col" aria-hidden="true" /><th scope="col">{t.count}</th><th scope="col">{t.shareOf}</th></tr></thead>
      <tbody>
        {rows.map(({ score, count, share }) => (
          <tr key={score}>
            <th scope="row">{scoreName(score)}</th>
            <td class="bar-cell" aria-hidden="true"><svg viewBox={`0 0 ${BAR} 10`} preserveAspectRatio="none" class="score-bar"><rect class="track" width={BAR} height="10" /><rect class="now" width={(count / most) * BAR} height="10" /></svg></td>
            <td>{count}</td>
            <td>{share === null ? "–" : `${share} %`}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Words({ words }: { words: readonly Said[] }): JSX.Element {
  const { feedback: t } = deskTexts();
  const score = useSignal("");
  const shown = words.filter((one) => score.value === "" || String(one.score) === score.value);
  return (
    <section class="card" aria-labelledby="said-words">
      <h2 id="said-words">{t.wordsHeading}</h2>
      <p class="quiet small">{t.wordsHint}</p>
      {words.length > 0 ? <div class="year small">
        <label for="words-score">{t.show}</label>
        <select id="words-score" class="ds-input" value={score.value} onChange={(event) => { score.value = event.currentTarget.value; }}>
          <option value="">{t.all}</option>
          {SCORES.map((one) => <option key={one} value={one}>{scoreName(one)}</option>)}
        </select>
      </div> : null}
      {shown.length === 0 ? <p role="status">{t.noWords}</p> : null}
      <div class="days-words">{byDay(shown).map(([day, some]) => (
        <div key={day} class="day-words">
          <h3>{longDate(day)}</h3>
          <ul>{some.map((one, index) => <li key={index}><span class="tag-small number">{t.scoreOf(one.score)}</span> <q class="wrap" dir="auto">{one.words}</q></li>)}</ul>
        </div>
      ))}</div>
    </section>
  );
}

/** «5: Ja, veldig mye», in the words that citizens choose from. */
function scoreName(score: Score): string {
  return deskTexts().feedback.score(score, texts().feedback.scores[Number(score) - 1] ?? "");
}

/** One decimal, as the language writes it. */
function decimal(value: number): string {
  return value.toFixed(1).replace(".", staffTexts().board.decimal);
}
