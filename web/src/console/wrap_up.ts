// What a wrap-up must hold before it can be finished (protocol § 3.2). The desk has the last word; this saves a round.
import type { RecordWrapUp } from "../shared/protocol.ts";
import type { Lists, Topic } from "./lists.ts";

export type WrapUpFields = Omit<RecordWrapUp, "type" | "id" | "contact_id">;
export type WrapUpProblem = "disposition" | "topics" | "education_level_asked";

export const MOST_TOPICS = 3;
export const UNSPECIFIED_LEVEL = "IKKE_SPES";
const WITHOUT_TOPIC: ReadonlySet<string> = new Set(["TULL", "TEKN", "BRUTT", "IR"]);

export const EMPTY: WrapUpFields = { disposition: "FULL", topics: [] };

export function topicByCode(lists: Lists, code: string): Topic | undefined {
  return lists.topics.flatMap((group) => group.children).find((topic) => topic.code === code);
}

/** True when a chosen topic, or the group above it, asks for the education level. */
export function asksForLevel(lists: Lists, codes: readonly string[]): boolean {
  return lists.topics.some((group) => group.children.some(
    (topic) => codes.includes(topic.code) && Boolean(topic.requires_education_level || group.requires_education_level),
  ));
}

/** What is missing, in the order of the form; empty when it can be finished. */
export function missing(lists: Lists, fields: WrapUpFields): WrapUpProblem[] {
  const problems: WrapUpProblem[] = [];
  const topics = fields.topics ?? [];
  if (!fields.disposition) problems.push("disposition");
  if (topics.length === 0 && !WITHOUT_TOPIC.has(fields.disposition ?? "")) problems.push("topics");
  if (asksForLevel(lists, topics) && !fields.education_level_asked) problems.push("education_level_asked");
  return problems;
}

/** Without a topic that asks for it, the level is not ours to send. */
export function finished(lists: Lists, fields: WrapUpFields): WrapUpFields {
  const asked = asksForLevel(lists, fields.topics ?? []);
  return asked ? fields : { ...fields, education_level_asked: null };
}

/** Adds a topic last, or takes it away; never more than three. */
export function toggleTopic(codes: readonly string[], code: string): string[] {
  if (codes.includes(code)) return codes.filter((other) => other !== code);
  return codes.length < MOST_TOPICS ? [...codes, code] : [...codes];
}

/** The primary topic is the first. */
export function makePrimary(codes: readonly string[], code: string): string[] {
  return [code, ...codes.filter((other) => other !== code)];
}
