// Quick replies, links and notices as coordinators write them: what is found, what is missing, what stands when.
import assert from "node:assert/strict";
import { test } from "node:test";
import { addressOf, siteOf, sitesOf } from "../src/settings/links.ts";
import { draftOf as noticeDraft, instantOf, isCovered, type Notice, of, overlapping, spanOf, standing, until } from "../src/settings/notices.ts";
import { byStage, fits, inserted, isShortcut, missing, pieces, type Reply, shortcutOf, uneven, unknownIn } from "../src/settings/replies.ts";

function reply(part: Partial<Reply>): Reply {
  return { key: "hei", stage: "kontakt", shortcut: "/hei", nb: "Hei, {alias}!", nn: "Hei, {alias}!", en: "Hi, {alias}!", se: null, version: "1", ...part };
}

test("stages come in the order of a conversation, and one that nobody knows comes last", () => {
  const replies = [reply({ key: "a", stage: "konklusjon" }), reply({ key: "b", stage: "ny" }), reply({ key: "c", stage: "kontakt" })];
  assert.deepEqual(byStage(replies).map(([stage, some]) => [stage, some.map((one) => one.key)]), [["kontakt", ["c"]], ["konklusjon", ["a"]], ["ny", ["b"]]]);
});

test("every word of a search stands somewhere, in whatever language and order", () => {
  assert.ok(fits(reply({}), "HI kontakt", "Kontakt"));
  assert.ok(fits(reply({}), "", "Kontakt"));
  assert.ok(!fits(reply({}), "hi farvel", "Kontakt"));
});

test("a language without words is missing, blanks are no words, and Sámi is nobody's duty", () => {
  assert.deepEqual(missing(reply({ nn: "  ", en: "" })), ["nn", "en"]);
  assert.deepEqual(missing(reply({ se: null })), []);
});

test("what stands in braces is told apart, and nothing of the text is lost", () => {
  const text = "{alias}, vi ses {aapner}! {}{";
  assert.equal(pieces(text).map((piece) => piece.text).join(""), text);
  assert.deepEqual(pieces(text).filter((piece) => piece.placeholder !== null).map((piece) => piece.placeholder), ["alias", "aapner", ""]);
  assert.deepEqual(unknownIn(text, ["alias"]), ["aapner", ""]);
});

test("what only one of bokmål and nynorsk fills has been forgotten in the other", () => {
  assert.deepEqual(uneven(reply({ nn: "Hei! Eg heiter {fornavn}." })), ["alias", "fornavn"]);
  assert.deepEqual(uneven(reply({ nn: "" })), []);
});

test("a shortcut is what counsellors type: one slash, small letters", () => {
  assert.equal(shortcutOf(" Hei "), "/hei");
  assert.equal(shortcutOf("//Nivå-2"), "/nivå-2");
  assert.ok(["/hei", "/nivå-2"].every(isShortcut));
  assert.ok(!["/", "hei", "/to ord", "/Hei", `/${"a".repeat(21)}`].some(isShortcut));
});

test("a placeholder goes where the cursor is and takes the place of what was marked", () => {
  assert.deepEqual(inserted("Hei du!", 4, 6, "alias"), { text: "Hei {alias}!", cursor: 11 });
});

test("an address without a scheme is meant as https, and a site is told without www", () => {
  assert.equal(addressOf(" utdanning.no/yrke "), "https://utdanning.no/yrke");
  assert.equal(addressOf("http://utdanning.no"), "http://utdanning.no");
  assert.equal(addressOf(" "), "");
  const page = (address: string): Parameters<typeof sitesOf>[0][number] => ({ page_id: address, address, title: { nb: "", nn: "", en: "" }, words: "", version: "1" });
  assert.deepEqual(sitesOf([page("https://www.nav.no/a"), page("https://nav.no/b"), page("https://udir.no/"), page("ingen")]), ["nav.no", "udir.no"]);
  assert.equal(siteOf("ingen adresse"), "");
});

const NOW = Date.parse("2026-11-23T12:00:00Z");
function notice(id: string, starts_at: string, ends_at: string, audience: Notice["audience"] = "citizens"): Notice {
  return { notice_id: id, audience, nb: id, nn: id, en: id, starts_at, ends_at, version: "1" };
}

