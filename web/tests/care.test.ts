// What the citizen's page keeps, tells and forgets by itself: the one question, the other tabs, what another tab had not sent.
/* oxlint-disable unicorn/require-post-message-target-origin -- a broadcast goes to our own origin alone. */
import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { Outbox } from "../src/shared/outbox.ts";
import { memoryStore } from "../src/shared/storage.ts";
import { dayOf } from "../src/shared/dates.ts";
import { texts } from "../src/shared/texts/catalogue.ts";
import { emergencyLines, learnLines } from "../src/widget/emergency.ts";
import { Feedback } from "../src/widget/feedback.ts";
import { feedbackKey, forgetContact, keepContact, leftKey } from "../src/widget/kept.ts";
import { elsewhere, meetOtherTabs, takeUnsent, type Unsent } from "../src/widget/tabs.ts";

const KEPT = { contactId: "c1", token: "t1" };
const fetched: { path: string; body: unknown }[] = [];
let answers: (() => Response)[] = [];
const real = globalThis.fetch;

beforeEach(() => {
  fetched.length = 0;
  answers = [];
  globalThis.fetch = async (path, init) => {
    fetched.push({ path: String(path), body: init?.body ? JSON.parse(String(init.body)) : null });
    return (answers.shift() ?? (() => new Response(null, { status: 204 })))();
  };
});
afterEach(() => { globalThis.fetch = real; });

const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve));
};

const settled = async (feedback: Feedback): Promise<void> => {
  while (feedback.sending.value) await new Promise((resolve) => setImmediate(resolve));
};

test("a score goes at once, and of several quick ones the last counts", async () => {
  const feedback = new Feedback(KEPT);
  feedback.choose(2);
  feedback.choose(3);
  feedback.choose(5);
  await settled(feedback);
  assert.deepEqual(fetched.map((one) => one.body), [{ score: 2, words: null }, { score: 5, words: null }]);
  assert.equal(new Feedback(KEPT).given.value.score, 5);
});

test("a word goes when it is sent, never with a number in it, and a failure leaves it in the field", async () => {
  const feedback = new Feedback({ ...KEPT, contactId: "c2" });
  feedback.choose(4);
  feedback.write("Ring 68051234");
  feedback.sendWords();
  assert.equal(feedback.trouble.value, "personal");
  feedback.write("Bra hjelp");
  assert.equal(feedback.trouble.value, null);
  await settled(feedback);
  answers = [() => new Response("{}", { status: 503 })];
  feedback.sendWords();
  await settled(feedback);
  assert.deepEqual([feedback.trouble.value, feedback.given.value.words, feedback.given.value.sentWords], ["failed", "Bra hjelp", null]);
  feedback.sendWords();
  await settled(feedback);
  assert.deepEqual([feedback.trouble.value, feedback.given.value.sentWords], [null, "Bra hjelp"]);
  assert.ok(fetched.every((one) => !JSON.stringify(one.body).includes("68051234")));
});

test("nothing of a contact stays in the tab once it is forgotten", () => {
  const store = memoryStore();
  keepContact(store, KEPT);
  for (const key of [feedbackKey("c1"), leftKey("c1")]) store.setItem(key, "1");
  forgetContact(store);
  assert.equal(store.length, 0);
});

test("what another tab had not sent is sent from here with its own ids, and once", () => {
  const sent: string[] = [];
  const outbox = new Outbox({ store: memoryStore(), key: "k", send: (cid) => sent.push(cid) > 0, onChange: () => undefined, newId: () => "own" });
  outbox.add("min");
  const theirs = { cid: "theirs", text: "din", at: "2026-11-23T09:00:00Z", refused: null };
  outbox.take([theirs]);
  outbox.take([theirs]);
  assert.deepEqual(sent, ["own", "theirs"]);
  outbox.clear();
});

