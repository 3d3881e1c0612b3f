// The topics that counsellors choose from: two levels in their order, with those that are planned or retired.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import "../hours/hours.css";
import { Skeleton } from "../board/Skeleton.tsx";
import { announce } from "../shared/parts/Announce.tsx";
import { planningTexts } from "../shared/texts/planning.ts";
import { named } from "../shared/texts/staff.ts";
import { useEditing } from "./editing.ts";
import { useFound } from "./found.ts";
import { History } from "./History.tsx";
import { signedOutBy } from "./refusal.ts";
import "./settings.css";
import "./planning.css";
import { TopicDialog } from "./TopicDialog.tsx";
import { TopicGroup } from "./TopicGroup.tsx";
import { draftOf, everyTopic, found as foundIn, getTopicList, type Listed, movedBy, orderTopics, type TopicDraft } from "./topics.ts";
import { Unread } from "./Unread.tsx";

export function TopicListPage(): JSX.Element {
  const { topics: t } = planningTexts();
  const found = useFound(getTopicList);
  const editor = useEditing<TopicDraft>("topic", draftOf(null));
  const query = useSignal("");
  const retired = useSignal(false);
  const notMoved = useSignal(false);
  const list = found.value;
  const groups = list ? foundIn(list, query.value, retired.value) : [];
  const count = groups.reduce((all, group) => all + group.children.length, 0);
  const filtered = query.value.trim() !== "";
  useEffect(() => { if (filtered && list) announce(t.count(count)); }, [count, filtered]);
  if (list === null) return found.failed ? <Unread of={found} /> : <Skeleton />;
  const gone = everyTopic(list).filter((one) => one.state === "retired").length;
  const edit = (topic: Listed | null, parent = ""): void => editor.open({ id: topic?.code ?? null, version: topic?.version ?? null, base: draftOf(topic, parent) });
  const move = async (topic: Listed, by: 1 | -1, shown: readonly Listed[]): Promise<void> => {
    const level = everyTopic(list).filter((one) => one.parent === topic.parent).map((one) => one.code);
    const codes = movedBy(level, shown.map((one) => one.code), topic.code, by);
    if (codes === null) return;
    try {
      await orderTopics(topic.parent, codes, list.version);
      notMoved.value = false;
      announce(t.moved(named(topic), shown.indexOf(topic) + by + 1, shown.length));
    } catch (error) {
      notMoved.value = !signedOutBy(error);
    }
    await found.again();
  };
  return (
    <div class="settings">
      <Unread of={found} />
      <section class="card" aria-label={t.what}>
        <p class="quiet">{t.hint}</p>
        <div class="row tools">
          <div class="field grow">
            <label class="ds-label" for="topic-search">{t.search}</label>
            <input id="topic-search" class="ds-input" type="search" value={query.value} onInput={(event) => { query.value = event.currentTarget.value; }} />
          </div>
          <button type="button" class="ds-button" onClick={() => edit(null)}>{t.add}</button>
        </div>
        {gone > 0 ? <label class="check warned"><input type="checkbox" checked={retired.value} onChange={(event) => { retired.value = event.currentTarget.checked; }} /> {t.showRetired(gone)}</label> : null}
        <p class="quiet small number">{t.count(everyTopic(list).filter((one) => one.parent !== null && one.state === "used").length)} · {t.edition(list.edition)}</p>
      </section>
      {notMoved.value ? <p class="problem" role="alert">{t.notMoved}</p> : null}
      {groups.length === 0 ? <section class="card"><p>{t.none}</p></section> : null}
      {groups.map((group) => (
        <TopicGroup key={group.code} group={group} list={list} ordered={!filtered} onEdit={edit}
          onMove={(topic, by) => void move(topic, by, topic.parent === null ? groups : group.children)} first={group === groups[0]} last={group === groups.at(-1)} />
      ))}
      <History about="topics" after={list} />
      {editor.editing.value ? <TopicDialog editor={editor} found={found} /> : null}
    </div>
  );
}
