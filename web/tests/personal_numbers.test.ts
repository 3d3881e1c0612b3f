// What is personal is found in the browser exactly as the desk finds it: both answer the same texts (tests/unit/test_privacy_in_the_browser.py).
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { personalNumbers, without } from "../src/widget/personal_numbers.ts";

type Case = [text: string, found: [starts: number, ends: number, kind: string][]];

const cases = JSON.parse(readFileSync(new URL("./data/personal_numbers.json", import.meta.url), "utf8")) as Case[];

/** Python counts code points, a browser half of them. */
const placed = (text: string, [starts, ends, kind]: Case[1][number]): unknown => {
  const signs = [...text];
  return { starts: signs.slice(0, starts).join("").length, ends: signs.slice(0, ends).join("").length, kind };
};

test("what the desk would take out is found before it is sent, and nothing else", () => {
  assert.ok(cases.filter(([, found]) => found.length > 0).length > 200);
  for (const [text, found] of cases) assert.deepEqual(personalNumbers(text), found.map((one) => placed(text, one)), JSON.stringify(text));
});

test("a text without its numbers has words in their place, and nothing more to find", () => {
  const text = "Jeg er 178598 20158, ring 68 05 12 34 👍";
  assert.equal(without(text, personalNumbers(text), (kind) => `[${kind}]`), "Jeg er [identity_number], ring [phone] 👍");
  for (const [hostile] of cases) assert.deepEqual(personalNumbers(without(hostile, personalNumbers(hostile), () => "[borte]")), [], hostile);
});
