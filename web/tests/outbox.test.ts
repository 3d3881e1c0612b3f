// The outbox keeps P1 and P2: kept until it comes back, resent in order, paced, never doubled.
import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { Outbox } from "../src/shared/outbox.ts";
import { isOfOthers } from "../src/console/conversation.ts";
import { newId } from "../src/shared/ids.ts";
import { forgetWhere, memoryStore, type Store } from "../src/shared/storage.ts";

const LIMITS = { text: 2_000, burst: 3, per_second: 2, unacknowledged: 2 };
let sent: string[] = [];
let online = true;
let store: Store;
let ids = 0;

function outbox(limits = LIMITS): Outbox {
  return new Outbox({
    store,
    key: "k",
    limits,
    newId: () => `c${++ids}`,
    onChange: () => {},
    send: (cid) => {
      if (online) sent.push(cid);
      return online;
    },
  });
}

beforeEach(() => {
  sent = [];
  online = true;
  ids = 0;
  store = memoryStore();
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout", "Date"], now: 1_000_000 });
});

test("a message stays until it comes back", () => {
  const box = outbox();
  box.add("hei");
  assert.equal(box.pending.length, 1);
  box.acknowledge("c1");
  assert.equal(box.pending.length, 0);
});

test("what was written without a network goes in order when it is back, with the same ids", () => {
  online = false;
  const box = outbox();
  box.add("a");
  box.add("b");
  online = true;
  box.resume(LIMITS);
  assert.deepEqual(sent, ["c1", "c2"]);
});

test("a reload keeps what has not been sent", () => {
  online = false;
  outbox().add("a");
  online = true;
  const after = outbox();
  after.resume(LIMITS);
  assert.deepEqual(after.pending.map((item) => item.text), ["a"]);
  assert.deepEqual(sent, ["c1"]);
});

test("at most `unacknowledged` are on their way", () => {
  const box = outbox();
  box.add("a");
  box.add("b");
  box.add("c");
  assert.deepEqual(sent, ["c1", "c2"]);
  box.acknowledge("c1");
  assert.deepEqual(sent, ["c1", "c2", "c3"]);
});

test("the bucket lets a burst through and then waits", () => {
  const box = outbox({ ...LIMITS, unacknowledged: 10 });
  for (const text of ["a", "b", "c", "d"]) box.add(text);
  assert.equal(sent.length, 3);
  mock.timers.tick(499);
  assert.equal(sent.length, 3);
  mock.timers.tick(1);
  assert.equal(sent.length, 4);
});

test("too_fast resends from the refused one, in order, after the wait", () => {
  const box = outbox({ ...LIMITS, burst: 20, unacknowledged: 10 });
  for (const text of ["a", "b", "c"]) box.add(text);
  box.refuse("c2", "too_fast", 300);
  box.refuse("c3", "too_fast", 300);
  mock.timers.tick(299);
  assert.deepEqual(sent, ["c1", "c2", "c3"]);
  mock.timers.tick(1);
  assert.deepEqual(sent, ["c1", "c2", "c3", "c2", "c3"]);
});

test("what cannot be mended by resending is left to a person", () => {
  const box = outbox();
  box.add("a");
  box.refuse("c1", "too_long", null);
  box.resume(LIMITS);
  assert.equal(box.pending[0]?.refused, "too_long");
  assert.deepEqual(sent, ["c1"]);
  assert.equal(box.withdraw("c1"), "a");
  assert.equal(box.pending.length, 0);
});

test("an unanswered message goes again with its id", () => {
  const box = outbox();
  box.add("a");
  mock.timers.tick(8_000);
  assert.deepEqual(sent, ["c1", "c1"]);
});

test("what belongs to others is forgotten, and nothing else", () => {
  for (const key of ["desk.draft.a", "desk.draft.b", "desk.wrap-up.b", "desk.shown", "desk.language"]) store.setItem(key, "x");
  forgetWhere(store, (key) => isOfOthers(key, new Set(["a"])));
  const left = ["desk.draft.a", "desk.draft.b", "desk.wrap-up.b", "desk.shown", "desk.language"].filter((key) => store.getItem(key) !== null);
  assert.deepEqual(left, ["desk.draft.a", "desk.shown", "desk.language"]);
});

test("ids are UUIDs also where the browser lends none", () => {
  const lent = crypto.randomUUID;
  Object.defineProperty(crypto, "randomUUID", { value: undefined, configurable: true });
  try {
    assert.match(newId(), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  } finally {
    Object.defineProperty(crypto, "randomUUID", { value: lent, configurable: true });
  }
});
