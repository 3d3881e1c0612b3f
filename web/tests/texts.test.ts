// Every catalogue is complete and of the same shape; Sámi falls back to bokmål; nobody mixes the languages up.
import assert from "node:assert/strict";
import { test } from "node:test";
import { language, languageName, OFFERED, textsIn } from "../src/shared/texts/catalogue.ts";
import { firstLanguage } from "../src/shared/language.ts";
import { memoryStore } from "../src/shared/storage.ts";
import { ABOUT_CATALOGUES } from "../src/shared/texts/about.ts";
import { ACCOUNTS_CATALOGUES } from "../src/shared/texts/accounts.ts";
import { CHOOSING_CATALOGUES } from "../src/shared/texts/choosing.ts";
import { FIGURES_CATALOGUES } from "../src/shared/texts/figures.ts";
import { INSIGHT_CATALOGUES } from "../src/shared/texts/insight.ts";
import { PUBLISHING_CATALOGUES } from "../src/shared/texts/publishing.ts";
import { WHAT_IF_CATALOGUES } from "../src/shared/texts/what_if.ts";
import { FOOT_CATALOGUES } from "../src/shared/texts/foot.ts";
import { ROTA_CATALOGUES } from "../src/shared/texts/rota.ts";
import { HOST_CATALOGUES } from "../src/shared/texts/host.ts";
import { DESK_CATALOGUES } from "../src/shared/texts/desk.ts";
import { HOURS_CATALOGUES } from "../src/shared/texts/hours.ts";
import { CARE_CATALOGUES, KEYS_CATALOGUES } from "../src/shared/texts/care.ts";
import { PLANNING_CATALOGUES } from "../src/shared/texts/planning.ts";
import { POLICY_CATALOGUES } from "../src/shared/texts/policy.ts";
import { STAFF_CATALOGUES } from "../src/shared/texts/staff.ts";
import { WATCH_CATALOGUES } from "../src/shared/texts/watch.ts";
import { WRITING_CATALOGUES } from "../src/shared/texts/writing.ts";

/** Every text by its path; a text with parts is called with figures, so that it must make words of them. */
function leaves(value: unknown, path = ""): Map<string, string> {
  if (typeof value === "string") return new Map([[path, value]]);
  if (typeof value === "function") return new Map([[path, String((value as (...parts: unknown[]) => unknown)(2, 3, 4, 5))]]);
  const entries = Object.entries(value as object).flatMap(([key, below]) => [...leaves(below, `${path}.${key}`)]);
  return new Map(entries);
}

for (const [name, catalogues] of [["citizen", { nb: textsIn("nb"), nn: textsIn("nn"), en: textsIn("en"), se: textsIn("se") }], ["staff", STAFF_CATALOGUES], ["about", ABOUT_CATALOGUES], ["foot", FOOT_CATALOGUES], ["rota", ROTA_CATALOGUES], ["hours", HOURS_CATALOGUES], ["writing", WRITING_CATALOGUES], ["host", HOST_CATALOGUES], ["care", CARE_CATALOGUES], ["desk", DESK_CATALOGUES], ["policy", POLICY_CATALOGUES], ["planning", PLANNING_CATALOGUES], ["watch", WATCH_CATALOGUES], ["keys", KEYS_CATALOGUES], ["figures", FIGURES_CATALOGUES], ["accounts", ACCOUNTS_CATALOGUES], ["choosing", CHOOSING_CATALOGUES], ["insight", INSIGHT_CATALOGUES], ["publishing", PUBLISHING_CATALOGUES], ["what-if", WHAT_IF_CATALOGUES]] as const) {
  const paths = [...leaves(catalogues.nb).keys()];
  for (const code of ["nn", "en", "se"] as const) {
    test(`the ${name} catalogue in ${code} has every text and no other`, () => {
      assert.deepEqual([...leaves(catalogues[code]).keys()], paths);
    });
  }
  for (const code of ["nb", "nn", "en"] as const) {
    test(`no ${name} text in ${code} is empty or unfinished`, () => {
      for (const [path, text] of leaves(catalogues[code])) {
        assert.ok(text.trim() !== "" && !/undefined|NaN|TO[D]O|\{|\}/.test(text), `${path}: ${text}`);
      }
    });
  }
  test(`the ${name} catalogue in nynorsk holds no words of bokmål alone`, () => {
    for (const [path, text] of leaves(catalogues.nn)) {
      assert.ok(!/\b(ikke|jeg|hva|hvor|noen|noe|en veileder|samtaler|mye|gjøre|være|også|fra)\b/i.test(text), `${path}: ${text}`);
    }
  });
}

test("a person is offered the three complete languages, each by its own name", () => {
  assert.deepEqual(OFFERED.map(languageName), ["Bokmål", "Nynorsk", "English"]);
});

test("the address decides the language, then the tab, then the browser; `no` is bokmål", () => {
  const store = memoryStore();
  assert.equal(firstLanguage("?language=nn", ["en"], store), "nn");
  assert.equal(firstLanguage("", ["no-NO"], store), "nb");
  assert.equal(firstLanguage("?language=xx", ["de", "en-GB"], store), "en");
  assert.equal(firstLanguage("", ["de"], store), "nb");
  store.setItem("desk.language", "nn");
  assert.equal(firstLanguage("", ["en"], store), "nn");
  assert.equal(language.value, "nb");
});
