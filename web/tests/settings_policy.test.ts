// What the desk decides about itself: units as people use them, what a change is, and words for every figure.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { byDay, counted, lately, percent, thisYear, wrongIn as wrongPeriod } from "../src/settings/feedback.ts";
import { kept } from "../src/settings/editing.ts";
import { changesOf, doubtsOf, type Figures, grouped, GROUPS, meant, typedOf, unitOf, wrongIn } from "../src/settings/policy.ts";
import { valueWords } from "../src/settings/policy_words.ts";
import { whyWords } from "../src/settings/refusal.ts";
import { DESK_CATALOGUES } from "../src/shared/texts/desk.ts";
import { POLICY_CATALOGUES } from "../src/shared/texts/policy.ts";

const FIGURES: Figures = {
  values: { offer_seconds: 30, chat_capacity: 3, idle_warning_seconds: 300, idle_end_seconds: 600, take_by_hand: 1 },
  defaults: { offer_seconds: 30, chat_capacity: 2, idle_warning_seconds: 300, idle_end_seconds: 600, take_by_hand: 1 },
  bounds: { offer_seconds: [1, 600], chat_capacity: [1, 10], idle_warning_seconds: [0, 3_600], idle_end_seconds: [0, 3_600], take_by_hand: [0, 1] },
  decided: ["chat_capacity"],
};

test("every figure of the desk's policy has a place on the page and words in each language", () => {
  const policy = readFileSync(new URL("../../app/domain/policy.py", import.meta.url), "utf8");
  const names = [...policy.matchAll(/^ {4}(\w+): int = /gm)].map(([, name]) => name ?? "");
  assert.ok(names.length > 40);
  const placed: readonly string[] = Object.values(GROUPS).flat();
  assert.deepEqual(names.filter((name) => !placed.includes(name)), [], "put it into GROUPS of web/src/settings/policy.ts");
  for (const [code, { figures }] of Object.entries(POLICY_CATALOGUES)) {
    assert.deepEqual(names.filter((name) => !(name in figures)), [], `give it words in policy_${code}.ts`);
  }
});

test("a length stands in the largest unit that is whole, a day from two on", () => {
  assert.deepEqual([0, 30, 90, 120, 3_600, 86_400, 172_800].map(unitOf), ["second", "second", "second", "minute", "hour", "hour", "day"]);
  assert.deepEqual(typedOf("offer_seconds", 0, 600), { amount: "0", unit: "minute" });
  assert.deepEqual(typedOf("chat_capacity", 3, 2), { amount: "3", unit: null });
});

test("people write commas and spaces, and what is no whole second is no length", () => {
  assert.equal(meant({ amount: " 2,5 ", unit: "minute" }, 0), 150);
  assert.equal(meant({ amount: "1 000", unit: null }, 0), 1_000);
  assert.equal(meant({ amount: "0,1", unit: "hour" }, 0), 360);
  assert.equal(meant({ amount: null, unit: null }, 30), 30);
  for (const amount of ["", "-1", "1e3", "ti", "1,2,3", "0,5"]) assert.equal(meant({ amount, unit: "second" }, 0), null, amount);
});

test("what is out of bounds is told and changes nothing", () => {
  const typed = { amount: "12", unit: null };
  assert.equal(wrongIn("chat_capacity", typed, FIGURES), "high");
  assert.equal(wrongIn("chat_capacity", { amount: "0", unit: null }, FIGURES), "low");
  assert.equal(wrongIn("chat_capacity", { amount: "to", unit: null }, FIGURES), "number");
  assert.deepEqual(changesOf({ chat_capacity: typed }, FIGURES), []);
});

test("the same length in another unit is no change, and a default asked for is one even where the figure stays", () => {
  assert.deepEqual(changesOf({ idle_end_seconds: { amount: "600", unit: "second" } }, FIGURES), []);
  assert.deepEqual(changesOf({ chat_capacity: { amount: null, unit: null } }, FIGURES), [{ name: "chat_capacity", before: 3, after: 2, back: true }]);
  const decided: Figures = { ...FIGURES, decided: ["offer_seconds"] };
  assert.deepEqual(changesOf({ offer_seconds: { amount: null, unit: null } }, decided), [{ name: "offer_seconds", before: 30, after: 30, back: true }]);
});

