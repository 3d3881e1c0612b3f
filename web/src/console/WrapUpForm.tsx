// What the contact was about: outcome and topics first, the level only when asked for, the rest collapsed.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { announce } from "../shared/parts/Announce.tsx";
import { careTexts } from "../shared/texts/care.ts";
import { staffTexts } from "../shared/texts/staff.ts";
import { AttemptResult } from "./AttemptResult.tsx";
import { Choice } from "./Choice.tsx";
import type { Conversation } from "./conversation.ts";
import { favouriteTopics, loadFavourites } from "./favourites.ts";
import { focusSoon, TOPIC_FIELD } from "./focus.ts";
import { type Code, type Lists, lists } from "./lists.ts";
import { give } from "./model.ts";
import { TopicPicker } from "./TopicPicker.tsx";
import { asksForLevel, finished, missing, UNSPECIFIED_LEVEL, type WrapUpFields, type WrapUpProblem } from "./wrap_up.ts";
import { afterRecorded } from "./wrap_ups.ts";

const FIELD_IDS: Record<WrapUpProblem, string> = { disposition: "outcome", topics: TOPIC_FIELD, education_level_asked: "level" };

export function WrapUpForm({ conversation }: { conversation: Conversation }): JSX.Element | null {
  const { wrapUp: t } = staffTexts();
  const all = lists.value;
  const found = useSignal<WrapUpProblem[]>([]);
  useEffect(() => void loadFavourites(), []);
  if (!all) return <div class="skeleton" aria-hidden="true"><span /><span /></div>;
  const fields = conversation.wrapUp.fields.value;
  const over = conversation.contact.value.state === "wrap_up";
  const change = (part: Partial<WrapUpFields>): void => {
    conversation.wrapUp.record(part);
    found.value = found.value.filter((problem) => missing(all, conversation.wrapUp.fields.value).includes(problem));
  };
  const finish = (event: Event): void => {
    event.preventDefault();
    if (passOn(all, fields)) return;
    found.value = missing(all, fields);
    const [first] = found.value;
    if (first) void focusSoon(FIELD_IDS[first]);
    else if (over) void record(conversation, all);
    else announce(t.endFirst);
  };
  const problem = (name: WrapUpProblem): string | null => (found.value.includes(name) ? t.problems[name] : null);
  return (
    <form class="wrap-up" data-contact={conversation.id} onSubmit={finish} noValidate>
      <AttemptResult conversation={conversation} />
      <TopicPicker groups={all.topics} favourites={favouriteTopics(all.topics)} chosen={fields.topics ?? []} problem={problem("topics")} onChange={(topics) => change({ topics })} />
      {asksForLevel(all, fields.topics ?? []) ? (
        <Choice id="level" label={t.level} codes={levels(all)} value={fields.education_level_asked ?? ""} empty={t.choose}
          problem={problem("education_level_asked")} onChange={(value) => change({ education_level_asked: value })} />
      ) : null}
      <Choice id="outcome" label={t.outcome} codes={all.outcomes} value={fields.disposition ?? ""} problem={problem("disposition")}
        onChange={(value) => change({ disposition: value })} />
      <Rest all={all} fields={fields} onChange={change} />
      <p class="small quiet" role="status">{over ? t[conversation.wrapUp.saving.value] : t.endFirst}</p>
      <button type="submit" class="ds-button" data-fullwidth aria-disabled={!over} aria-describedby="finish-hint">{t.finish}</button>
      <p class="small quiet" id="finish-hint">{careTexts().wrapUps.finishHint}</p>
    </form>
  );
}

/** From the topics on to the level that they have just asked for: nothing is wrong yet, it is only next. */
function passOn(all: Lists, fields: WrapUpFields): boolean {
  const only = missing(all, fields);
  if (document.activeElement?.id !== TOPIC_FIELD || only.join() !== "education_level_asked") return false;
  void focusSoon(FIELD_IDS.education_level_asked);
  return true;
}

async function record(conversation: Conversation, all: Lists): Promise<void> {
  const result = conversation.contact.value.follow_up ? { follow_up: conversation.result } : {};
  const fields = finished(all, conversation.wrapUp.fields.value);
  await conversation.wrapUp.hold();
  if (!(await give({ type: "wrap_up", contact_id: conversation.id, ...fields, ...result }))) return conversation.wrapUp.release();
  void loadFavourites();
  await afterRecorded(conversation.id);
}

function Rest({ all, fields, onChange }: { all: Lists; fields: WrapUpFields; onChange: (part: Partial<WrapUpFields>) => void }): JSX.Element {
  const { wrapUp: t } = staffTexts();
  return (
    <details>
      <summary>{t.more}</summary>
      <p class="small quiet">{t.moreHint}</p>
      <Optional id="age_band" label={t.age} codes={all.optional.age_band} fields={fields} onChange={onChange} />
      <Optional id="job_status" label={t.job} codes={all.optional.job_status} fields={fields} onChange={onChange} />
      <Optional id="education_background" label={t.background} codes={all.backgrounds} fields={fields} onChange={onChange} />
      <Optional id="county" label={t.county} codes={all.optional.county} fields={fields} onChange={onChange} />
      <Optional id="sex" label={t.sex} codes={all.optional.sex} fields={fields} onChange={onChange} />
      <Optional id="earlier_guidance" label={t.earlier} codes={all.optional.earlier_guidance} fields={fields} onChange={onChange} />
    </details>
  );
}

type OptionalField = "age_band" | "job_status" | "education_background" | "county" | "sex" | "earlier_guidance";
interface OptionalProps { id: OptionalField; label: string; codes: Code[]; fields: WrapUpFields; onChange: (part: Partial<WrapUpFields>) => void }

/** «Ikke registrert» stands first and is an ordinary value. */
function Optional({ id, label, codes, fields, onChange }: OptionalProps): JSX.Element {
  const unregistered = codes.find((code) => /(^|\.)IR$|^99$/.test(code.code));
  const rest = codes.filter((code) => code !== unregistered);
  return (
    <Choice id={id} label={label} codes={rest} value={fields[id] && fields[id] !== unregistered?.code ? fields[id] : ""}
      empty={staffTexts().wrapUp.notRegistered} onChange={(value) => onChange({ [id]: value === "" ? unregistered?.code ?? null : value })} />
  );
}

/** «Ikke spesifisert» last, whichever place the list gives it. */
function levels(all: Lists): Code[] {
  const unspecified = all.levels.filter((code) => code.code === UNSPECIFIED_LEVEL);
  return [...all.levels.filter((code) => code.code !== UNSPECIFIED_LEVEL), ...unspecified];
}
