// The keys, their sheet and the palette are one list: nothing twice, nothing without a name, and by name it is found.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { KEYS_CATALOGUES } from "../src/shared/texts/care.ts";

// What a browser has and these rules only look at: how wide it is, and where it remembers.
Object.assign(globalThis, { matchMedia: () => ({ matches: true }), innerWidth: 1_440, addEventListener: () => undefined });

let list: typeof import("../src/console/commands.ts");
let palette: typeof import("../src/console/palette.ts");
before(async () => {
  list = await import("../src/console/commands.ts");
  palette = await import("../src/console/palette.ts");
});

test("no key does two things, and every command stands in the list once", () => {
  const keys = list.COMMANDS.flatMap((command) => [...(command.keys ?? [])]);
  assert.deepEqual(keys, [...new Set(keys)]);
  assert.ok(keys.every((key) => key === key.toLowerCase()));
  assert.deepEqual(list.COMMANDS.map((command) => command.id).sort(), Object.keys(KEYS_CATALOGUES.nb.commands).sort());
});

test("what can be done has a key or a place in the palette", () => {
  for (const command of list.COMMANDS) assert.ok(list.keyLabel(command) !== null || (command.run && !command.sheetOnly), command.id);
  for (const command of list.COMMANDS) assert.ok(command.run || command.shown, command.id);
});

test("a key is found whatever it is beside, and what means nothing now is not done", () => {
  assert.equal(list.byKey("t")?.id, "call");
  assert.equal(list.byKey("2")?.id, "first");
  assert.equal(list.byKey("ø"), undefined);
  const end = list.COMMANDS.find((command) => command.id === "end");
  assert.equal(end !== undefined && list.isPossible(end), false);
});

test("the palette lists what can be done now, and not what cannot", () => {
  const ids = palette.destinations().map((one) => one.id);
  assert.ok(ids.includes("day") && ids.includes("call") && ids.includes("routine") && ids.includes("out"));
  assert.ok(!ids.includes("end") && !ids.includes("oust") && !ids.includes("finish"));
  assert.deepEqual(ids, [...new Set(ids)]);
});

test("every word must fit; a name that begins so comes first, and a letter alone finds its key", () => {
  const go = (): void => undefined;
  const all = [
    { id: "a", words: "Gå til samtalen med Pia: pause?", key: "1", go }, { id: "b", words: "Pause", key: "P", go }, { id: "c", words: "Min dag", key: "I", go },
  ];
  const found = (query: string): string[] => palette.matchingDestinations(all, query).map((one) => one.id);
  assert.deepEqual(found("pause"), ["b", "a"]);
  assert.deepEqual(found("pia pause"), ["a"]);
  assert.deepEqual(found("i")[0], "c");
  assert.deepEqual(found(""), ["a", "b", "c"]);
  assert.deepEqual(found("finnes ikke"), []);
});
