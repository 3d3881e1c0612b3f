// The chat's side of the channel to a site: who may hold it, what a site may say of its page, and what it is told.
import assert from "node:assert/strict";
import { test } from "node:test";
import { languageOf, standingOf, wordsIn } from "../src/embed/words.ts";
import type { CitizenContact } from "../src/shared/protocol.ts";
import { isLasting, keepNothing, memoryStore, tabStore } from "../src/shared/storage.ts";
import { hostEvents } from "../src/widget/host_events.ts";
import { mayHold, pageOf } from "../src/widget/host_page.ts";

const CONTACT: CitizenContact = {
  contact_id: "1", state: "queued", language: "nb", position: 2, expected_wait: null, counsellor: null, alias: null,
  version: 1, code: "ABC", ended: null, returned: null, present: [], seen: { citizen: 0, counsellor: 0 },
} as unknown as CitizenContact;

test("our own pages and the named sites may hold the chat, and nobody whose name only resembles theirs", () => {
  const named = ["https://utdanning.example"];
  assert.ok(mayHold("https://desk.example", "https://desk.example", named));
  assert.ok(mayHold("https://utdanning.example", "https://desk.example", named));
  for (const origin of ["http://utdanning.example", "https://utdanning.example.evil.example", "https://utdanning.example:444", "null", ""]) {
    assert.ok(!mayHold(origin, "https://desk.example", named), origin);
  }
});

test("of a page only its path is taken, and of anything else nothing", () => {
  assert.deepEqual(pageOf({ page: "/lan/stipend?navn=Ola#topp" }), { page: "/lan/stipend" });
  assert.deepEqual(pageOf({ page: "https://utdanning.example/lan" }), {});
  assert.deepEqual(pageOf({ page: 7 as unknown as string, county: "03" }), { county: "03" });
  assert.deepEqual(pageOf(null as unknown as object), {});
  assert.equal(pageOf({ page: `/${"a".repeat(400)}` }).page?.length, 300);
});

test("a site is told of the place, the answer and the end, once each, and of no person", () => {
  const active = { ...CONTACT, state: "active", position: null, counsellor: { name: "Kari", centre: "Tromsø" } } as CitizenContact;
  const over = { ...active, state: "wrap_up", ended: { by: "counsellor", reason: "done" } } as CitizenContact;
  assert.deepEqual(hostEvents(null, CONTACT), [{ type: "queue", position: 2, expected_wait: null }]);
  assert.deepEqual(hostEvents(CONTACT, { ...CONTACT, version: 2 }), []);
  assert.deepEqual(hostEvents(CONTACT, { ...CONTACT, position: 1 }), [{ type: "queue", position: 1, expected_wait: null }]);
  assert.deepEqual(hostEvents(CONTACT, active), [{ type: "assigned" }]);
  assert.deepEqual(hostEvents(active, active), []);
  assert.deepEqual(hostEvents(active, over), [{ type: "ended", by: "counsellor", reason: "done" }]);
  assert.deepEqual(hostEvents(over, over), []);
  assert.deepEqual(hostEvents(over, null), []);
});

test("the button's words: open, closed, and a range in whole minutes that is never from nought", () => {
  const nb = wordsIn("nb");
  const open = { state: "open", reason: null, expected_wait: null };
  const wait = (from: number, to: number): string => standingOf({ ...open, expected_wait: { from_seconds: from, to_seconds: to } }, nb);
  assert.equal(standingOf(null, nb), "");
  assert.equal(standingOf(open, nb), "Åpent");
  assert.equal(wait(60, 240), "Åpent – svar om 1–4 min");
  assert.equal(wait(0, 60), "Åpent – svar om 1 min");
  assert.equal(wait(0, 0), "Åpent – svar om 1 min");
  for (const state of ["closed", "full", "last_call"]) assert.equal(standingOf({ ...open, state }, wordsIn("nn")), "Stengt no");
  assert.equal(standingOf({ state: "open", reason: "nobody_on_duty", expected_wait: { from_seconds: 60, to_seconds: 120 } }, nb), "Åpent");
});

test("a page's language is one of ours, whatever it calls it", () => {
  assert.deepEqual(["no", "nb-NO", "nn-NO", "NN", "en-GB", "se", "de", "", undefined, "nnx"].map(languageOf),
    ["nb", "nb", "nn", "nn", "en", "se", "nb", "nb", "nb", "nb"]);
});

test("without consent what the tab has kept lives on in memory alone, and what is not ours is left alone", () => {
  const session = memoryStore();
  Object.defineProperty(globalThis, "sessionStorage", { value: session, configurable: true });
  tabStore().setItem("desk.contact", "kept");
  session.setItem("other", "stays");
  assert.ok(isLasting());
  keepNothing();
  assert.equal(tabStore().getItem("desk.contact"), "kept");
  assert.equal(session.getItem("desk.contact"), null);
  assert.equal(session.getItem("other"), "stays");
  tabStore().setItem("desk.draft", "typed");
  assert.equal(session.getItem("desk.draft"), null);
  assert.ok(!isLasting());
});
