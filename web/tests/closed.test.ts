// What a closed page follows from: the door as of now, the view, the words, and what may be left behind.
import assert from "node:assert/strict";
import { test } from "node:test";
import { language, texts } from "../src/shared/texts/catalogue.ts";
import { dialable, numberWords } from "../src/shared/phone_number.ts";
import { bareCode, codeGroups } from "../src/shared/receipt_code.ts";
import { memoryStore } from "../src/shared/storage.ts";
import { headline, why } from "../src/widget/headline.ts";
import { keepReceipt, keepWish, keptQuestion, keepQuestion, keptReceipt, keptWish, wishRequestId } from "../src/widget/kept.ts";
import { nextOf, stateOf } from "../src/widget/progress.ts";
import { asOf, type ChannelState, untilChange } from "../src/widget/standing.ts";
import { isTurned, type Known, viewOf } from "../src/widget/view.ts";
import { faultOf, refusalOf, sentAs } from "../src/widget/wish.ts";

const at = (instant: string): number => Date.parse(instant);
const OPEN: ChannelState = {
  state: "open", closes_at: "2026-11-23T19:00:00.000Z", opens_at: null, reason: null, waiting: 2,
  expected_wait: { from_seconds: 60, to_seconds: 120 }, label: null,
};
const CLOSED: ChannelState = { ...OPEN, state: "closed", closes_at: null, opens_at: "2027-03-30T08:00:00.000Z", reason: "outside_hours", expected_wait: null };
const NOTHING: Known = { reading: false, receipt: false, leaving: false, erased: false, contact: null, door: "open" };

test("a door that closes at eight is closed at eight, and not a second sooner", () => {
  assert.equal(asOf(OPEN, at("2026-11-23T18:59:59.999Z")), OPEN);
  const closed = asOf(OPEN, at("2026-11-23T19:00:00.000Z"));
  assert.deepEqual([closed.state, closed.opens_at, closed.expected_wait], ["closed", null, null]);
  const next = "2026-11-24T09:00:00.000Z";
  assert.equal(asOf({ ...OPEN, state: "last_call", opens_at: next }, at("2026-11-23T19:00:01Z")).opens_at, next);
  assert.equal(asOf(CLOSED, at("2027-03-30T08:00:01Z")), CLOSED);
});

test("the desk is asked again when it opens or closes, whichever comes first", () => {
  assert.equal(untilChange(OPEN, at("2026-11-23T18:59:50Z")), 10_000);
  assert.equal(untilChange(CLOSED, at("2027-03-30T07:59:00Z")), 60_000);
  assert.equal(untilChange(CLOSED, at("2027-03-30T08:00:05Z")), null);
});

test("the headline of a closed page is the next opening, in each language", () => {
  const now = at("2027-03-24T20:00:00Z");
  const said = (["nb", "nn", "en"] as const).map((code) => {
    language.value = code;
    return headline(CLOSED, now);
  });
  language.value = "nb";
  assert.deepEqual(said, ["Chatten åpner tirsdag 30. mars kl. 10", "Chatten opnar tysdag 30. mars kl. 10", "The chat opens Tuesday 30 March at 10:00"]);
});

test("why it is closed has the name of the day, the coordinator's reason, or the hour it closes", () => {
  const { closed } = texts();
  assert.equal(why({ ...CLOSED, reason: "holiday", label: { nb: "Skjærtorsdag", nn: "Skjertorsdag", en: "Maundy Thursday" } }), "Chatten er stengt: Skjærtorsdag.");
  assert.equal(why({ ...OPEN, state: "last_call", reason: "wait_passes_closing" }), "Vi rekker ikke flere før vi stenger kl. 20.");
  assert.equal(why({ ...OPEN, state: "full", reason: "queue_full" }), closed.fullText);
  assert.equal(why({ ...CLOSED, reason: "a reason of a later release" }), closed.reasons.outside_hours);
});

test("nobody is shown a chat that nobody may begin", () => {
  for (const door of ["closed", "last_call", "full"]) assert.equal(viewOf({ ...NOTHING, door }), "closed");
  assert.equal(viewOf({ ...NOTHING, door: null }), "loading");
  assert.equal(viewOf(NOTHING), "before");
});

test("a question is left on the closed page itself, and on a page of its own by those who might chat or wait", () => {
  assert.equal(viewOf({ ...NOTHING, leaving: true, door: "closed" }), "closed");
  assert.equal(viewOf({ ...NOTHING, leaving: true }), "leaving");
  assert.equal(viewOf({ ...NOTHING, leaving: true, contact: "waiting" }), "leaving");
  assert.equal(viewOf({ ...NOTHING, leaving: true, contact: "over" }), "leaving");
});