test("a notice stands from its start up to but not including its end", () => {
  assert.equal(standing(notice("a", "2026-11-23T12:00:00Z", "2026-11-23T13:00:00Z"), NOW), "now");
  assert.equal(standing(notice("a", "2026-11-23T11:00:00Z", "2026-11-23T12:00:00Z"), NOW), "past");
  assert.equal(standing(notice("a", "2026-11-23T12:00:01Z", "2026-11-23T13:00:00Z"), NOW), "planned");
});

test("planned ones stand in the order they begin, past ones the latest first", () => {
  const all = [notice("c", "2026-11-25T08:00:00Z", "2026-11-26T08:00:00Z"), notice("b", "2026-11-24T08:00:00Z", "2026-11-24T09:00:00Z"), notice("x", "2026-11-20T08:00:00Z", "2026-11-20T09:00:00Z"), notice("y", "2026-11-21T08:00:00Z", "2026-11-21T09:00:00Z")];
  assert.deepEqual(of(all, "planned", NOW).map((one) => one.notice_id), ["b", "c"]);
  assert.deepEqual(of(all, "past", NOW).map((one) => one.notice_id), ["y", "x"]);
});

test("of several notices citizens read the one that began last, and counsellors read them all", () => {
  const early = notice("1", "2026-11-23T08:00:00Z", "2026-11-23T20:00:00Z");
  const late = notice("2", "2026-11-23T11:00:00Z", "2026-11-23T13:00:00Z");
  const staff = notice("3", "2026-11-23T07:00:00Z", "2026-11-23T20:00:00Z", "staff");
  assert.deepEqual([early, late, staff].map((one) => isCovered(one, [early, late, staff], NOW)), [true, false, false]);
  assert.deepEqual(overlapping({ audience: "citizens", starts_at: "2026-11-23T13:00:00Z", ends_at: "2026-11-23T14:00:00Z" }, null, [early, late, staff]), [early]);
  assert.deepEqual(overlapping(early, "1", [early]), []);
});

test("periods are typed on the Oslo clock, through the night when it changes", () => {
  assert.equal(instantOf("2026-11-23", "14:00"), "2026-11-23T13:00:00.000Z");
  assert.equal(instantOf("2026-07-01", "14:00"), "2026-07-01T12:00:00.000Z");
  assert.equal(instantOf("2027-03-28", "02:30"), null);
  assert.equal(instantOf("2026-11-23", ""), null);
  assert.equal(instantOf("", "14:00"), null);
  const stored = notice("a", "2026-07-01T06:05:00Z", "2026-12-01T22:59:00Z");
  assert.deepEqual({ from: "2026-07-01", fromClock: "08:05", to: "2026-12-01", toClock: "23:59" }, (({ from, fromClock, to, toClock }) => ({ from, fromClock, to, toClock }))(noticeDraft(stored, NOW)));
  const draft = noticeDraft(stored, NOW);
  const seconds = { ...draft, stored: { starts_at: "2026-07-01T06:05:17Z", ends_at: "2026-12-01T22:59:59Z" } };
  assert.deepEqual(spanOf({ id: "a", version: "1", base: seconds, now: { ...seconds, toClock: "22:00" } }, NOW), { starts_at: "2026-07-01T06:05:17Z", ends_at: "2026-12-01T21:00:00.000Z" });
  const fresh = noticeDraft(null, NOW + 40_000);
  assert.deepEqual(spanOf({ id: null, version: null, base: fresh, now: fresh }, NOW + 50_000), { starts_at: "2026-11-23T12:00:50.000Z", ends_at: "2026-11-23T22:59:00.000Z" });
  assert.equal(spanOf({ id: null, version: null, base: fresh, now: { ...fresh, from: "2026-11-30" } }, NOW).starts_at, "2026-11-30T12:00:00.000Z");
  assert.deepEqual(until("week", NOW), { to: "2026-11-29", toClock: "23:59" });
  assert.deepEqual(until("day", Date.parse("2026-11-23T23:30:00Z")), { to: "2026-11-24", toClock: "23:59" });
});
