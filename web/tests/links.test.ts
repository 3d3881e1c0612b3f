// Addresses in what people write: found as people write them, followed only where they lead to a known site.
import assert from "node:assert/strict";
import { test } from "node:test";
import { isKnownSite } from "../src/shared/known_sites.ts";
import { pieces } from "../src/shared/links.ts";

const hrefs = (text: string): string[] => pieces(text).flatMap((piece) => piece.href ?? []);

test("addresses are found, the rest stays as written, and nothing is lost", () => {
  const text = "Se https://utdanning.no/a?b=1, eller (http://vilbli.no). javascript:alert(1) https://";
  assert.deepEqual(hrefs(text), ["https://utdanning.no/a?b=1", "http://vilbli.no/"]);
  assert.equal(pieces(text).map((piece) => piece.text).join(""), text);
});

test("a known site needs no scheme, and any other word with a stop in it is no address", () => {
  assert.deepEqual(hrefs("utdanning.no, www.nav.no/arbeid. og lanekassen.no/sok?q=1!"), [
    "https://utdanning.no/", "https://www.nav.no/arbeid", "https://lanekassen.no/sok?q=1",
  ]);
  for (const text of ["kari@utdanning.no", "min.side på eksempel.no", "f.eks.nav", "utdanning.no.ondt.example", "nav.no@ondt.example", "/nav.no", "nav.notat"]) {
    assert.deepEqual(hrefs(text), [], text);
  }
});

test("a bracket that the address has opened is its own", () => {
  assert.deepEqual(hrefs("(se https://nav.no/a_(b))"), ["https://nav.no/a_(b)"]);
});

test("only the site itself is known: no other port, no name before the host, no host that looks like it", () => {
  for (const address of ["https://utdanning.no/x", "https://www.utdanning.no", "http://UTDANNING.no./"]) assert.ok(isKnownSite(new URL(address).href), address);
  for (const address of [
    "https://utdanning.no@ondt.example/", "https://a:b@utdanning.no/", "https://utdanning.no:8443/", "https://utdanning.no.ondt.example/",
    "https://ondt.example/utdanning.no", "https://utdannıng.no/", "https://sub.utdanning.no/",
  ]) assert.ok(!isKnownSite(new URL(address).href), address);
});
