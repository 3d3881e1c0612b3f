// The list of topics as coordinators edit it: what it is made of, how it is found, and what a change would mean.
import type { Names } from "../board/orders.ts";
import { call } from "../shared/http.ts";
import type { Editing } from "./editing.ts";

export type State = "planned" | "used" | "retired";
export type Finding = "renamed_in_past" | "not_choosable" | "no_successor" | "mapped" | "returns" | "level_asked" | "level_by_parent" | "drafts_open";
export interface Listed extends Names {
  code: string; parent: string | null; se?: string; hint_nb: string; hint_nn: string; hint_en: string;
  requires_education_level: boolean; active_from: string | null; retired_from: string | null; successor: string | null;
  state: State; version: string;
}
export interface Group extends Listed { children: readonly Listed[] }
export interface TopicList { version: string; edition: string; topics: readonly Group[] }
export interface Shown extends Names { code: string; requires_education_level: boolean }
export interface TopicPreview { seen_from: string; topics: readonly (Shown & { children: readonly Shown[] })[]; recorded: number; drafts: number; findings: readonly Finding[] }

export const LANGUAGES = ["nb", "nn", "en"] as const;
export const HINTS = ["hint_nb", "hint_nn", "hint_en"] as const;
/** Empty texts are what is not said; `asks` is the education level. */
export interface TopicDraft extends Names {
  code: string; parent: string; se: string; hint_nb: string; hint_nn: string; hint_en: string;
  asks: boolean; active_from: string; retired_from: string; successor: string;
}

const change = { staff: true } as const;
const LIST = "/api/topic-list";

export const getTopicList = (): Promise<TopicList> => call<TopicList>(LIST);

/** New without an id; else the version that its author saw goes along, and 409 says that there is a newer one. */
export function saveTopic({ id, version, now }: Editing<TopicDraft>): Promise<unknown> {
  return id === null
    ? call(LIST, { ...change, method: "POST", body: bodyOf(now, null) })
    : call(pathOf(id), { ...change, method: "PUT", body: { ...bodyOf(now, id), if_version: version } });
}

export function previewTopic(id: string | null, now: TopicDraft): Promise<TopicPreview> {
  return call<TopicPreview>(id === null ? `${LIST}/preview` : `${pathOf(id)}/preview`, { ...change, method: "POST", body: bodyOf(now, id) });
}

/** The topics of one level (`parent`, null for the first) in this order. */
export function orderTopics(parent: string | null, codes: readonly string[], version: string): Promise<TopicList> {
  return call<TopicList>(`${LIST}/order`, { ...change, method: "PUT", body: { parent, codes, if_version: version } });
}

const pathOf = (code: string): string => `${LIST}/${encodeURIComponent(code)}`;
const orNull = (text: string): string | null => (text.trim() === "" ? null : text.trim());

/** What the desk is told; a known topic keeps its code and what stands above it. */
export function bodyOf(draft: TopicDraft, id: string | null): Record<string, unknown> {
  const { nb, nn, en, asks } = draft;
  const said = { nb, nn, en, se: orNull(draft.se), ...Object.fromEntries(HINTS.map((name) => [name, orNull(draft[name])])), requires_education_level: asks, active_from: orNull(draft.active_from) };
  return id === null
    ? { ...said, code: wholeCode(draft), parent: orNull(draft.parent) }
    : { ...said, retired_from: orNull(draft.retired_from), successor: orNull(draft.retired_from) === null ? null : orNull(draft.successor) };
}

/** Whether it says enough for the desk to look at it. */
export function isComplete(draft: TopicDraft, id: string | null): boolean {
  return LANGUAGES.every((code) => draft[code].trim() !== "") && (id !== null || draft.code.trim().length > 1);
}

/** A new topic's own part of the code is typed; below another one its code comes first. */
export function wholeCode({ code, parent }: TopicDraft): string {
  const own = code.trim().toUpperCase();
  return parent === "" ? own : `${parent}.${own}`;
}

export function draftOf(topic: Listed | null, parent = ""): TopicDraft {
  return {
    code: topic?.code ?? "", parent: topic?.parent ?? parent, nb: topic?.nb ?? "", nn: topic?.nn ?? "", en: topic?.en ?? "", se: topic?.se ?? "",
    hint_nb: topic?.hint_nb ?? "", hint_nn: topic?.hint_nn ?? "", hint_en: topic?.hint_en ?? "",
    asks: topic?.requires_education_level ?? false, active_from: topic?.active_from ?? "", retired_from: topic?.retired_from ?? "", successor: topic?.successor ?? "",
  };
}

export const everyTopic = (list: TopicList): Listed[] => list.topics.flatMap((top) => [top, ...top.children]);

/** Groups with the topics that hold every word; a group that holds them itself has all of its own. */
export function found(list: TopicList, query: string, retired: boolean): Group[] {
  const words = query.toLowerCase().split(/\s+/).filter((word) => word !== "");
  const shown = (topic: Listed): boolean => retired || topic.state !== "retired";
  const holds = (topic: Listed): boolean => {
    const text = [topic.code, topic.nb, topic.nn, topic.en, topic.se ?? "", topic.hint_nb, topic.hint_nn, topic.hint_en].join("\n").toLowerCase();
    return words.every((word) => text.includes(word));
  };
  return list.topics
    .filter(shown)
    .map((top) => ({ ...top, children: top.children.filter((one) => shown(one) && (holds(one) || holds(top))) }))
    .filter((top) => top.children.length > 0 || holds(top));
}

/** The codes of a level with one of them a place up (-1) or down (1) among those shown; null where there is no such place. */
export function movedBy(all: readonly string[], shown: readonly string[], code: string, by: 1 | -1): string[] | null {
  const neighbour = shown[shown.indexOf(code) + by];
  if (neighbour === undefined || !shown.includes(code)) return null;
  const others = all.filter((one) => one !== code);
  const at = others.indexOf(neighbour) + (by === 1 ? 1 : 0);
  return [...others.slice(0, at), code, ...others.slice(at)];
}

/** Who may come after a topic: others of its level that are not retired, nor will be. */
export function successorsOf(list: TopicList, code: string, parent: string): Listed[] {
  return everyTopic(list).filter((one) => one.code !== code && (one.parent === null) === (parent === "") && one.retired_from === null);
}
