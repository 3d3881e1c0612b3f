// The log in words: which rule changed how, which day it was, who worked when.
import assert from "node:assert/strict";
import { test } from "node:test";
import { changesOf } from "../src/hours/changes.ts";
import { orderOf, type Order } from "../src/board/orders.ts";

const TEN_TO_EIGHT = [["10:00", "20:00"]];
const WEEK = { id: "ordinary", channel: null, valid_from: null, valid_to: null, enabled: true, on_holidays: false, weekly: { 1: TEN_TO_EIGHT, 5: [] } };

test("of a changed week only the days that differ are told", () => {
  const after = { ...WEEK, valid_to: "2026-12-31", weekly: { 1: [["10:00", "15:00"]], 5: [] } };
  assert.deepEqual(changesOf({ weekly_rules: [WEEK] }, { weekly_rules: [after] }), [{
    title: "Endret: vanlig uke «ordinary»",
    lines: [
      { name: "Til og med", before: null, after: "torsdag 31. desember 2026" },
      { name: "mandag", before: "10–20", after: "10–15" },
    ],
  }]);
});

test("a rule that came or went is told whole, by the name that citizens read", () => {
  const summer = { id: "p1", channel: "phone", priority: 20, frm: "2027-06-28", to: "2027-08-06", on_holidays: false, weekly: { 1: [["10:00", "15:00"]] }, label_nb: "Sommer", label_nn: "Sommar", label_en: "Summer" };
  const [change] = changesOf({ period_rules: [] }, { period_rules: [summer] });
  assert.equal(change?.title, "Ny: periode «Sommer»");
  assert.deepEqual(change?.lines.find((line) => line.name === "Uke"), { name: "Uke", before: null, after: "man 10–15, tir–søn stengt" });
  assert.deepEqual(change?.lines.find((line) => line.name === "Gjelder for"), { name: "Gjelder for", before: null, after: "Telefon" });
  assert.equal(changesOf({ period_rules: [summer] }, { period_rules: [] })[0]?.title, "Fjernet: periode «Sommer»");
});

test("rules that only changed places have not changed", () => {
  const other = { ...WEEK, id: "other" };
  assert.deepEqual(changesOf({ weekly_rules: [WEEK, other] }, { weekly_rules: [other, WEEK] }), []);
});

test("two rules of one name are told apart by their order", () => {
  const [change, ...none] = changesOf({ weekly_rules: [WEEK, WEEK] }, { weekly_rules: [WEEK, { ...WEEK, enabled: false }] });
  assert.deepEqual(change?.lines, [{ name: "I bruk", before: "ja", after: "nei" }]);
  assert.deepEqual(none, []);
});

test("a closure is a day with hours and a name; ids and ranks are told to nobody", () => {
  const closure = { date: "2026-12-24", channel: null, priority: 40, intervals: [], label_nb: "Julaften", label_nn: "Julaftan", label_en: "Christmas Eve", label_se: "" };
  const lines = changesOf(null, closure).flatMap((change) => change.lines);
  assert.deepEqual(lines.map((line) => [line.name, line.before, line.after]), [
    ["Dato", null, "torsdag 24. desember 2026"], ["Gjelder for", null, "Chat og telefon"], ["Tider", null, "stengt"],
    ["Navn, bokmål", null, "Julaften"], ["Navn, nynorsk", null, "Julaftan"], ["Navn, engelsk", null, "Christmas Eve"],
  ]);
});

test("a shift says when on the Oslo clock, for whom and for what", () => {
  const shift = { shift_id: "x", counsellor_id: "y", name: "Eldbjørg", starts_at: "2026-11-24T09:00:00+00:00", ends_at: "2026-11-24T19:00:00+00:00", channels: ["chat", "phone"], series_id: null, reason: null };
  const lines = changesOf(shift, { ...shift, ends_at: "2026-11-24T14:30:00+00:00" }).flatMap((change) => change.lines);
  assert.deepEqual(lines, [{ name: "Til", before: "tirsdag 24. november 2026 kl. 20.00", after: "tirsdag 24. november 2026 kl. 15.30" }]);
  assert.deepEqual(changesOf(shift, null)[0]?.lines.map((line) => line.before), ["Eldbjørg", "tirsdag 24. november 2026 kl. 10.00", "tirsdag 24. november 2026 kl. 20.00", "Chat, Telefon"]);
});

test("a file of shifts is a line for each shift, under the name of whose it is", () => {
  const shift = (id: string, ends: string): object => ({ shift_id: id, name: "Ada", starts_at: "2026-11-24T09:00:00Z", ends_at: `2026-11-24T${ends}:00:00Z`, channels: ["chat"] });
  const [change] = changesOf({ changed: [shift("1", "11")], removed: [shift("2", "12")] }, { added: [shift("3", "13")], changed: [shift("1", "14")], counts: "added 1, changed 1, removed 1" });
  const words = (end: string): string => `tirsdag 24. november 2026 kl. 10.00 – kl. ${end}.00, Chat`;
  assert.deepEqual(change?.lines, [
    { name: "Ada", before: null, after: words("14") }, { name: "Ada", before: words("12"), after: words("15") }, { name: "Ada", before: words("13"), after: null },
  ]);
});

test("choices are said by their names and lengths in minutes", () => {
  const [change] = changesOf({ last_call: 1, stop_intake_seconds: 0 }, { last_call: 2, stop_intake_seconds: 600 });
  assert.deepEqual(change?.lines.map((line) => line.after), ["Slipp inn så lenge også en samtale rekker", "10 minutter"]);
});

test("an order by hand is told with its end and its reason", () => {
  const order = { order: "close", channel: "chat", reason: { nb: "Brann", nn: "Brann", en: "Fire" }, since: "2026-11-23T12:00:00Z", until: "2026-11-23T13:00:00Z" };
  assert.deepEqual(changesOf({ manual: [] }, { manual: [order] })[0]?.lines, [
    { name: "Styrt for hånd", before: "ingenting for hånd", after: "Chatten er stengt for hånd. Til mandag 23. november 2026 kl. 14.00. «Brann»" },
  ]);
});

test("the order that names a channel is the stronger, and one that follows the rules is none", () => {
  const order = (kind: Order["order"], channel: Order["channel"]): Order => ({ order: kind, channel, reason: { nb: "", nn: "", en: "" }, since: null, until: null, author: null });
  const all = order("close", null);
  assert.equal(orderOf("phone", [all]), all);
  assert.equal(orderOf("chat", [all, order("follow_rules", "chat")]), null);
  assert.equal(orderOf("phone", [order("close", "chat")]), null);
});
