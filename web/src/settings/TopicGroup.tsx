// One main topic with those below it, as counsellors see them, and what is special about each.
import type { JSX } from "preact";
import { shortDate } from "../hours/words.ts";
import { deskTexts } from "../shared/texts/desk.ts";
import { planningTexts } from "../shared/texts/planning.ts";
import { named } from "../shared/texts/staff.ts";
import { everyTopic, type Group, type Listed, type TopicList } from "./topics.ts";

interface TopicGroupProps {
  group: Group; list: TopicList;
  /** Whether the whole level is shown, so that a place in it means something. */
  ordered: boolean; first: boolean; last: boolean;
  onEdit: (topic: Listed | null, parent?: string) => void;
  onMove: (topic: Listed, by: 1 | -1) => void;
}

export function TopicGroup({ group, list, ordered, first, last, onEdit, onMove }: TopicGroupProps): JSX.Element {
  const { topics: t } = planningTexts();
  const id = `group-${group.code}`;
  return (
    <section class="card topic-group" aria-labelledby={id} data-state={group.state}>
      <div class="item-head">
        <h2 id={id}>{named(group)}</h2>
        <Facts topic={group} list={list} asks={group.requires_education_level} />
        <span class="acts">
          {ordered ? <Movers topic={group} first={first} last={last} onMove={onMove} /> : null}
          {group.retired_from === null ? <button type="button" class="plain-button small" aria-label={t.addBelowNamed(named(group))} onClick={() => onEdit(null, group.code)}>{t.addBelow}</button> : null}
          <Edit topic={group} onEdit={onEdit} />
        </span>
      </div>
      {group.children.length === 0 ? <p class="quiet">{t.noneBelow}</p> : null}
      <ol class="topics-below">
        {group.children.map((topic, index) => (
          <li key={topic.code} data-state={topic.state}>
            <div class="item-head">
              <h3>{named(topic)}</h3>
              <Facts topic={topic} list={list} asks={topic.requires_education_level && !group.requires_education_level} />
              <span class="acts">
                {ordered ? <Movers topic={topic} first={index === 0} last={index === group.children.length - 1} onMove={onMove} /> : null}
                <Edit topic={topic} onEdit={onEdit} />
              </span>
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Facts({ topic, list, asks }: { topic: Listed; list: TopicList; asks: boolean }): JSX.Element {
  const { topics: t } = planningTexts();
  const after = topic.successor === null ? undefined : everyTopic(list).find((one) => one.code === topic.successor);
  return (
    <>
      <code class="small quiet">{topic.code}</code>
      {asks ? <span class="tag-small">{t.asksLevel}</span> : null}
      {topic.state === "planned" && topic.active_from ? <span class="tag-small changed">{t.from(shortDate(topic.active_from))}</span> : null}
      {topic.retired_from ? <span class="tag-small changed">{(topic.state === "retired" ? t.gone : t.until)(shortDate(topic.retired_from))}</span> : null}
      {after ? <span class="small quiet">{t.after(named(after))}</span> : null}
    </>
  );
}

/** They stay where nothing can be moved, so that the one under the finger is always the same. */
function Movers({ topic, first, last, onMove }: { topic: Listed; first: boolean; last: boolean; onMove: TopicGroupProps["onMove"] }): JSX.Element {
  const { topics: t } = planningTexts();
  return (
    <>
      <button type="button" class="plain-button small mover" aria-label={t.up(named(topic))} aria-disabled={first} onClick={() => { if (!first) onMove(topic, -1); }}>↑</button>
      <button type="button" class="plain-button small mover" aria-label={t.down(named(topic))} aria-disabled={last} onClick={() => { if (!last) onMove(topic, 1); }}>↓</button>
    </>
  );
}

function Edit({ topic, onEdit }: { topic: Listed; onEdit: TopicGroupProps["onEdit"] }): JSX.Element {
  const t = deskTexts();
  return <button type="button" class="plain-button small" aria-label={t.editNamed(named(topic))} onClick={() => onEdit(topic)}>{t.edit}</button>;
}
