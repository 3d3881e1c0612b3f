// The list of topics and deadlines as coordinators write them: what is found, moved, sent, and what days come to.
import assert from "node:assert/strict";
import { test } from "node:test";
import { bodyOf as deadlineBody, changedDays, type Day, daysAround, draftOf as deadlineDraft, factorOf, together } from "../src/settings/deadlines.ts";
import { type Judged, judgedRows, judgedWords } from "../src/settings/foretold.ts";
import { refusalOf, whyWords } from "../src/settings/refusal.ts";
import { bodyOf, draftOf, found, type Group, type Listed, movedBy, successorsOf, type TopicList, wholeCode } from "../src/settings/topics.ts";
import { HttpError } from "../src/shared/http.ts";
import { DESK_CATALOGUES } from "../src/shared/texts/desk.ts";
import { FIGURES_CATALOGUES } from "../src/shared/texts/figures.ts";
import { PLANNING_CATALOGUES } from "../src/shared/texts/planning.ts";

function topic(code: string, part: Partial<Listed> = {}): Listed {
  const parent = code.includes(".") ? code.slice(0, code.indexOf(".")) : null;
  const words = { nb: `${code} nb`, nn: `${code} nn`, en: `${code} en`, hint_nb: "", hint_nn: "", hint_en: "" };
  return { code, parent, ...words, requires_education_level: false, active_from: null, retired_from: null, successor: null, state: "used", version: "1", ...part };
}

function group(code: string, children: Listed[]): Group {
  return { ...topic(code), children };
}

const gone = topic("UTD.CC", { state: "retired", retired_from: "2026-01-01" });
const LIST: TopicList = { version: "1", edition: "e", topics: [group("UTD", [topic("UTD.AA", { hint_nb: "Læreplass" }), topic("UTD.BB"), gone]), group("JOB", [topic("JOB.AA")])] };
const codes = (groups: readonly Group[]): string[][] => groups.map((one) => [one.code, ...one.children.map((child) => child.code)]);

test("retired topics are shown to whoever asks, and help words are searched like names", () => {
  assert.deepEqual(codes(found(LIST, "", false)), [["UTD", "UTD.AA", "UTD.BB"], ["JOB", "JOB.AA"]]);
  assert.deepEqual(codes(found(LIST, "", true))[0], ["UTD", "UTD.AA", "UTD.BB", "UTD.CC"]);
  assert.deepEqual(codes(found(LIST, "læreplass utd", false)), [["UTD", "UTD.AA"]]);
  assert.deepEqual(found(LIST, "nothing", true), []);
});

test("a topic moves by a place among those shown, and those not shown keep theirs", () => {
  assert.deepEqual(movedBy(["A", "x", "B", "C"], ["A", "B", "C"], "A", 1), ["x", "B", "A", "C"]);
  assert.deepEqual(movedBy(["A", "x", "B", "C"], ["A", "B", "C"], "C", -1), ["A", "x", "C", "B"]);
  assert.equal(movedBy(["A", "B"], ["A", "B"], "A", -1), null);
  assert.equal(movedBy(["A", "B"], ["A", "B"], "B", 1), null);
});

test("a new topic brings its whole code, a known one its end and a successor only with an end", () => {
  assert.equal(wholeCode({ ...draftOf(null, "UTD"), code: " dd " }), "UTD.DD");
  const made = bodyOf({ ...draftOf(null), code: "kom", nb: "Kom" }, null);
  assert.equal(made["code"], "KOM");
  assert.equal(made["parent"], null);
  const changed = bodyOf({ ...draftOf(topic("UTD.AA")), successor: "UTD.BB" }, "UTD.AA");
  assert.ok(!("code" in changed));
  assert.deepEqual([changed["retired_from"], changed["successor"]], [null, null]);
  assert.equal(bodyOf({ ...draftOf(topic("UTD.AA")), retired_from: "2027-01-01", successor: "UTD.BB" }, "UTD.AA")["successor"], "UTD.BB");
});

test("who may come after is of the same level, still used, and another one", () => {
  assert.deepEqual(successorsOf(LIST, "UTD.AA", "UTD").map((one) => one.code), ["UTD.BB", "JOB.AA"]);
  assert.deepEqual(successorsOf(LIST, "UTD", "").map((one) => one.code), ["JOB"]);
});

