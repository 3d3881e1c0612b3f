// The pages on topics, the year and announced hours: addresses keep the question, and figures are sums over sums.
import assert from "node:assert/strict";
import { test } from "node:test";
import { alsoAt, pageIn } from "../src/statistics/address.ts";
import { daysOf } from "../src/statistics/asked.ts";
import { type OpenDay, type OpenHour, shareOf, stretchesOf, sumOf, weekOf } from "../src/statistics/open_calls.ts";
import { attendedStep, attendedWords, gapWords, lengthWords } from "../src/statistics/open_words.ts";
import { countWords, rowName, shareWords, valueWords } from "../src/statistics/topic_words.ts";
import { apartDays, readTopicsAsked, topicsAddress } from "../src/statistics/topics_asked.ts";
import { topicsPath } from "../src/statistics/topics_calls.ts";
import { readYear, rowsOf, yearAddress, type YearRow, yearsUpTo } from "../src/statistics/year_calls.ts";

const TODAY = "2026-11-23";

test("the address of the topics says what is not as usual, and is read as it was written", () => {
  assert.equal(topicsAddress(readTopicsAsked("#topics")), "#topics");
  const own = { ...readTopicsAsked(""), centre: "TROMSO", detail: "2", by: "month", level: "2", codes: "today", show: "share" } as const;
  assert.equal(topicsAddress(own), "#topics/centre=TROMSO&detail=2&by=month&level=2&codes=today&show=share");
  assert.deepEqual(readTopicsAsked(topicsAddress(own)), own);
  assert.deepEqual(readTopicsAsked("#topics/detail=7&by=wages&level=3&codes=secret&show=all"), readTopicsAsked(""));
});

test("the same question stands on the other pages, without what only one of them knows", () => {
  assert.equal(alsoAt("topics", "#statistics/period=year&channel=chat&measure=answered&compare=none"), "#topics/period=year&channel=chat");
  assert.equal(alsoAt("statistics", "#topics"), "#statistics");
  assert.deepEqual(["#open/period=8w", "#/year", "#topics", ""].map(pageIn), ["open", "year", "topics", ""]);
});

test("a question about topics says what it divides by, and no days that run into each other are compared", () => {
  const asked = readTopicsAsked("#topics/language=nn&level=2");
  const days = daysOf(asked, TODAY);
  assert.equal(topicsPath(asked, days, "centre", apartDays(asked, days)), "/api/statistics/topics?from=2026-10-26&to=2026-11-23&codes=recorded&by=centre&level=2&language=nn&compare_from=2026-09-28");
  assert.equal(topicsPath(asked, days, "", null), "/api/statistics/topics?from=2026-10-26&to=2026-11-23&codes=recorded&language=nn");
  const long = readTopicsAsked("#topics/period=own&from=2024-01-01&to=2026-10-31&compare=year");
  assert.equal(apartDays(long, daysOf(long, TODAY)), null);
});

test("a hidden figure says so, and what is divided by is called by its name", () => {
  const level = { code: "ASK.BA", nb: "Bachelor", nn: "Bachelor", en: "Bachelor" };
  assert.deepEqual([countWords(null), countWords(1_204), shareWords(0.5983), shareWords(null)], ["skjult", "1\u00a0204", "59,8 %", "–"]);
  assert.deepEqual([valueWords("ASK.BA", "education_level", [level]), valueWords("ASK.XX", "education_level", []), valueWords("not_registered", "education_level", []), valueWords("09", "clock_hour", []), valueWords("1", "weekday", []), valueWords("2026-11", "month", []), valueWords("none", "centre", []), valueWords("nn", "language", []), valueWords("phone", "channel", [])],
    ["Bachelor", "ASK.XX", "Ikke registrert", "09–10", "mandag", "november 2026", "Ingen enhet", "Nynorsk", "Telefon"]);
  assert.equal(rowName({ name_nb: "Jobb", name_nn: "Jobb", name_en: "Work", retired: true }), "Jobb (ikke i bruk nå)");
});

test("a year that cannot be is this one, and what stands under a heading follows it", () => {
  assert.deepEqual(["#year/year=2025", "#year", "#year/year=2027", "#year/year=1999", "#year/year=abc"].map((hash) => readYear(hash, TODAY)), [2025, 2026, 2026, 2026, 2026]);
  assert.deepEqual([yearAddress(2026, TODAY), yearAddress(2020, TODAY), yearsUpTo(TODAY, 2010).at(-1), yearsUpTo(TODAY, 2020).length], ["#year", "#year/year=2020", 2010, 10]);
  const row = (table: "topic" | "sex", code: string, parent: string | null): YearRow => ({ table, code, parent, registered: true, name_nb: "", name_nn: "", name_en: "", contacts: 1, share: null, share_registered: null });
  assert.deepEqual(rowsOf([row("topic", "A", null), row("topic", "B", null), row("sex", "K", null), row("topic", "A.1", "A")], "topic").map((one) => one.code), ["A", "A.1", "B"]);
});

test("announced time adds up to sums over sums, by hour and weekday and by day or month", () => {
  const hour = (day: string, clock_hour: string, announced: number, attended: number): OpenHour => ({ day, clock_hour, channel: "chat", announced_seconds: announced, attended_seconds: attended, share: attended / announced });
  // Two Mondays and a Tuesday: 10–11 twice, of which half an hour was lost once.
  const rows = [hour("2026-11-16", "10", 3_600, 1_800), hour("2026-11-23", "10", 3_600, 3_600), hour("2026-11-17", "11", 1_800, 0)];
  assert.deepEqual(weekOf(rows).map(({ hour: name, cells }) => [name, cells.slice(0, 3).map(shareOf)]), [["10", [0.75, null, null]], ["11", [null, 0, null]]]);
  assert.deepEqual(sumOf(rows), { announced: 9_000, attended: 5_400 });
  assert.deepEqual(stretchesOf(rows).rows.map((one) => one.name), ["2026-11-16", "2026-11-17", "2026-11-23"]);
  const many: OpenDay[] = Array.from({ length: 63 }, (_, index) => ({ day: new Date(Date.UTC(2026, 8, 1 + index)).toISOString().slice(0, 10), channel: "chat", announced_seconds: 60, attended_seconds: 30, share: 0.5 }));
  assert.deepEqual(stretchesOf(many).rows.map((one) => [one.name, one.sum.announced]), [["2026-09", 1_800], ["2026-10", 1_860], ["2026-11", 120]]);
});

test("nothing short of all is a hundred per cent, and lengths are hours and minutes", () => {
  assert.deepEqual([1, 0.999, 0, null].map(attendedWords), ["100 %", "99 %", "0 %", ""]);
  assert.deepEqual([1, 0.95, 0.5, null].map(attendedStep), ["all", "most", "less", "none"]);
  assert.deepEqual([840, 7_800, 36_000, 20].map(lengthWords), ["14 min", "2 t 10 min", "10 t", "0 min"]);
  assert.equal(gapWords({ channel: "chat", starts_at: "2026-11-23T09:02:00Z", ends_at: "2026-11-23T09:16:00Z", seconds: 840 }), "mandag 23. november kl. 10.02–10.16");
  assert.equal(gapWords({ channel: "chat", starts_at: "2026-11-19T19:15:00Z", ends_at: "2026-11-23T08:46:00Z", seconds: 307_860 }), "torsdag 19. november kl. 20.15 – mandag 23. november kl. 09.46");
});
