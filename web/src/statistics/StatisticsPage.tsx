// How it was: the figures of a period, what changed, when people come, and the same as a file.
import { signal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { Skeleton } from "../board/Skeleton.tsx";
import { osloDate } from "../shared/dates.ts";
import { deskNow } from "../shared/now.ts";
import { announce } from "../shared/parts/Announce.tsx";
import { texts } from "../shared/texts/catalogue.ts";
import { type FiguresTexts, figuresTexts } from "../shared/texts/figures.ts";
import { hoursTexts } from "../shared/texts/hours.ts";
import { named } from "../shared/texts/staff.ts";
import { useFound } from "../settings/found.ts";
import { toHeadingWhenLost } from "../settings/lost_focus.ts";
import "../settings/settings.css";
import { Unread } from "../settings/Unread.tsx";
import { addressOf, type Asked, daysOf, readAsked, wrongIn } from "./asked.ts";
import { readStatistics, type Statistics } from "./calls.ts";
import { Downloads } from "./Downloads.tsx";
import { Filters } from "./Filters.tsx";
import { stepOf } from "./grid.ts";
import { HeatMap } from "./HeatMap.tsx";
import { acrossChannels, MEASURES, seriesOf } from "./measures.ts";
import "./statistics.css";
import { Parts } from "./Parts.tsx";
import { Steps } from "./Steps.tsx";
import { Totals } from "./Totals.tsx";
import { daysWords } from "./words.ts";

const asked = signal<Asked>(readAsked(location.hash));
// The address is the page's memory: going back, a shared link and a reload all arrive here.
addEventListener("hashchange", () => { if (/^#\/?statistics/.test(location.hash)) asked.value = readAsked(location.hash); });

function ask(next: Asked): void {
  location.hash = addressOf(next);
}

export function StatisticsPage(): JSX.Element {
  const t = figuresTexts();
  const today = osloDate(deskNow());
  const now = asked.value;
  const days = daysOf(now, today);
  const wrong = wrongIn(days, today);
  const step = stepOf(days);
  // What is measured is only shown otherwise: no need to ask again.
  const key = JSON.stringify([days, now.channel, now.centre, now.language, now.compare, now.period, wrong]);
  const found = useFound(async () => (wrong === null ? { key, answer: await readStatistics(now, days, step) } : null), { key });
  const old = found.value !== null && found.value.key !== key;
  const answer = found.value?.answer ?? null;
  useEffect(() => { if (answer && !old) announce(t.shown(t.measures[now.measure], wordsOf(answer, t))); }, [answer, old, now.measure]);
  return (
    <div class="settings statistics">
      <Filters asked={now} today={today} wrong={wrong} onAsk={ask} />
      <Unread of={found} />
      {wrong === null && (found.value === null || old) && !found.failed ? <Fetching fresh={found.value === null} /> : null}
      {wrong === null && found.value !== null && !old && answer === null ? <Refused /> : null}
      {answer ? <Shown found={{ ...answer, asked: { ...answer.asked, measure: now.measure } }} today={today} old={old} /> : null}
    </div>
  );
}

function Fetching({ fresh }: { fresh: boolean }): JSX.Element {
  return fresh ? <section class="card"><Skeleton /></section> : <p class="quiet small">{figuresTexts().fetching}</p>;
}

/** An address that somebody has typed or kept for too long: one press leads back to what there is. */
function Refused(): JSX.Element {
  const t = figuresTexts();
  const reset = (): void => {
    ask(readAsked(""));
    toHeadingWhenLost();
  };
  return <p class="problem" role="alert">{t.refused} <button type="button" class="plain-button" onClick={reset}>{t.reset}</button></p>;
}

function Shown({ found, today, old }: { found: Statistics; today: string; old: boolean }): JSX.Element {
  const t = figuresTexts();
  const { asked: { measure, channel }, cells } = found;
  const empty = cells.totals.every((row) => row.arrivals === 0 && !row.staffed_seconds);
  const series = seriesOf(measure, channel);
  return (
    <div class="shown" aria-busy={old}>
      <Totals found={found} today={today} />
      {empty ? <section class="card"><p>{t.empty}</p></section> : (
        <>
          {acrossChannels(measure) || channel !== "" ? null : <p class="quiet">{t.apart}</p>}
          <div class="drawn">
            <div>{series.map((one) => <HeatMap key={one} found={found} channel={one} />)}<Parts found={found} series={series} /></div>
            <Steps found={found} series={series} today={today} />
          </div>
        </>
      )}
      <Definitions found={found} />
      <Downloads asked={found.asked} days={found.days} />
    </div>
  );
}

/** The desk's own definitions, the same as in every export: that of the measure first. */
function Definitions({ found }: { found: Statistics }): JSX.Element {
  const t = figuresTexts();
  const { measure } = found.asked;
  const order = [measure, ...MEASURES.filter((one) => one !== measure)];
  return (
    <details class="definitions">
      <summary>{t.define}</summary>
      <dl>{order.map((one) => {
        const names = found.cells.definitions[one];
        return names ? <div key={one}><dt>{t.measures[one]}</dt><dd>{named(names)}</dd></div> : null;
      })}</dl>
    </details>
  );
}

function wordsOf(found: Statistics, t: FiguresTexts): string {
  return daysWords(found.days, t, texts().dates, hoursTexts());
}
