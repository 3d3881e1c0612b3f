// How citizens found the service, month by month, and the same as a file.
import type { JSX } from "preact";
import { FileButtons } from "../statistics/FileButtons.tsx";
import "../statistics/statistics.css";
import { countWords, shareWords } from "../statistics/topic_words.ts";
import { stepWords } from "../statistics/words.ts";
import { texts } from "../shared/texts/catalogue.ts";
import { figuresTexts } from "../shared/texts/figures.ts";
import { insightTexts } from "../shared/texts/insight.ts";
import { staffTexts } from "../shared/texts/staff.ts";
import { type Period, type Satisfaction, satisfactionPath } from "./feedback.ts";

export function FeedbackMonths({ found, period }: { found: Satisfaction; period: Period }): JSX.Element | null {
  const t = insightTexts();
  if (!found.months || found.months.length === 0) return null;
  return (
    <>
      <section class="card" aria-labelledby="feedback-months">
        <h2 id="feedback-months">{t.months.heading}</h2>
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
        <div class="scroll" role="group" aria-labelledby="feedback-months" tabIndex={0}>
          <table class="number months">
            <thead><tr><th scope="col">{t.months.month}</th><th scope="col">{t.months.asked}</th><th scope="col">{t.months.answers}</th><th scope="col">{t.months.share}</th><th scope="col">{t.months.mean}</th></tr></thead>
            <tbody>
              {found.months.map((row) => (
                <tr key={row.month}>
                  <th scope="row">{stepWords(row.month, "month", figuresTexts(), texts().dates, [])}</th>
                  <td>{row.asked}</td><td>{countWords(row.answers)}</td><td>{shareWords(row.answer_share)}</td><td>{row.mean === null ? "–" : row.mean.toFixed(1).replace(".", staffTexts().board.decimal)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        <p class="quiet small note">{t.hiddenMeans}</p>
      </section>
      <FileButtons hint={t.hiddenMeans} files={[{ words: t.months.heading, path: satisfactionPath(period), name: `satisfaction-${period.from}-${period.to}`, kinds: ["csv"] }]} />
    </>
  );
}
