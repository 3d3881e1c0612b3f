// What is typed is counted and cleaned as the desk does it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { cleanText, textLength } from "../src/shared/typed.ts";

test("a text is counted in code points after composition", () => {
  assert.equal(textLength("😀😀"), 2);
  assert.equal(textLength("a\u030a"), 1);
  assert.equal(textLength("æøå"), 3);
});

test("line ends become one kind, control characters go, tabs and direction marks stay", () => {
  assert.equal(cleanText("a\r\nb\rc"), "a\nb\nc");
  assert.equal(cleanText("a\u0000b\u0007c\u0085d\u007f"), "abcd");
  assert.equal(cleanText("a\tb\u202ec"), "a\tb\u202ec");
  assert.equal(cleanText("  hei \n"), "hei");
});
