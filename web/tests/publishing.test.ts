// The page for publishing: an address says what is asked, a period must be over, hidden cells are told, and what
// differs is named.
import assert from "node:assert/strict";
import { test } from "node:test";
import { daysOf, monthsUpTo, type PublishAsked, publishAddress, questionOf, readPublish, wholeOf, wrongWith, yearsFor } from "../src/publish/asked.ts";
import { linesOf, versionsChanged } from "../src/publish/differing.ts";
import { hiddenIn, type Known, saysNothing, sheetsOf, type Told } from "../src/publish/sheets.ts";
import { questionWords, subject } from "../src/publish/words.ts";

const TODAY = "2026-11-24";
const USUAL = readPublish("#publish", TODAY);
const KNOWN: Known = { levels: [], topics: new Map([["UTD", { nb: "Utdanning", nn: "Utdanning", en: "Education" }]]) };
const topic = (code: string, primary: number | null, named: number | null): Record<string, unknown> => (
  { topic: code, parent: null, name_nb: code, name_nn: code, name_en: code, retired: false, primary, primary_share: null, primary_share_registered: null, named }
);

test("the address says what is not as usual, is read as it was written, and keeps nothing that is not asked", () => {
  assert.equal(publishAddress(USUAL, TODAY), "#publish");
  const own: PublishAsked = { ...USUAL, time: "own", from: "2026-10-05", to: "2026-10-11", by: "centre", level: "2" };
  assert.equal(publishAddress(own, TODAY), "#publish/time=own&from=2026-10-05&to=2026-10-11&by=centre&level=2");
  assert.deepEqual(readPublish(publishAddress(own, TODAY), TODAY), own);
  assert.equal(publishAddress({ ...own, report: "annual", year: "2024" }, TODAY), "#publish/report=annual&year=2024");
  assert.deepEqual(readPublish("#publish/report=secret&month=2026-13&year=soon&snapshot=x", TODAY), USUAL);
  assert.equal(readPublish("#publish/period=own&from=2026-10-05&to=2026-10-11", TODAY).time, "own");
});

test("the desk is asked for whole days, the last one included", () => {
  assert.deepEqual(questionOf(USUAL), { from: "2026-10-01", to: "2026-11-01" });
  assert.deepEqual(questionOf({ ...USUAL, month: "2026-02", by: "month" }), { from: "2026-02-01", to: "2026-03-01", by: "month", level: "1" });
  assert.deepEqual(questionOf({ ...USUAL, month: "2025-12" }), { from: "2025-12-01", to: "2026-01-01" });
  assert.deepEqual(questionOf({ ...USUAL, time: "year", year: "2025" }), { from: "2025-01-01", to: "2026-01-01" });
  assert.deepEqual(questionOf({ ...USUAL, report: "annual", year: "2025" }), { year: "2025" });
});

test("only what is over may be published; the open extract has the months that are", () => {
  const own = (from: string, to: string): PublishAsked => ({ ...USUAL, time: "own", from, to });
  assert.equal(wrongWith(USUAL, TODAY), null);
  assert.equal(wrongWith({ ...USUAL, month: "2026-11" }, TODAY), "over");
  assert.deepEqual([own("2026-11-01", "2026-11-23"), own("2026-11-01", TODAY), own("2026-11-02", "2026-11-01"), own("", "")].map((one) => wrongWith(one, TODAY)), [null, "over", "order", "missing"]);
  assert.equal(wrongWith({ ...USUAL, report: "annual", year: "2026" }, TODAY), "over");
  assert.equal(wrongWith({ ...USUAL, report: "contacts", year: "2026" }, TODAY), null);
  assert.equal(yearsFor("annual", TODAY, "2025")[0], "2025");
  assert.equal(yearsFor("contacts", TODAY, "2011").at(-1), "2011");
  assert.deepEqual(monthsUpTo("2026-01-31", "2025-12").slice(0, 2), ["2025-12", "2025-11"]);
});