test("whoever is answered sees the conversation, whatever stood there", () => {
  assert.equal(viewOf({ reading: true, receipt: true, leaving: true, erased: false, contact: "talking", door: "closed" }), "conversation");
  assert.equal(viewOf({ ...NOTHING, receipt: true, contact: "over" }), "receipt");
  assert.equal(viewOf({ ...NOTHING, contact: "over" }), "after");
});

test("the page turns at the opening and at the closing, and by nothing else", () => {
  assert.equal(isTurned("closed", "before"), "opened");
  assert.equal(isTurned("before", "closed"), "closed");
  assert.equal(isTurned("after", "before"), null);
  assert.equal(isTurned("loading", "closed"), null);
});

test("a telephone number is understood as people type it", () => {
  for (const typed of ["41234567", "412 34 567", "+47 412 34 567", "0047 41234567", "4741234567", "(41) 23-45.67"]) {
    assert.equal(dialable(typed), "+4741234567", typed);
  }
  assert.equal(dialable("+46 70 123 45 67"), "+46701234567");
  for (const typed of ["", "4123456", "412345678", "12345678", "ring meg", "+47 1234", "+0123456789"]) assert.equal(dialable(typed), null, typed);
  assert.deepEqual(["+4741234567", "+4722334455", "+46701234567"].map(numberWords), ["412 34 567", "22 33 44 55", "+46701234567"]);
});

test("a receipt code is shown in fours and read however it is typed", () => {
  assert.deepEqual(codeGroups("ABCD-EFGH-2345-WXYZ"), ["ABCD", "EFGH", "2345", "WXYZ"]);
  assert.equal(bareCode(" abcd efgh–2345 wxyz"), "ABCDEFGH2345WXYZ");
});

test("a question needs a text, a call a number, and neither more than that", () => {
  const call = { kind: "call", number: "412 34 567" } as const;
  assert.deepEqual(faultOf({ kind: "message", number: "" }, " \n", 2_000), { code: "empty", field: "text", retryAfter: null });
  assert.equal(faultOf({ ...call, number: "41" }, "Hei", 2_000)?.field, "number");
  assert.equal(faultOf(call, "", 2_000), null);
  assert.equal(faultOf(call, "for langt", 3)?.code, "too_long");
  assert.deepEqual(sentAs(call, ""), { kind: "call", text: null, number: "+4741234567" });
  assert.deepEqual(sentAs({ ...call, kind: "message" }, " Hei "), { kind: "message", text: "Hei", number: null });
});

test("a refusal stands at the field that it names", () => {
  assert.equal(refusalOf("invalid", { number: "must be a telephone number" }, null).field, "number");
  assert.equal(refusalOf("invalid", { text: "too long" }, null).field, "text");
  assert.deepEqual(refusalOf("too_many_requests", {}, 20), { code: "too_many_requests", field: null, retryAfter: 20 });
});

test("one wish has one request id over reloads, and a changed wish another", () => {
  const store = memoryStore();
  const first = wishRequestId(store, "a");
  assert.equal(wishRequestId(store, "a"), first);
  assert.notEqual(wishRequestId(store, "b"), first);
});

test("a receipt takes the place of what was typed", () => {
  const store = memoryStore();
  keepQuestion(store, "Hva nå?");
  keepWish(store, { kind: "call", number: "41234567" });
  assert.deepEqual([keptQuestion(store), keptWish(store).number], ["Hva nå?", "41234567"]);
  const receipt = { code: "ABCD", token: null, kind: "call", number: "+4741234567", expiresAt: "2026-11-30T19:00:00.000Z" } as const;
  keepReceipt(store, receipt);
  assert.deepEqual(keptReceipt(store), receipt);
  assert.deepEqual([keptQuestion(store), keptWish(store)], ["", { kind: "message", number: "" }]);
});

test("a citizen reads how far it has come: a missed call is told, an attempt without an answer is not", () => {
  const { reading } = texts();
  const now = at("2026-11-23T12:00:00Z");
  const left = { kind: "message", state: "waiting", expires_at: "2026-11-30T19:00:00.000Z", attempts: 0, number: null } as const;
  const call = { ...left, kind: "call", number: "+4741234567" } as const;
  assert.deepEqual([stateOf(left), nextOf(left, now)], [reading.states.waiting, "Vi prøver å svare innen mandag 30. november, mens vi har åpent."]);
  assert.equal(stateOf({ ...left, state: "attempted", attempts: 1 }), reading.states.waiting);
  assert.deepEqual([stateOf(call), stateOf({ ...call, state: "attempted", attempts: 1 })], [reading.waitingCall, reading.states.attempted]);
  assert.equal(nextOf(call, now), "Vi prøver å ringe 412 34 567 innen mandag 30. november, mens vi har åpent.");
  assert.equal(stateOf({ ...call, state: "expired", attempts: 3 }), reading.missedCall);
  assert.equal(stateOf({ ...call, state: "expired" }), reading.states.expired);
});
