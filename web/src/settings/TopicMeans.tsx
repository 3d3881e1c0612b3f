// What a change of a topic would mean: the groups as counsellors will see them, and what it does to figures.
import type { JSX } from "preact";
import { longDate } from "../hours/words.ts";
import { osloDate } from "../shared/dates.ts";
import { deskNow } from "../shared/now.ts";
import { planningTexts } from "../shared/texts/planning.ts";
import { named } from "../shared/texts/staff.ts";
import { grouped } from "../statistics/words.ts";
import { useAsking } from "./asking.ts";
import { bodyOf, isComplete, previewTopic, type TopicDraft, type TopicPreview, wholeCode } from "./topics.ts";

export function TopicMeans({ id, now }: { id: string | null; now: TopicDraft }): JSX.Element {
  const { topics: t } = planningTexts();
  const asked = useAsking(isComplete(now, id) ? JSON.stringify([id, bodyOf(now, id)]) : null, () => previewTopic(id, now));
  const { value } = asked;
  const seen = value === null || value.seen_from <= osloDate(deskNow()) ? t.previewNow : t.previewHeading(longDate(value.seen_from));
  return (
    <section class="means" aria-labelledby="topic-means">
      <h3 id="topic-means">{seen}</h3>
      {asked.state === "waits" ? <p class="quiet small">{t.previewWaits}</p> : null}
      {asked.state === "failed" ? <p class="problem small">{t.previewFailed}</p> : null}
      {value === null ? null : <Means value={value} code={id} marked={id ?? wholeCode(now)} />}
    </section>
  );
}

function Means({ value, code, marked }: { value: TopicPreview; code: string | null; marked: string }): JSX.Element {
  const { topics: t } = planningTexts();
  return (
    <>
      {value.topics.length === 0 ? <p>{t.nobodySees}</p> : null}
      <div class="beside">
        {value.topics.map((top) => (
          <div key={top.code} class="look-frame">
            <p class="look-head"><strong>{named(top)}</strong></p>
            <ul>{top.children.map((one) => <li key={one.code}>{one.code === marked ? <strong>{named(one)}</strong> : named(one)}</li>)}</ul>
          </div>
        ))}
      </div>
      <ul class="doubts">
        {value.findings.map((finding) => <li key={finding} class="doubt small">{finding === "drafts_open" ? t.findings.drafts_open(value.drafts) : t.findings[finding]}</li>)}
      </ul>
      {code === null ? null : <p class="quiet small number">{t.recorded(grouped(value.recorded))}</p>}
    </>
  );
}