test("a month and a year are called so, other days by their dates", () => {
  assert.deepEqual(wholeOf(daysOf(USUAL)), { month: "2026-10" });
  assert.equal(wholeOf({ from: "2026-10-01", to: "2026-10-30" }), null);
  assert.equal(subject({ report: "topics", question: { from: "2026-10-01", to: "2026-11-01", by: "centre" } }), "Tema, oktober 2026, etter enhet");
  assert.equal(questionWords({ from: "2025-01-01", to: "2026-01-01" }), "2025");
  assert.equal(questionWords({ from: "2026-10-05", to: "2026-10-12", centre: "TROMSO" }), "5. oktober 2026 – 11. oktober 2026, centre TROMSO");
  assert.equal(questionWords({ from: "2026-10-05T10:00:00Z", to: "2026-10-05T11:00:00Z" }), "2026-10-05T10:00:00Z – 2026-10-05T11:00:00Z");
});

test("counts that are kept back are counted, in every table, and shares are not", () => {
  const told: Told = { report: "topics", question: { by: "channel" }, tables: { topics: [topic("UTD", 9, null)], by: [{ value: "chat", topic: "UTD", contacts: null }, { value: "phone", topic: "UTD", contacts: 9 }, { value: "phone", topic: "all", contacts: 9 }] } };
  assert.equal(hiddenIn(told.tables), 2);
  assert.deepEqual([told.tables, { topics: [topic("UTD", null, 0)] }, {}].map(saysNothing), [false, true, true]);
  const [list, divided] = sheetsOf(told, KNOWN);
  assert.deepEqual(list?.lines.map(({ name, counts }) => [name, counts]), [["UTD", [9, null]]]);
  assert.deepEqual(divided?.counts, ["Chat", "Telefon"]);
  assert.deepEqual(divided?.lines.map(({ name, counts }) => [name, counts]), [["UTD", [null, 9]], ["Alle", [undefined, 9]]]);
});

test("the open extract is a table for each channel, and one of topics by the names of the list", () => {
  const row = { month: "2026-09", channel: "chat", outcome: "answered", contacts: 12 };
  const sheets = sheetsOf({ report: "contacts", question: { year: "2026" }, tables: { arrivals: [row, { ...row, outcome: "all", contacts: 14 }], topics: [{ month: "2026-09", topic: "UTD", contacts: 12 }] } }, KNOWN);
  assert.deepEqual(sheets.map(({ heading, counts }) => [heading, counts]), [["Henvendelser, Chat", ["september 2026"]], ["Første tema", ["september 2026"]]]);
  assert.deepEqual(sheets[0]?.lines.map(({ name, counts }) => [name, counts]), [["Besvart", [12]], ["Henvendelser", [14]]]);
});

test("what differs is named with then and today, and what it is counted by now", () => {
  const told: Told = { report: "topics", question: {}, tables: {} };
  const differences = [
    { table: "topics", was: topic("UTD", 9, 9), now: topic("UTD", 10, null) },
    { table: "topics", was: topic("JOB", 7, 7), now: { ...topic("JOB", 7, 7), primary_share: 0.4 } },
    { table: "topics", was: null, now: topic("NY", 6, 6) },
    { table: "topics", was: topic("VGS", 5, 5), now: { ...topic("VGS", 5, 5), name_nb: "Videregående" } },
  ];
  const versions = { definitions: "a", topics: "3", target_chat_seconds: "120" };
  const again = { same: false, versions, versions_now: { definitions: "b", topics: "4", target_chat_seconds: "90" }, differences };
  const { lines, shares } = linesOf(again, told, KNOWN);
  assert.deepEqual(lines.map(({ name, figure, was, now }) => [name, figure, was, now]), [
    ["UTD", "Første tema", "9", "10"], ["UTD", "Nevnt i alt", "9", "skjult"], ["NY", "Første tema", null, "6"], ["NY", "Nevnt i alt", null, "6"],
    ["VGS", "Navn", "VGS", "Videregående"],
  ]);
  assert.equal(shares, 1);
  assert.deepEqual(versionsChanged(again), ["Definisjonene er skrevet om.", "Temalisten: 3 da, 4 i dag.", "Mål for ventetid, chat: 2 minutter da, 90 sekunder i dag."]);
  assert.deepEqual(versionsChanged({ versions, versions_now: versions }), []);
});
