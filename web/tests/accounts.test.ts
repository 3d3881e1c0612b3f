// Accounts as they are typed and found: what is sent, what fits, and what a change says.
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Account, bodyOf, draftOf, lacking, NONE, queryOf, read, shown, toggled } from "../src/accounts/accounts.ts";
import { changeWords, ruleWords, wrongWords } from "../src/accounts/words.ts";
import { HttpError } from "../src/shared/http.ts";

const ANE: Account = {
  account_id: "1", email: "ane@desk.example", name: "Ane Prøve", role: "counsellor", centre: "VESTLAND", channels: ["chat", "phone"], languages: ["nb", "nn"],
  skills: ["nav"], chat_capacity: null, active: true, version: "v", own: false, code: null,
};
const BO: Account = { ...ANE, account_id: "2", name: "Bo", email: "bo@desk.example", centre: null, active: false, skills: [] };

test("what is typed and not changed is sent as it was", () => {
  assert.deepEqual(read(draftOf(ANE), true), bodyOf(ANE));
});

test("skills are parted by commas, and a figure that is none is left for the desk to refuse", () => {
  const body = read({ ...draftOf(ANE), skills: " nav ,, fagskole ", chats: "to", centre: "" }, true);
  assert.deepEqual([body.skills, body.chat_capacity, body.centre], [["nav", "fagskole"], -1, null]);
  assert.equal(read({ ...draftOf(ANE), chats: " 2 " }, true).chat_capacity, 2);
});

test("a new account answers in everybody's languages, and needs a name and an address", () => {
  const fresh = draftOf(null);
  assert.deepEqual([fresh.channels, fresh.languages, lacking(fresh)], [["chat", "phone"], ["nb", "nn", "en"], ["name", "email"]]);
});

test("a box is set and unset in the order of the list", () => {
  assert.deepEqual(toggled(["nb", "nn", "en", "se"], ["se"], "nb"), ["nb", "se"]);
  assert.deepEqual(toggled(["nb", "nn", "en", "se"], ["nb", "se"], "nb"), ["se"]);
});

test("accounts are found by words of name, address and skill, by centre, and shut ones when asked for", () => {
  const found = (query: string, centre = "", shut = true): string[] => shown([ANE, BO], { query, centre, shut }).map((one) => one.name);
  assert.deepEqual(found("prøve nav"), ["Ane Prøve"]);
  assert.deepEqual(found("desk.example"), ["Ane Prøve", "Bo"]);
  assert.deepEqual(found("", NONE), ["Bo"]);
  assert.deepEqual(found("", "", false), ["Ane Prøve"]);
});

test("a change is said field by field with what it was and what it becomes", () => {
  const preview = { before: { role: "counsellor", active: true, languages: ["nb"], chat_capacity: null } as const, after: { role: "coordinator", active: false, languages: ["nb", "se"], chat_capacity: 2 } as const, effects: [] };
  assert.deepEqual(changeWords(preview), ["Rolle: Karriereveileder → Koordinator", "Konto: åpen → stengt", "Språk: bokmål → bokmål, samisk", "Samtaler om gangen: som alle → 2"]);
});

test("what the desk forbids has words, and what somebody else changed has others", () => {
  const refused = (details: Record<string, string>): string | null => ruleWords(new HttpError(409, "wrong_state", details, null));
  const words = [refused({ role: "is your own: another coordinator changes it" }), refused({ active: "is your own account: another coordinator shuts it" }), refused({ active: "is the last coordinator's" }), refused({ active: "is shut: open it first" })];
  assert.equal(new Set(words).size, 4);
  assert.ok(!words.includes(null));
  assert.equal(refused({ if_version: "somebody else has changed it meanwhile" }), null);
});

test("why a field is refused stands in words", () => {
  assert.match(wrongWords("chat_capacity", "must be from 0 to 10"), /0 til 10/);
  assert.match(wrongWords("email", "taken"), /i bruk/);
  assert.match(wrongWords("email", "must be an e-mail address"), /e-postadresse/);
  assert.match(wrongWords("channels", "must hold at least one"), /minst én/);
});

test("the last day asked for is included", () => {
  assert.equal(String(queryOf({ person: "", from: "2026-11-01", to: "2026-11-30" })), "from=2026-11-01&to=2026-12-01");
});
