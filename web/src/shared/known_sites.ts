// The public sites that a counsellor's links may lead to at one touch; the desk keeps the list (`GET /api/known-sites`).
import { signal } from "@preact/signals";
import { call } from "./http.ts";

const ASK_AGAIN = 10 * 60_000;

/** Until the desk has answered: the sites that guidance rests on. */
const AT_FIRST = [
  "karriereveiledning.no", "utdanning.no", "vilbli.no", "samordnaopptak.no", "lanekassen.no", "nav.no", "udir.no", "nokut.no", "hkdir.no", "ung.no",
];

export const knownSites = signal<ReadonlySet<string>>(new Set(AT_FIRST));
let askedAt = Number.NEGATIVE_INFINITY;

/** Asks the desk for its list, at most every ten minutes; a desk that does not answer costs nothing but newer sites. */
export async function learnKnownSites(): Promise<void> {
  if (Date.now() - askedAt < ASK_AGAIN) return;
  askedAt = Date.now();
  try {
    const { sites } = await call<{ sites: string[] }>("/api/known-sites");
    if (Array.isArray(sites)) knownSites.value = new Set(sites.map(bareHost));
  } catch {
    // The list there is goes on being used.
  }
}

/** Whether an address leads to a known site itself: by its usual port, with no name or password before the host. */
export function isKnownSite(href: string): boolean {
  const url = new URL(href);
  return url.username === "" && url.password === "" && url.port === "" && knownSites.value.has(bareHost(url.hostname));
}

function bareHost(host: string): string {
  return host.toLowerCase().replace(/\.$/, "").replace(/^www\./, "");
}