test("a new tab hears of the conversation in another, takes what is unsent, and forgets it when it is gone", async () => {
  const other = new BroadcastChannel("desk.tabs");
  const heard: string[] = [];
  other.addEventListener("message", (event) => {
    const { data } = event as MessageEvent<{ type: string }>;
    heard.push(data.type);
    if (data.type === "anybody") other.postMessage({ type: "here", kept: KEPT });
    if (data.type === "take") other.postMessage({ type: "given", contactId: "c1", pending: [], draft: "halvveis" });
  });
  const stop = meetOtherTabs(() => null);
  await until(() => elsewhere.value !== null);
  assert.deepEqual(elsewhere.value, KEPT);
  assert.deepEqual((await takeUnsent("c1")).draft, "halvveis");
  other.postMessage({ type: "gone", contactId: "c1" });
  await until(() => elsewhere.value === null);
  await until(() => heard.length === 3);
  assert.deepEqual(heard, ["anybody", "take", "taken"]);
  other.close();
  stop();
});

test("what two old tabs hand over too late is taken from both, and let go only once another tab has it", async (t) => {
  const other = new BroadcastChannel("desk.tabs");
  const heard: Record<string, unknown>[] = [];
  other.addEventListener("message", (event) => heard.push((event as MessageEvent<Record<string, unknown>>).data));
  const of = (type: string): Record<string, unknown>[] => heard.filter((word) => word["type"] === type);
  const took: Unsent[] = [];
  const letGo: Unsent[] = [];
  const here: Unsent = { pending: [], draft: "her" };
  const stop = meetOtherTabs(() => ({
    kept: KEPT, isOver: false, unsent: () => here, letGo: (given) => letGo.push(given), takeUnsent: (unsent) => took.push(unsent), forget: () => undefined,
  }));
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const inTime = takeUnsent("c1");
  t.mock.timers.tick(400);
  assert.deepEqual(await inTime, { pending: [], draft: "" });
  await until(() => of("take").length === 1);
  const me = of("take")[0]?.["by"];
  for (const to of ["somebody else", me]) {
    for (const by of ["first", "second"]) other.postMessage({ type: "given", contactId: "c1", by, to, pending: [], draft: by });
  }
  await until(() => of("taken").length === 2);
  assert.deepEqual([took.map((one) => one.draft), of("taken").map((word) => word["to"])], [["first", "second"], ["first", "second"]]);
  other.postMessage({ type: "take", contactId: "c1", by: "new" });
  await until(() => of("given").length === 1);
  assert.deepEqual([of("given")[0]?.["to"], of("given")[0]?.["draft"], letGo], ["new", "her", []]);
  other.postMessage({ type: "taken", contactId: "c1", to: me });
  await until(() => letGo.length === 1);
  assert.deepEqual(letGo, [here]);
  other.close();
  stop();
});

test("the lines to call are the desk's own once it has answered, and built in until then", async () => {
  assert.deepEqual(emergencyLines().map((line) => line.number), texts().emergency.lines.map((line) => line.number));
  answers = [() => new Response("{}", { status: 404 })];
  await learnLines();
  assert.ok(emergencyLines().length > 0);
  const line = { number: "116 111", name: { nb: "Alarmtelefonen" }, when: { nb: "hele døgnet" }, about: { nb: "for unge" } };
  answers = [() => Response.json({ lines: [line] })];
  await learnLines();
  assert.deepEqual(emergencyLines(), [{ number: "116 111", name: "Alarmtelefonen", about: "for unge · hele døgnet" }]);
});

test("a message's day is named as seen from today, on the Oslo clock", () => {
  const { dates } = texts();
  assert.equal(dayOf("2026-11-23T23:30:00Z", "2026-11-24", dates), "i dag");
  assert.equal(dayOf("2026-11-23T22:30:00Z", "2026-11-24", dates), "i går");
  assert.equal(dayOf("2026-11-20T12:00:00Z", "2026-11-24", dates), "fredag 20. november");
});