test("a warning after the end is doubtful, whichever of the two was changed, and only then", () => {
  const late = changesOf({ idle_warning_seconds: { amount: "10", unit: "minute" } }, FIGURES);
  assert.deepEqual(doubtsOf(late, FIGURES), ["warnedTooLate"]);
  assert.deepEqual(doubtsOf(changesOf({ idle_end_seconds: { amount: "0", unit: "minute" } }, FIGURES), FIGURES), ["neverEnds"]);
  assert.deepEqual(doubtsOf(changesOf({ chat_capacity: { amount: "4", unit: null } }, { ...FIGURES, values: { ...FIGURES.values, idle_end_seconds: 0 } }), FIGURES), ["manyChats"]);
});

test("a draft of another release is not taken up", () => {
  const blank = { figures: {}, reason: "" };
  const editing = { id: "policy", version: null, base: blank, now: { figures: { burst: { amount: "5", unit: null } }, reason: "x" } };
  assert.deepEqual(kept(editing, blank), editing);
  for (const other of [null, {}, { ...editing, now: { figures: {} } }, { ...editing, base: { figures: {}, reason: 1 } }]) assert.equal(kept(other as typeof editing, blank), null);
});

test("a figure of another release stands last, under its own name", () => {
  assert.deepEqual(grouped(["new_thing", "chat_capacity"]).map(([group, names]) => [group, names]), [["offers", ["chat_capacity"]], [null, ["new_thing"]]]);
});

test("figures are said as people say them", () => {
  assert.deepEqual([["offer_seconds", 30], ["text_kept_seconds", 86_400], ["answer_kept_seconds", 1_209_600], ["hold_days", 30], ["queue_room", 1_000_000], ["follow_up_opening_days", 5], ["take_by_hand", 0]].map(([name, value]) => valueWords(String(name), Number(value))),
    ["30 sekunder", "24 timer", "14 døgn", "30 døgn", "1\u00a0000\u00a0000", "5", "Bare koordinatorer"]);
});

test("what the desk refuses is said in words; what nobody foresaw is shown as it is", () => {
  const { problems } = DESK_CATALOGUES.nb;
  const said = (why: string): string => whyWords(why, problems);
  assert.equal(said("must be at most 500 characters"), problems.longest(500));
  assert.equal(said("must be at most 30 days ahead"), problems.tooFar(30));
  assert.equal(said("has an unknown placeholder: {navn}"), problems.unknownPlaceholder("{navn}"));
  assert.equal(said("is another reply's already"), problems.taken);
  assert.equal(said("there are 500 replies already"), problems.full);
  assert.equal(said("must be a slash and 1 to 20 small letters, digits or hyphens, such as /hei"), problems.shortcut);
  assert.equal(said("must begin with https://"), problems.https);
  assert.equal(said("must name a public site"), problems.address);
  assert.equal(said("must be later than starts_at"), problems.order);
  assert.equal(said("must lie in the future"), problems.past);
  assert.equal(said("must be an instant such as 2026-11-23T09:00:00Z"), problems.moment);
  assert.equal(said("is required: a shared reply stands in bokmål, nynorsk and English"), problems.text);
  assert.equal(said("zzz"), problems.other("zzz"));
});

test("a distribution has every score, and a share of nothing is none", () => {
  const found = { answers: 4, asked: 10, mean: 4.25, scores: { 5: 3, 2: 1 }, words: [] };
  assert.deepEqual(counted(found).map((row) => [row.score, row.count, row.share]), [["5", 3, 75], ["4", 0, 0], ["3", 0, 0], ["2", 1, 25], ["1", 0, 0]]);
  assert.equal(percent(0, 0), null);
  assert.deepEqual(byDay([{ date: "2026-11-01", score: 5, words: "a" }, { date: "2026-11-03", score: 1, words: "b" }]).map(([day]) => day), ["2026-11-03", "2026-11-01"]);
});

test("the last days end today, and a year begins in January", () => {
  assert.deepEqual(lately(30, "2026-03-01"), { from: "2026-01-31", to: "2026-03-01" });
  assert.deepEqual([["2026-01-01", "2026-01-01"], ["2026-01-02", "2026-01-01"], ["", "2026-01-01"], ["2025-01-01", "2026-02-04"], ["2025-01-01", "2026-02-05"]].map(([from, to]) => wrongPeriod({ from: from ?? "", to: to ?? "" })), [null, "order", "order", null, "long"]);
  assert.deepEqual(thisYear("2026-11-23"), { from: "2026-01-01", to: "2026-11-23" });
});