test("a factor is typed with a comma or a point, and is nothing beyond its bounds", () => {
  assert.deepEqual(["2,5", "2.5", " 0 ", "20", "20,1", "-1", "", "to", "1e3"].map(factorOf), [2.5, 2.5, 0, 20, null, null, null, null, null]);
  const draft = { ...deadlineDraft(null), first: "2027-04-15", factor: "3" };
  assert.deepEqual(deadlineBody(draft), { name: { nb: "", nn: "", en: "" }, first: "2027-04-15", last: "2027-04-15", factor: 3 });
});

test("both channels are one day, and days that differ by less than half a contact are the same", () => {
  const day = (name: string, before: number, after: number): Day & { channel: string } => ({ day: name, channel: "chat", before, after });
  const days = together([day("2027-04-15", 10, 30), day("2027-04-14", 8, 8.4), day("2027-04-15", 2.2, 6)]);
  assert.deepEqual(days.map((one) => one.day), ["2027-04-14", "2027-04-15"]);
  assert.deepEqual(changedDays(days), { days: 1, before: 12, after: 36 });
  const many = together(["2027-01-01", "2027-04-01", "2027-04-08", "2027-04-15", "2027-04-22", "2027-04-23"].map((name) => day(name, 4, 4)));
  assert.deepEqual(daysAround(many, "2027-04-15", "2027-04-15").map((one) => one.day), ["2027-04-08", "2027-04-15", "2027-04-22"]);
  assert.equal(daysAround(many, "", ""), many);
});

test("every reason of the list of topics is said in words", () => {
  const words = DESK_CATALOGUES.nb.problems;
  const reasons = [
    "must be a code such as UTD.ABC: 2 to 6 capital letters or digits", "must not lie in the past", "topics below it are still used then: UTD.AA, UTD.BB",
    "is the successor of UTD.AA, still used then", "no topic would be left", "must not be after the topic above it is retired", "must not be before the topic above it begins",
    "must not be before it begins", "must not lead back to this topic", "must be in use from the date on which this one is retired", "is retired or will be", "is another topic's already",
    "must be on or after first, within 100 days", "must be a number from 0 to 20, such as 2 for twice as many",
  ];
  const said = reasons.map((why) => whyWords(why, words));
  assert.ok(said.every((one) => !one.startsWith("Godtas ikke")), said.join("\n"));
  assert.ok(said[2]?.includes("UTD.AA, UTD.BB"));
  assert.equal(refusalOf(new HttpError(409, "wrong_state", {}, null)).kind, "outdated");
});

test("how well the forecast did is told in words, busy hours apart, and what cannot be said is left out", () => {
  const row: Judged = { channel: "phone", days_ahead: 7, replayed: false, hours: 1_344, inside_range: 0.862, busy_hours: 84, busy_inside_range: 0.893, forecast_error: 0.66, forecast_bias: -0.031, naive_error: 0.772 };
  const words = (part: Partial<Judged> = {}): string[] => judgedWords({ ...row, ...part }, PLANNING_CATALOGUES.nb, FIGURES_CATALOGUES.nb);
  assert.deepEqual(words(), [
    "1\u00a0344 åpne timer: 86 % innenfor spennet.",
    "Minst én var ventet i 84 av dem: 89 % innenfor.",
    "Avvikene er til sammen 66 % av alle som kom.",
    "«Det samme som uka før» ville bommet med 77 %.",
    "Samlet lå prognosen 3 % for lavt.",
  ]);
  assert.equal(words({ busy_hours: 0, busy_inside_range: null })[1], "I ingen av dem var noen ventet, så de sier lite.");
  assert.equal(words({ busy_hours: 1_344 })[1], "Minst én var ventet i alle.");
  assert.equal(words({ forecast_bias: 0.002 }).at(-1), "Samlet lå prognosen verken for høyt eller for lavt.");
  assert.equal(words({ inside_range: 1, hours: 40, forecast_error: null, forecast_bias: null, naive_error: null }).length, 2);
  assert.deepEqual(judgedRows({ definitions: {}, rows: [{ ...row, hours: 0 }, row] }), [row]);
});
