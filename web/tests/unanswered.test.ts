// What the desk has not answered is said again by a newer socket (protocol § 3), once each way, and given up after a while.
import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { Unanswered } from "../src/console/unanswered.ts";

interface Said { id: string; type: string }
let said: Said[] = [];
let open = true;
const unanswered = (): Unanswered => new Unanswered((frame) => {
  if (open) said.push(frame as Said);
  return open;
});
const codeOf = (given: Promise<unknown>): Promise<unknown> => given.then(() => "ok", (code: unknown) => code);
const types = (): string[] => said.map((one) => one.type);
const idOf = (index: number): string => said[index]?.id ?? "";

beforeEach(() => {
  said = [];
  open = true;
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout"] });
});

test("a newer socket says again what the older one was not answered, under the same id and in its order", async () => {
  const all = unanswered();
  const done = all.give({ type: "presence", state: "break" });
  const [end, ready] = [all.give({ type: "end", contact_id: "c" }), all.give({ type: "presence", state: "ready" })];
  all.answered(idOf(0), { type: "ok", id: idOf(0) });
  await done;
  all.again();
  assert.deepEqual(said.slice(3), said.slice(1, 3));
  for (const one of said.slice(3)) all.answered(one.id, { type: "ok", id: one.id });
  assert.deepEqual(await Promise.all([codeOf(end), codeOf(ready)]), ["ok", "ok"]);
});

test("a transfer is said once: the desk refuses a second one, though the first was done", () => {
  const all = unanswered();
  void codeOf(all.give({ type: "transfer", contact_id: "c", to: { queue: true } }));
  all.again();
  assert.deepEqual(types(), ["transfer"]);
});

test("eight seconds without an answer are one that did not come, counted from when it was said last", async () => {
  const all = unanswered();
  let code: unknown = null;
  void codeOf(all.give({ type: "end", contact_id: "c" })).then((known) => { code = known; });
  mock.timers.tick(7_000);
  all.again();
  mock.timers.tick(7_999);
  await Promise.resolve();
  assert.equal(code, null);
  mock.timers.tick(1);
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(code, "unavailable");
  all.again();
  assert.equal(said.length, 2);
});

test("a refusal is told by its code, a second answer means nothing, and without a socket nothing is given", async () => {
  const all = unanswered();
  const given = codeOf(all.give({ type: "accept", contact_id: "c" }));
  all.answered(idOf(0), "gone");
  all.answered(idOf(0), { type: "ok", id: idOf(0) });
  assert.equal(await given, "gone");
  open = false;
  assert.equal(await codeOf(all.give({ type: "end", contact_id: "c" })), "unavailable");
});
