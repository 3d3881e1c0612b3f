// From when until when a topic is used, who comes after it, and whether it asks for the education level.
import type { JSX } from "preact";
import { planningTexts } from "../shared/texts/planning.ts";
import { named } from "../shared/texts/staff.ts";
import { Field } from "./Field.tsx";
import type { TopicFields } from "./TopicDialog.tsx";
import { type Listed, successorsOf, type TopicList } from "./topics.ts";

interface TopicLifeProps extends TopicFields { id: string | null; stored: Listed | null; list: TopicList }

export function TopicLife({ id, stored, now, list, set, wrong }: TopicLifeProps): JSX.Element {
  const { topics: t } = planningTexts();
  const day = { class: "ds-input", type: "date", min: "2000-01-01", max: "2100-12-31" } as const;
  const above = list.topics.find((top) => top.code === now.parent);
  const begins = stored === null || stored.state === "planned";
  return (
    <>
      <label class="check">
        <input type="checkbox" checked={now.asks} onChange={(event) => set({ asks: event.currentTarget.checked })} /> {t.level}
      </label>
      {above?.requires_education_level ? <p class="quiet small">{t.levelAbove(named(above))}</p> : null}
      <div class="row">
        {begins ? <Field id="topic-active_from" label={t.begins} hint={stored === null ? t.beginsHint : undefined} wrong={wrong("active_from")}>{(marks) => <input {...marks} {...day} value={now.active_from} onChange={(event) => set({ active_from: event.currentTarget.value })} />}</Field> : null}
        {id === null ? null : <Field id="topic-retired_from" label={t.retires} hint={t.retiresHint} wrong={wrong("retired_from")}>{(marks) => <input {...marks} {...day} value={now.retired_from} onChange={(event) => set({ retired_from: event.currentTarget.value })} />}</Field>}
        {id === null || now.retired_from === "" ? null : <After id={id} now={now} list={list} set={set} wrong={wrong} />}
      </div>
    </>
  );
}

/** Those of its own group first, for a successor mostly stands beside it. */
function After({ id, now, list, set, wrong }: TopicFields & { id: string; list: TopicList }): JSX.Element {
  const { topics: t } = planningTexts();
  const all = successorsOf(list, id, now.parent);
  const beside = all.filter((one) => one.parent === (now.parent || null));
  const choice = (one: Listed): JSX.Element => <option key={one.code} value={one.code}>{named(one)} ({one.code})</option>;
  return (
    <Field id="topic-successor" label={t.successor} hint={t.successorHint} wrong={wrong("successor")}>
      {(marks) => (
        <select {...marks} class="ds-input" value={now.successor} onChange={(event) => set({ successor: event.currentTarget.value })}>
          <option value="">{t.noSuccessor}</option>
          {beside.map(choice)}
          {all.filter((one) => !beside.includes(one)).map(choice)}
        </select>
      )}
    </Field>
  );
}
