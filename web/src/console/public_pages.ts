// The public pages one may send: read once, found by title in any language, by search words and by address.
import { signal } from "@preact/signals";
import { call } from "../shared/http.ts";
import type { Language } from "../shared/protocol.ts";

export interface PublicPage { page_id: string; address: string; title: { nb: string; nn: string; en: string }; words: string }

export const publicPages = signal<readonly PublicPage[]>([]);

/** Throws HttpError. */
export async function loadPublicPages(): Promise<void> {
  publicPages.value = (await call<{ pages: PublicPage[] }>("/api/public-pages")).pages;
}

/** Those that hold every word typed; a title that begins so stands first. */
export function searchPages(pages: readonly PublicPage[], query: string, language: Language): PublicPage[] {
  const typed = query.trim().toLowerCase();
  const words = typed.split(/\s+/).filter((word) => word !== "");
  const found = pages.filter((page) => {
    const all = `${Object.values(page.title).join(" ")} ${page.words} ${page.address}`.toLowerCase();
    return words.every((word) => all.includes(word));
  });
  const begins = (page: PublicPage): boolean => typed !== "" && pageTitle(page, language).toLowerCase().startsWith(typed);
  return [...found.filter(begins), ...found.filter((page) => !begins(page))];
}

export function pageTitle(page: PublicPage, language: Language): string {
  return language === "se" ? page.title.nb : page.title[language];
}
