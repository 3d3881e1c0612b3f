// Finding a topic by what a counsellor types.
import type { Topic, TopicGroup } from "./lists.ts";

/** Groups with the topics that hold every word typed, in their name, hint or group; those chosen are left out. */
export function searchTopics(groups: TopicGroup[], query: string, chosen: readonly string[]): TopicGroup[] {
  const words = query.toLowerCase().split(/\s+/).filter((word) => word !== "");
  const holds = (group: TopicGroup, topic: Topic): boolean => {
    const text = `${topic.nb} ${topic.nn} ${topic.en} ${topic.hint_nb ?? ""} ${group.nb} ${group.nn} ${group.en}`.toLowerCase();
    return words.every((word) => text.includes(word));
  };
  return groups
    .map((group) => ({ ...group, children: group.children.filter((topic) => !chosen.includes(topic.code) && holds(group, topic)) }))
    .filter((group) => group.children.length > 0);
}

/** The favourite that a digit means in a field where nothing has been typed: 1 is the first. */
export function favouriteAt(favourites: readonly Topic[], query: string, key: string): Topic | undefined {
  return query === "" && /^[1-9]$/.test(key) ? favourites[Number(key) - 1] : undefined;
}
