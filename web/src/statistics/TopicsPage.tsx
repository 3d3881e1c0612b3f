// What people asked about: topics on two levels, what they are divided by, and the same as files.
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { osloDate } from "../shared/dates.ts";
import { deskNow } from "../shared/now.ts";
import { announce } from "../shared/parts/Announce.tsx";
import { texts } from "../shared/texts/catalogue.ts";
import { figuresTexts } from "../shared/texts/figures.ts";
import { hoursTexts } from "../shared/texts/hours.ts";
import { insightTexts } from "../shared/texts/insight.ts";
import { useFound } from "../settings/found.ts";
import "../settings/settings.css";
import { askedAt } from "./address.ts";
import { Answered, type Keyed } from "./Answered.tsx";
import { comparedDays, daysOf, wrongIn } from "./asked.ts";
import { Choice } from "./Choice.tsx";
import { Defined } from "./Defined.tsx";
import { FileButtons } from "./FileButtons.tsx";
import { ChannelField, CompareField, PeriodFields, WhoseFields } from "./QuestionFields.tsx";
import "./statistics.css";
import { TopicBars } from "./TopicBars.tsx";
import { TopicCross } from "./TopicCross.tsx";
import type { Levels } from "./topic_words.ts";
import { CODES, LEVELS, readTopicsAsked, type TopicsAsked, topicsAddress } from "./topics_asked.ts";
import { comparedIn, readLevels, readTopics, type Topics, topicsPath } from "./topics_calls.ts";
import { daysWords, grouped } from "./words.ts";

const asked = askedAt("topics", readTopicsAsked);

function ask(next: TopicsAsked): void {
  location.hash = topicsAddress(next);
}

export function TopicsPage(): JSX.Element {
  const t = insightTexts();
  const today = osloDate(deskNow());
  const now = asked.value;
  const days = daysOf(now, today);
  const wrong = wrongIn(days, today);
  // How much is shown of an answer is no new question.
  const key = JSON.stringify([days, { ...now, show: "", detail: "" }, wrong]);
  const found = useFound<Keyed<Topics> | null>(async () => (wrong === null ? { key, answer: await readTopics(now, days) } : null), { key });
  const levels = useFound(readLevels);
  const contacts = found.value?.key === key ? found.value.answer?.answer.contacts : undefined;
  useEffect(() => { if (contacts !== undefined) announce(t.topics.read(grouped(contacts))); }, [contacts, key]);
  return (
    <div class="settings statistics">
      <section class="card" aria-label={figuresTexts().filters}>
        <div class="tools filters">
          <PeriodFields asked={now} today={today} wrong={wrong} onAsk={ask} />
          <ChannelField asked={now} onAsk={ask} />
          <WhoseFields asked={now} onAsk={ask} />
          <Choice id="detail" label={t.topics.detail} value={now.detail} options={LEVELS.map((one) => [one, t.topics.details[one]])} onChoose={(detail) => ask({ ...now, detail } as TopicsAsked)} />
          <Choice id="codes" label={t.topics.codes} value={now.codes} options={CODES.map((one) => [one, t.topics.codesOf[one]])} onChoose={(codes) => ask({ ...now, codes } as TopicsAsked)} />
          <CompareField asked={now} onAsk={ask} />
        </div>
      </section>
      <Answered found={found} wanted={key} wrong={wrong !== null} reset={() => ask(readTopicsAsked(""))}>
        {(answer) => <Shown found={{ ...answer, asked: { ...answer.asked, show: now.show, detail: now.detail } }} levels={levels.value ?? []} today={today} />}
      </Answered>
    </div>
  );
}

function Shown({ found, levels, today }: { found: Topics; levels: Levels; today: string }): JSX.Element {
  const t = insightTexts();
  const { answer } = found;
  return (
    <>
      <Told found={found} today={today} />
      {answer.contacts === 0 ? <section class="card"><p>{t.topics.empty}</p></section> : <><TopicBars found={found} /><TopicCross found={found} levels={levels} onAsk={ask} /></>}
      <Defined definitions={answer.definitions} terms={[["primary", t.topics.primary], ["named", t.topics.named], ["not_registered", t.notRegistered], ["share", t.shareOfAll], ["share_registered", t.shareOfRegistered], ["small_cells", t.hidden]]} />
      <Files found={found} />
    </>
  );
}

/** Which days, by which list, and what is not compared. */
function Told({ found, today }: { found: Topics; today: string }): JSX.Element {
  const { asked: now, days, compared, answer } = found;
  const [t, f] = [insightTexts(), figuresTexts()];
  const words = (of: typeof days): string => daysWords(of, f, texts().dates, hoursTexts());
  const overlaps = compared === null && comparedDays(now, days) !== null;
  const lines = [
    `${words(days)}.`, days.to >= today ? f.unfinished : "", compared ? f.against(words(compared)) : "",
    compared && comparedIn(found) === null ? f.nothingBefore : "",
    overlaps ? t.topics.overlap : "", t.topics.what, t.topics.version(answer.version), now.codes === "today" ? t.topics.codesMean : "",
  ];
  return <p class="quiet">{lines.filter((line) => line !== "").join(" ")}</p>;
}

function Files({ found: { asked: now, days, compared } }: { found: Topics }): JSX.Element {
  const t = insightTexts();
  const name = `${days.from}-${days.to}`;
  return (
    <FileButtons hint={t.hiddenMeans} files={[
      { words: t.topics.files.rows, path: topicsPath(now, days, "", compared), name: `topics-${name}` },
      { words: t.topics.files.cells, path: topicsPath(now, days, now.by, null), name: `topics-${now.by}-${name}` },
    ]} />
  );
}
