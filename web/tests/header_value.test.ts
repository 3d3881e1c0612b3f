import assert from "node:assert/strict";
import test from "node:test";
import { headerValue } from "../src/shared/http.ts";

test("what a header can hold goes as it is", () => {
  assert.equal(headerValue("Klage på svar"), "Klage på svar");
});

test("anything else goes in percents, and comes out as it was written", () => {
  for (const text of ["Klage – «nei»", "čálus", "to\nlinjer", "🙂", "UTF-8''a%20b"]) {
    const sent = headerValue(text);
    assert.match(sent, /^UTF-8''[!-~]*$/);
    assert.equal(decodeURIComponent(sent.slice("UTF-8''".length)), text);
    assert.equal(new Headers({ "x-desk-reason": sent }).get("x-desk-reason"), sent);
  }
});
