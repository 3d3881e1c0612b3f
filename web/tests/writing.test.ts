// What a slash means, which replies and pages fit, how gaps are filled, and where conversations stand.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Conversation } from "../src/console/conversation.ts";
import { colorsOf, onScreen, roomFor } from "../src/console/places.ts";
import { type PublicPage, searchPages } from "../src/console/public_pages.ts";
import { beginning, filled, firstGap, matching, type QuickReply, unfilled, wordingOf } from "../src/console/replies.ts";
import { linkQuery, mayBecomeLink, slashAt } from "../src/console/slash.ts";
import { tidyShortcut } from "../src/console/own_replies.ts";
import { DEFAULT_LIMITS } from "../src/shared/outbox.ts";
import type { Author, ContactView } from "../src/shared/protocol.ts";
import { memoryStore } from "../src/shared/storage.ts";

const reply = (shortcut: string, texts: QuickReply["texts"], more: Partial<QuickReply> = {}): QuickReply => ({ id: shortcut, scope: "shared", stage: "kontakt", shortcut, texts, ...more });
const HEI = reply("/hei", { nb: "Hei, {alias}! Jeg heter {fornavn}.", nn: "Hei, {alias}! Eg heiter {fornavn}.", en: "Hi, {alias}!" });
const VENT = reply("/vent", { nb: "Takk for at du ventet! Hei.", nn: "Takk for at du venta!", en: "Thanks for waiting!" });
const OWN = reply("/heim", { nn: "Du kan søkje lån heimanfrå." }, { scope: "own", stage: null });
const NOBODY = { alias: null, fornavn: null, enhet: null };
const shortcuts = (found: readonly QuickReply[]): string[] => found.map((one) => one.shortcut);

test("a slash at the start of a word is looked up, and one within a word, a sum or an address is not", () => {
  assert.deepEqual(slashAt("/He", 3), { from: 0, to: 3, query: "He", alone: true });
  assert.deepEqual(slashAt("/", 1), { from: 0, to: 1, query: "", alone: true });
  assert.deepEqual(slashAt("Hei. /so", 8), { from: 5, to: 8, query: "so", alone: false });
  assert.deepEqual(slashAt("Hei\n/so", 7), { from: 4, to: 7, query: "so", alone: false });
  for (const text of ["og/eller", "1 / 2", "https://utdanning.no/", "//", "/hei/", "ingenting"]) assert.equal(slashAt(text, text.length), null, text);
});

test("words may follow a slash that stands alone, and in a sentence only after a search for pages", () => {
  assert.equal(slashAt("/søke lån", 9)?.query, "søke lån");
  assert.equal(slashAt("Se /so her", 10), null);
  assert.equal(slashAt("Se /lenke lån", 13)?.query, "lenke lån");
  assert.equal(slashAt("Se /so her", 10, 3)?.alone, true, "it was asked for there");
  assert.equal(slashAt("/hei", 2)?.query, "h", "what counts is where the cursor stands");
});

test("a link is looked for in each language of the desk, and a reply that begins like it stays within reach", () => {
  assert.equal(linkQuery("lenke"), "");
  assert.equal(linkQuery("lenkje lån"), "lån");
  assert.equal(linkQuery("link loan"), "loan");
  assert.equal(linkQuery("lenker"), null);
  assert.equal(mayBecomeLink("len"), true);
  assert.equal(mayBecomeLink("lenker"), false);
});

test("shortcuts that begin so come first, one's own before everybody's, then stage and words in any language", () => {
  assert.deepEqual(shortcuts(matching([VENT, HEI, OWN], "hei", "nn")), ["/hei", "/heim", "/vent"]);
  assert.deepEqual(shortcuts(matching([VENT, HEI, OWN], "hei", "nb")), ["/hei", "/heim", "/vent"]);
  assert.deepEqual(shortcuts(matching([VENT, HEI, OWN], "waiting", "nn")), ["/vent"]);
  assert.deepEqual(shortcuts(matching([VENT, HEI, OWN], "kontakt", "nn")), ["/vent", "/hei"]);
  assert.deepEqual(shortcuts(matching([VENT, HEI, OWN], "lån søkje", "nb")), ["/heim"]);
  assert.deepEqual(shortcuts(matching([VENT, HEI], "finnes ikke", "nb")), []);
  assert.deepEqual(shortcuts(beginning([VENT, HEI, OWN], "he")), ["/hei", "/heim"]);
  assert.deepEqual(beginning([VENT, HEI], ""), []);
});

test("the text is in the citizen's language, else in the nearest one, and says which", () => {
  assert.deepEqual(wordingOf(OWN, "nb"), { text: "Du kan søkje lån heimanfrå.", language: "nn" });
  assert.equal(wordingOf(HEI, "en")?.language, "en");
  assert.equal(wordingOf(HEI, "se")?.language, "nb");
  assert.equal(wordingOf(reply("/tom", {}), "nb"), null);
});

test("gaps are filled, and one that cannot be leaves no loose ends", () => {
  const values = { alias: "Mari", fornavn: "Ada", enhet: "Tromsø" };
  assert.equal(filled("Hei, {alias}! Jeg heter {fornavn} fra {enhet}.", values), "Hei, Mari! Jeg heter Ada fra Tromsø.");
  assert.equal(filled("Hei, {alias}! Jeg heter {fornavn} fra {enhet}.", { ...values, alias: null, enhet: null }), "Hei! Jeg heter Ada.");
  assert.equal(filled("{alias}, velkommen. {alias}: vi prøver.", NOBODY), "Velkommen. Vi prøver.");
  assert.equal(filled("Takk {alias}. Vi ses, {alias}", NOBODY), "Takk. Vi ses");
  assert.equal(filled("{alias}, velkommen", values), "Mari, velkommen");
  assert.equal(filled("Eg er frå {enhet}, og du?", NOBODY), "Eg er, og du?");
});

