// Day by day, or month by month: what was announced, what was attended, and when nobody was there.
import type { JSX } from "preact";
import { texts } from "../shared/texts/catalogue.ts";
import { figuresTexts } from "../shared/texts/figures.ts";
import { hoursTexts } from "../shared/texts/hours.ts";
import { insightTexts } from "../shared/texts/insight.ts";
import { staffTexts } from "../shared/texts/staff.ts";
import { type Open, type OpenDay, shareOf, stretchesOf } from "./open_calls.ts";
import { attendedStep, attendedWords, gapWords, lengthWords } from "./open_words.ts";
import { grouped, stepWords } from "./words.ts";

export function OpenDays({ rows, channel }: { rows: readonly OpenDay[]; channel: "chat" | "phone" }): JSX.Element {
  const { open: t } = insightTexts();
  const stretches = stretchesOf(rows.filter((row) => row.channel === channel));
  const id = `open-days-${channel}`;
  const heading = figuresTexts().measureOf(stretches.step === "day" ? t.days : t.months, staffTexts().channel[channel].toLowerCase());
  return (
    <section class="card" aria-labelledby={id}>
      <h2 id={id}>{heading}</h2>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div class="scroll" role="group" aria-labelledby={id} tabIndex={0}>
        <table class="number open-days">
          <thead><tr><th scope="col">{stretches.step === "day" ? t.day : t.month}</th><th scope="col">{t.announced}</th><th scope="col">{t.missing}</th><th scope="col">{t.part}</th></tr></thead>
          <tbody>
            {stretches.rows.map(({ name, sum }) => (
              <tr key={name}>
                <th scope="row">{stepWords(name, stretches.step, figuresTexts(), texts().dates, hoursTexts().short)}</th>
                <td>{lengthWords(sum.announced)}</td><td>{lengthWords(sum.announced - sum.attended)}</td><td data-attended={attendedStep(shareOf(sum))}>{attendedWords(shareOf(sum))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

export function Gaps({ found: { answer } }: { found: Open }): JSX.Element {
  const { open: t } = insightTexts();
  return (
    <section class="card" aria-labelledby="open-gaps">
      <h2 id="open-gaps">{t.gaps}</h2>
      {answer.gaps.length === 0 ? <p>{t.noGaps}</p> : (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <div class="scroll" role="group" aria-labelledby="open-gaps" tabIndex={0}>
          <table class="number gaps">
            <caption class="quiet small"><span>{t.gapsCaption(grouped(answer.gaps.length), grouped(answer.gaps_in_all))}</span></caption>
            <thead><tr><th scope="col">{t.when}</th><th scope="col">{figuresTexts().channel}</th><th scope="col">{t.length}</th></tr></thead>
            <tbody>{answer.gaps.map((gap) => <tr key={gap.starts_at + gap.channel}><th scope="row">{gapWords(gap)}</th><td>{staffTexts().channel[gap.channel as "chat" | "phone"]}</td><td>{lengthWords(gap.seconds)}</td></tr>)}</tbody>
          </table>
        </div>
      )}
    </section>
  );
}
