// Topics by typing: the ones used most first, then a list grouped by first level; up to three, the first is the main one.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { careTexts } from "../shared/texts/care.ts";
import { named, staffTexts } from "../shared/texts/staff.ts";
import { Favourites } from "./Favourites.tsx";
import type { Topic, TopicGroup } from "./lists.ts";
import { keepInSight } from "./focus.ts";
import { favouriteAt, searchTopics } from "./topics.ts";
import { TopicList } from "./TopicList.tsx";
import { makePrimary, MOST_TOPICS, toggleTopic } from "./wrap_up.ts";

interface TopicPickerProps {
  groups: TopicGroup[]; favourites: readonly Topic[]; chosen: readonly string[]; problem: string | null; onChange: (codes: string[]) => void;
}

export function TopicPicker({ groups, favourites, chosen, problem, onChange }: TopicPickerProps): JSX.Element {
  const { wrapUp: t } = staffTexts();
  const field = useRef<HTMLInputElement>(null);
  const query = useSignal("");
  const isOpen = useSignal(false);
  const at = useSignal(0);
  const found = searchTopics(groups, query.value, chosen);
  const flat = found.flatMap((group) => group.children);
  const full = chosen.length >= MOST_TOPICS;
  const expanded = isOpen.value && flat.length > 0 && !full;
  const pick = (topic: Topic | undefined): void => {
    if (!topic || (full && !chosen.includes(topic.code))) return;
    onChange(toggleTopic(chosen, topic.code));
    query.value = "";
    at.value = 0;
    isOpen.value = false;
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const was = isOpen.value;
    const favourite = event.ctrlKey || event.metaKey || event.altKey ? undefined : favouriteAt(favourites, query.value, event.key);
    if (event.ctrlKey || event.metaKey) return;
    if (favourite) pick(favourite);
    else if (event.key === "ArrowDown") { isOpen.value = true; at.value = was ? Math.min(flat.length - 1, at.value + 1) : 0; }
    else if (event.key === "ArrowUp") at.value = Math.max(0, at.value - 1);
    else if (event.key === "Enter" && was && flat.length > 0) pick(flat[at.value]);
    else if (event.key === "Escape" && was) isOpen.value = false;
    else if (event.key === "Backspace" && query.value === "" && chosen.length > 0) onChange(chosen.slice(0, -1));
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  useEffect(() => {
    if (expanded) keepInSight(document.getElementById(`topic-${flat[at.value]?.code}`));
  });
  return (
    <div class="field topics">
      <label class="ds-label" for="topic-search">{t.topics}</label>
      <Chosen groups={groups} codes={chosen} onChange={(codes) => { onChange(codes); field.current?.focus(); }} />
      <Favourites topics={favourites} chosen={chosen} full={full} onPick={pick} />
      <div class="topic-field">
        <input id="topic-search" class="ds-input" ref={field} type="text" role="combobox" autocomplete="off" aria-autocomplete="list"
          aria-expanded={expanded} aria-controls="topic-list" aria-activedescendant={expanded ? `topic-${flat[at.value]?.code}` : undefined}
          aria-describedby={problem ? "topic-problem topic-hint" : "topic-hint"} aria-invalid={problem !== null} value={query.value}
          onInput={(event) => { query.value = event.currentTarget.value; at.value = 0; isOpen.value = true; }}
          onKeyDown={onKeyDown} onBlur={() => { isOpen.value = false; }} onClick={() => { isOpen.value = true; }} />
        <TopicList groups={expanded ? found : []} chosen={flat[at.value]?.code} label={t.topics} onPick={pick} />
      </div>
      <p class="small quiet" id="topic-hint">{favourites.length > 0 ? careTexts().wrapUps.hint : t.topicsHint}</p>
      {problem ? <p class="problem small" id="topic-problem" role="alert">{problem}</p> : null}
      <p class="ds-sr-only" role="status">{isOpen.value ? (flat.length > 0 ? t.found(flat.length) : t.noTopic) : ""}</p>
      {isOpen.value && flat.length === 0 ? <p class="small" aria-hidden="true">{t.noTopic}</p> : null}
    </div>
  );
}

function Chosen({ groups, codes, onChange }: { groups: TopicGroup[]; codes: readonly string[]; onChange: (codes: string[]) => void }): JSX.Element {
  const { wrapUp: t } = staffTexts();
  const topics = groups.flatMap((group) => group.children);
  return (
    <ul class="chosen">
      {codes.map((code, index) => {
        const topic = topics.find((one) => one.code === code);
        const name = topic ? named(topic) : code;
        return (
          <li key={code} data-primary={index === 0}>
            <span>{name}{index === 0 ? <span class="small quiet"> · {t.primary}</span> : null}</span>
            {index > 0 ? <button type="button" class="plain-button small" aria-label={t.makePrimary(name)} onClick={() => onChange(makePrimary(codes, code))}>↑</button> : null}
            <button type="button" class="plain-button small" aria-label={t.remove(name)} onClick={() => onChange(toggleTopic(codes, code))}>×</button>
          </li>
        );
      })}
    </ul>
  );
}
