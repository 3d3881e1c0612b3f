// Public pages that counsellors may link to, and the sites they stand on.
import type { Names } from "../board/orders.ts";
import { call } from "../shared/http.ts";
import type { Editing } from "./editing.ts";

export interface PublicPage { page_id: string; address: string; title: Names; words: string; version: string }
export interface PageDraft extends Names { address: string; words: string }

const change = { staff: true } as const;

export async function getPages(): Promise<readonly PublicPage[]> {
  return (await call<{ pages: PublicPage[] }>("/api/public-pages")).pages;
}

export function savePage({ id, version }: Editing<PageDraft>, { address, words, nb, nn, en }: PageDraft): Promise<unknown> {
  const body = { address, words, title: { nb, nn, en }, if_version: version };
  return id === null
    ? call("/api/public-pages", { ...change, method: "POST", body })
    : call(`/api/public-pages/${id}`, { ...change, method: "PUT", body });
}

export const removePage = (id: string): Promise<null> => call<null>(`/api/public-pages/${id}`, { ...change, method: "DELETE" });

export function draftOf(page: PublicPage | null): PageDraft {
  return { address: page?.address ?? "", words: page?.words ?? "", nb: page?.title.nb ?? "", nn: page?.title.nn ?? "", en: page?.title.en ?? "" };
}

/** Every word of the query stands somewhere in a title, the address or the words for the search. */
export function fits(page: PublicPage, query: string): boolean {
  const whole = [page.title.nb, page.title.nn, page.title.en, page.address, page.words].join("\n").toLowerCase();
  return query.toLowerCase().split(/\s+/).every((word) => whole.includes(word));
}

/** The site of an address, `www.` left out; empty for what is no address. */
export function siteOf(address: string): string {
  return URL.canParse(address) ? new URL(address).hostname.replace(/^www\./, "") : "";
}

export function sitesOf(pages: readonly PublicPage[]): string[] {
  return [...new Set(pages.map((page) => siteOf(page.address)))].filter((site) => site !== "").toSorted();
}

/** What people paste: without a scheme it is meant as https; `http:` stays, for the desk to refuse. */
export function addressOf(typed: string): string {
  const text = typed.trim();
  return text === "" || /^[a-z][a-z0-9+.-]*:/i.test(text) ? text : `https://${text}`;
}
