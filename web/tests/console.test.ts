// The counsellor's rules: what a wrap-up must hold, searching for topics, today's hours.
import assert from "node:assert/strict";
import { test } from "node:test";
import { hoursOf } from "../src/board/hours.ts";
import type { LoadRow } from "../src/board/model.ts";
import type { Lists, TopicGroup } from "../src/console/lists.ts";
import { searchTopics } from "../src/console/topics.ts";
import { asksForLevel, finished, makePrimary, missing, toggleTopic } from "../src/console/wrap_up.ts";

const named = (nb: string): { nb: string; nn: string; en: string } => ({ nb, nn: nb, en: nb });
const GROUPS: TopicGroup[] = [
  { code: "UTD", ...named("Utdanning"), requires_education_level: true, children: [{ code: "UTD.FAG", ...named("Fagbrev og lærling") }] },
  { code: "JOB", ...named("Jobb"), children: [{ code: "JOB.SOK", ...named("Søke jobb") }, { code: "JOB.BYT", ...named("Bytte yrke") }] },
];
const LISTS = { topics: GROUPS } as unknown as Lists;

test("a wrap-up wants an outcome, a topic where the outcome has one, and the level where the topic asks", () => {
  assert.deepEqual(missing(LISTS, { disposition: "FULL", topics: [] }), ["topics"]);
  assert.deepEqual(missing(LISTS, { disposition: "TULL", topics: [] }), []);
  assert.deepEqual(missing(LISTS, { disposition: "FULL", topics: ["UTD.FAG"] }), ["education_level_asked"]);
  assert.deepEqual(missing(LISTS, { disposition: null, topics: ["JOB.SOK"] }), ["disposition"]);
  assert.equal(asksForLevel(LISTS, ["JOB.SOK"]), false);
  assert.equal(finished(LISTS, { topics: ["JOB.SOK"], education_level_asked: "ASK.BA" }).education_level_asked, null);
});

test("at most three topics, and any of them can be the main one", () => {
  assert.deepEqual(toggleTopic(["a", "b", "c"], "d"), ["a", "b", "c"]);
  assert.deepEqual(toggleTopic(["a", "b"], "a"), ["b"]);
  assert.deepEqual(makePrimary(["a", "b", "c"], "c"), ["c", "a", "b"]);
});

test("topics are found by every word, in the group's name too, and chosen ones are left out", () => {
  const codes = (query: string, chosen: string[] = []): string[] => searchTopics(GROUPS, query, chosen).flatMap((group) => group.children.map((topic) => topic.code));
  assert.deepEqual(codes("jobb søke"), ["JOB.SOK"]);
  assert.deepEqual(codes("jobb"), ["JOB.SOK", "JOB.BYT"]);
  assert.deepEqual(codes("jobb", ["JOB.SOK"]), ["JOB.BYT"]);
});

test("the day's rows run from the first busy hour to the last, and add up", () => {
  const row = (hour: number, arrivals: number): LoadRow => ({
    starts_at: `2026-11-23T${String(hour).padStart(2, "0")}:00:00.000Z`, channel: "chat", arrivals, answered: Math.max(0, arrivals - 4), abandoned: arrivals > 0 ? 1 : 0,
    short_abandoned: arrivals > 0 ? 1 : 0, turned_away: arrivals > 0 ? 1 : 0, callback: 0, lost: 0, still_waiting: arrivals > 0 ? 1 : 0, wait_p50_seconds: null, staffed_seconds: 0,
  });
  const hours = hoursOf([row(7, 0), row(8, 6), row(9, 0), row(10, 5), row(11, 0)]);
  assert.deepEqual(hours.map((hour) => hour.hour), ["09", "10", "11"]);
  assert.deepEqual(hours.map((hour) => hour.answered + hour.left + hour.lost + hour.turnedAway + hour.other), hours.map((hour) => hour.arrivals));
});