test("a name is put in as it is, whatever signs it holds", () => {
  assert.equal(filled("Hei, {alias}!", { ...NOBODY, alias: "$& {fornavn} <b>" }), "Hei, $& {fornavn} <b>!");
});

test("the first gap that the writer has to fill herself is found", () => {
  assert.deepEqual(firstGap("Du … Neste steg …"), { from: 3, to: 4 });
  assert.deepEqual(firstGap("Se {side}."), { from: 3, to: 9 });
  assert.equal(firstGap("Ferdig."), null);
});

test("a placeholder that is left stops the text, and other braces do not", () => {
  assert.deepEqual(unfilled("Vi stenger {stenger}.", ["stenger"]), { from: 11, to: 20 });
  assert.equal(unfilled("Skriv {navn} i koden { }", ["stenger"]), null);
});

test("pages are found by title in any language, by words and by address", () => {
  const page = (address: string, nb: string, nn: string, words: string): PublicPage => ({ page_id: address, address, title: { nb, nn, en: nb }, words });
  const pages = [page("https://www.lanekassen.no/", "Lånekassen", "Lånekassen", "lån stipend"), page("https://utdanning.no/", "Utdanninger og yrker", "Utdanningar og yrke", "jobb")];
  const found = (query: string): string[] => searchPages(pages, query, "nb").map((one) => one.address);
  assert.deepEqual(found("stipend"), ["https://www.lanekassen.no/"]);
  assert.deepEqual(found("utdanningar"), ["https://utdanning.no/"]);
  assert.deepEqual(found("lanekassen.no"), ["https://www.lanekassen.no/"]);
  assert.deepEqual(found("utdanning"), ["https://utdanning.no/"]);
  assert.equal(found("").length, 2);
});

test("a shortcut is tidied as the desk takes it", () => {
  assert.equal(tidyShortcut("Søk Lån!"), "/søklån");
  assert.equal(tidyShortcut("/so-2"), "/so-2");
  assert.equal(tidyShortcut(" / "), "");
  assert.equal(tidyShortcut("/x'\"<script>").length <= 21, true);
});

test("as many conversations stand side by side as can be read", () => {
  assert.deepEqual([roomFor(1440, true), roomFor(1440, false), roomFor(1280, true), roomFor(1024, true), roomFor(1024, false), roomFor(360, true)], [2, 3, 2, 1, 2, 1]);
});

test("those looked at last are on the screen, in the order of all of them", () => {
  assert.deepEqual(onScreen(["a", "b", "c"], ["c", "a", "b"], 2), ["a", "c"]);
  assert.deepEqual(onScreen(["a", "b", "c"], ["gone", "b"], 2), ["b"]);
  assert.deepEqual(onScreen(["a", "b"], [], 2), []);
});

test("a conversation keeps its colour until it is over, and nobody shares one while there are enough", () => {
  const first = colorsOf(["a", "b", "c"], {});
  assert.deepEqual(first, { a: 0, b: 1, c: 2 });
  assert.deepEqual(colorsOf(["b", "c", "d"], first), { b: 1, c: 2, d: 0 });
  assert.equal(new Set(Object.values(colorsOf(["a", "b", "c", "d", "e"], {}))).size, 5);
});

const CONTACT = { contact_id: "c1", channel: "chat", state: "active", follow_up: null, seen_seq: 0, last_seq: 0, version: 1 } as ContactView;
const QUIET = { send: () => false };

test("a note and an answer have each a draft, and both and the choice between them outlive a reload", () => {
  const store = memoryStore();
  const before = new Conversation(CONTACT, DEFAULT_LIMITS, QUIET, store);
  before.write("Til deg");
  before.writeNote(true);
  assert.equal(before.draft.value, "");
  before.write("Bare for oss");
  const after = new Conversation(CONTACT, DEFAULT_LIMITS, QUIET, store);
  assert.deepEqual([after.noteMode.value, after.draft.value, after.hasDraft.value], [true, "Bare for oss", true]);
  after.writeNote(false);
  assert.equal(after.draft.value, "Til deg");
  after.forget();
  assert.equal(store.length, 0, "nothing of it stays in the tab");
});

test("what was refused goes back to the field that it came from", () => {
  const conversation = new Conversation(CONTACT, DEFAULT_LIMITS, QUIET, memoryStore());
  conversation.writeNote(true);
  const cid = conversation.say("Et notat");
  conversation.writeNote(false);
  conversation.write("Et svar");
  conversation.mend(cid);
  assert.deepEqual([conversation.noteMode.value, conversation.draft.value], [true, "Et notat"]);
  conversation.forget();
});

test("who waits, waits from the first thing that nobody has answered", () => {
  const conversation = new Conversation(CONTACT, DEFAULT_LIMITS, QUIET, memoryStore());
  const say = (seq: number, author: Author): void => conversation.take({ seq, author, cid: `m${seq}`, text: "…", at: `2026-11-23T09:0${seq}:00.000Z`, name: null, masked: false });
  say(1, "citizen");
  say(2, "counsellor");
  assert.equal(conversation.waitsSince, null);
  say(3, "citizen");
  say(4, "desk");
  say(5, "citizen");
  assert.equal(conversation.waitsSince, "2026-11-23T09:03:00.000Z");
  assert.equal(conversation.citizenWroteAt, "2026-11-23T09:05:00.000Z");
  conversation.forget();
});
