// The transcript is keyed by seq: known ones are ignored, gaps are noticed and filled.
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Message, Transcript } from "../src/shared/transcript.ts";

const message = (seq: number): Message => ({
  seq, cid: `c${seq}`, author: "citizen", name: null, text: `${seq}`, at: "2026-11-23T09:00:00.000Z", masked: false,
});
const shown = (transcript: Transcript): number[] => transcript.messages.map((item) => item.seq);

test("messages stand in the order of seq, each once", () => {
  const transcript = new Transcript();
  assert.equal(transcript.add(message(1)), "new");
  assert.equal(transcript.add(message(2)), "new");
  assert.equal(transcript.add(message(1)), "known");
  assert.deepEqual(shown(transcript), [1, 2]);
  assert.equal(transcript.lastSeq, 2);
});

test("a gap is noticed, and lastSeq stays before it until it is filled", () => {
  const transcript = new Transcript();
  transcript.add(message(1));
  assert.equal(transcript.add(message(3)), "gap");
  assert.equal(transcript.lastSeq, 1);
  assert.equal(transcript.add(message(2)), "new");
  assert.equal(transcript.lastSeq, 3);
  assert.deepEqual(shown(transcript), [1, 2, 3]);
});
