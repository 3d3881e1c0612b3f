// What a citizen sees follows from the snapshot and the events after it.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { CitizenContact } from "../src/shared/protocol.ts";
import { afterEvent, isOver, isWaiting } from "../src/widget/contact.ts";

const WAITING: CitizenContact = {
  contact_id: "c", state: "queued", language: "nb", position: 3, expected_wait: null, counsellor: null, alias: null,
  version: 1, code: null, ended: null, returned: null, seen: { citizen: 0, counsellor: 0 }, present: [],
};
const IDA = { name: "Ida", centre: "Karrieresenteret" };

test("a place falls and an answer ends the waiting", () => {
  const second = afterEvent(WAITING, { type: "queue", position: 2, expected_wait: { from_seconds: 60, to_seconds: 120 } });
  assert.equal(second.position, 2);
  const answered = afterEvent(second, { type: "answered", counsellor: IDA });
  assert.deepEqual([answered.state, answered.counsellor, answered.position], ["active", IDA, null]);
});

test("whoever is returned stands in line again and knows why", () => {
  const talking = afterEvent(WAITING, { type: "answered", counsellor: IDA });
  const returned = afterEvent(talking, { type: "returned", reason: "counsellor_gone" });
  assert.deepEqual([isWaiting(returned), returned.counsellor, returned.returned], [true, null, "counsellor_gone"]);
  assert.equal(afterEvent(returned, { type: "answered", counsellor: IDA }).returned, null);
});

test("a transfer to somebody goes on, a transfer to the line waits", () => {
  const talking = afterEvent(WAITING, { type: "answered", counsellor: IDA });
  assert.equal(afterEvent(talking, { type: "transferred", counsellor: { name: "Per", centre: null } }).counsellor?.name, "Per");
  assert.equal(isWaiting(afterEvent(talking, { type: "transferred", counsellor: null })), true);
});

test("the end is the end, from the line and from a conversation, and a late snapshot says the same", () => {
  const left = afterEvent(WAITING, { type: "ended", by: "citizen", reason: "left" });
  assert.deepEqual([left.state, isOver(left)], ["abandoned", true]);
  const talked = afterEvent(afterEvent(WAITING, { type: "answered", counsellor: IDA }), { type: "ended", by: "counsellor", reason: "done" });
  assert.equal(talked.state, "wrap_up");
  const snapshot = { type: "snapshot", contact: talked, last_seq: 3, server_time: "", limits: { text: 1, burst: 1, per_second: 1, unacknowledged: 1 } } as const;
  assert.deepEqual(afterEvent(WAITING, snapshot), talked);
});

test("how far each side has read is kept apart", () => {
  const seen = afterEvent(WAITING, { type: "seen", author: "counsellor", seq: 4 });
  assert.deepEqual(seen.seen, { citizen: 0, counsellor: 4 });
});

test("a colleague who joins is seen until she leaves, takes over, or the conversation is over", () => {
  const nils = { name: "Nils", centre: "Karriere Troms" };
  const talking = afterEvent(WAITING, { type: "answered", counsellor: IDA });
  const joined = afterEvent(afterEvent(talking, { type: "joined", counsellor: nils }), { type: "joined", counsellor: nils });
  assert.deepEqual(joined.present, [nils]);
  assert.deepEqual(joined.counsellor, IDA);
  assert.deepEqual(afterEvent(joined, { type: "left", counsellor: { ...nils } }).present, []);
  assert.deepEqual(afterEvent(joined, { type: "transferred", counsellor: { ...nils } }).present, []);
  assert.deepEqual(afterEvent(joined, { type: "transferred", counsellor: null }).present, []);
  assert.deepEqual(afterEvent(joined, { type: "returned", reason: "counsellor_gone" }).present, []);
  assert.deepEqual(afterEvent(joined, { type: "ended", by: "citizen", reason: "left" }).present, []);
});
