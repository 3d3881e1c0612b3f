// The draft of a wrap-up: saved soon after it was written, and never once its contact is recorded.
import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { memoryStore } from "../src/shared/storage.ts";
import { WrapUpDraft } from "../src/console/wrap_up_draft.ts";

const real = globalThis.fetch;
let sent: unknown[] = [];
let answer: (() => void)[] = [];

const settle = async (): Promise<void> => {
  for (let i = 0; i < 20; i += 1) await Promise.resolve();
};
const pass = async (ms: number): Promise<void> => {
  mock.timers.tick(ms);
  await settle();
};

beforeEach(() => {
  [sent, answer] = [[], []];
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout"] });
  globalThis.fetch = (_, init) => new Promise((resolve) => {
    sent.push(JSON.parse(String(init?.body)).topics);
    answer.push(() => resolve(new Response(null, { status: 204 })));
  });
});
afterEach(() => { globalThis.fetch = real; });

test("what is written is saved soon after, and what is written meanwhile as well", async () => {
  const draft = new WrapUpDraft("c", memoryStore());
  draft.record({ topics: ["a"] });
  await pass(799);
  assert.deepEqual(sent, []);
  await pass(1);
  draft.record({ topics: ["a", "b"] });
  answer[0]?.();
  await pass(800);
  assert.deepEqual(sent, [["a"], ["a", "b"]]);
});

test("while it is being recorded nothing more is saved, and afterwards neither", async () => {
  const draft = new WrapUpDraft("c", memoryStore());
  draft.record({ topics: ["a"] });
  await draft.hold();
  draft.record({ topics: ["b"] });
  await pass(60_000);
  draft.forget();
  draft.release();
  await pass(60_000);
  assert.deepEqual(sent, []);
});

test("what is on its way arrives before it is recorded", async () => {
  const draft = new WrapUpDraft("c", memoryStore());
  let held = false;
  draft.record({ topics: ["a"] });
  await pass(800);
  const holding = draft.hold().then(() => { held = true; });
  await settle();
  assert.equal(held, false);
  answer[0]?.();
  await holding;
  assert.equal(draft.saving.value, "saved");
});

test("where it is not recorded after all it is saved as a draft again", async () => {
  const draft = new WrapUpDraft("c", memoryStore());
  draft.record({ topics: ["a"] });
  await draft.hold();
  draft.release();
  await pass(800);
  assert.deepEqual(sent, [["a"]]);
});
