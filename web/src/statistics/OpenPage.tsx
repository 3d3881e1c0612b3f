// Was the desk as open as it was announced: how much of the time somebody was there, and when nobody was.
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { osloDate } from "../shared/dates.ts";
import { deskNow } from "../shared/now.ts";
import { announce } from "../shared/parts/Announce.tsx";
import { texts } from "../shared/texts/catalogue.ts";
import { figuresTexts } from "../shared/texts/figures.ts";
import { hoursTexts } from "../shared/texts/hours.ts";
import { insightTexts } from "../shared/texts/insight.ts";
import { staffTexts } from "../shared/texts/staff.ts";
import { CHANNELS } from "../board/orders.ts";
import { useFound } from "../settings/found.ts";
import "../settings/settings.css";
import { addressAt, daysOf, givenIn, type Question, readQuestion, wrongIn } from "./asked.ts";
import { askedAt } from "./address.ts";
import { Answered, type Keyed } from "./Answered.tsx";
import { Defined } from "./Defined.tsx";
import { FileButtons } from "./FileButtons.tsx";
import { type Open, openPath, type OpenTotal, readOpen } from "./open_calls.ts";
import { attendedWords, lengthWords } from "./open_words.ts";
import { Gaps, OpenDays } from "./OpenDays.tsx";
import { OpenWeek } from "./OpenWeek.tsx";
import { ChannelField, PeriodFields } from "./QuestionFields.tsx";
import "./statistics.css";
import { daysWords } from "./words.ts";

const usual = readQuestion(new URLSearchParams());
const asked = askedAt<Question>("open", (hash) => readQuestion(givenIn(hash)));

function ask(next: Question): void {
  location.hash = addressAt("open", next, usual);
}

export function OpenPage(): JSX.Element {
  const { open: t } = insightTexts();
  const today = osloDate(deskNow());
  const now = asked.value;
  const days = daysOf(now, today);
  const wrong = wrongIn(days, today);
  const key = JSON.stringify([days, now.channel, wrong]);
  const found = useFound<Keyed<Open> | null>(async () => (wrong === null ? { key, answer: await readOpen(now, days) } : null), { key });
  const shown = found.value?.key === key && found.value.answer !== null;
  useEffect(() => { if (shown) announce(t.read(daysWords(days, figuresTexts(), texts().dates, hoursTexts()))); }, [shown, key]);
  return (
    <div class="settings statistics">
      <section class="card" aria-label={figuresTexts().filters}>
        <div class="tools filters">
          <PeriodFields asked={now} today={today} wrong={wrong} onAsk={ask} />
          <ChannelField asked={now} onAsk={ask} />
        </div>
      </section>
      <Answered found={found} wanted={key} wrong={wrong !== null} reset={() => ask(usual)}>
        {(answer) => <Shown found={answer} asked={now} today={today} />}
      </Answered>
    </div>
  );
}

function Shown({ found, asked: now, today }: { found: Open; asked: Question; today: string }): JSX.Element {
  const t = insightTexts();
  const { answer, days } = found;
  const channels = CHANNELS.filter((channel) => answer.totals.some((row) => row.channel === channel && row.announced_seconds > 0));
  return (
    <>
      <section class="card" aria-labelledby="open-whole">
        <h2 id="open-whole">{t.open.whole}</h2>
        <p class="quiet">{daysWords(days, figuresTexts(), texts().dates, hoursTexts())}. {days.to >= today ? figuresTexts().unfinished : ""} {t.open.what}</p>
        {channels.length === 0 ? <p>{t.open.empty}</p> : <dl class="figures number totals">{answer.totals.map((row) => <Total key={row.channel} row={row} />)}</dl>}
      </section>
      {channels.map((channel) => <div key={channel} class="drawn"><div><OpenWeek found={found} channel={channel} /></div><OpenDays rows={answer.days} channel={channel} /></div>)}
      {channels.length === 0 ? null : <Gaps found={found} />}
      <Defined definitions={answer.definitions} terms={[["announced_seconds", t.open.announced], ["attended_seconds", t.open.attended], ["share", t.open.part]]} />
      <FileButtons hint={t.open.what} files={[{ words: t.tabs.open, path: openPath(now, days), name: `availability-${days.from}-${days.to}` }]} />
    </>
  );
}

function Total({ row }: { row: OpenTotal }): JSX.Element {
  const { open: t } = insightTexts();
  return (
    <div data-large="true" data-channel={row.channel}>
      <dt>{t.share(staffTexts().channel[row.channel as "chat" | "phone"].toLowerCase())}</dt>
      <dd>{attendedWords(row.share) || "–"}</dd>
      <dd class="changed">{t.ofAnnounced(lengthWords(row.announced_seconds), lengthWords(row.announced_seconds - row.attended_seconds))}</dd>
    </div>
  );
}
