// Which language a page speaks: asked for in the address, chosen before, or the browser's own.
import type { Language } from "./protocol.ts";
import { type Store, tabStore } from "./storage.ts";

const KEY = "desk.language";
const KNOWN: readonly Language[] = ["nb", "nn", "en", "se"];

/** The first language that is known: `?language=`, the tab's choice, the page that embeds (`?embedded=`), the browser. */
export function firstLanguage(search: string, browser: readonly string[], store: Store = tabStore()): Language {
  const asked = new URLSearchParams(search);
  const wanted = [asked.get("language"), store.getItem(KEY), asked.get("embedded"), ...browser.map(primary)];
  return wanted.find((code): code is Language => KNOWN.includes(code as Language)) ?? "nb";
}

export function rememberLanguage(code: Language, store: Store = tabStore()): void {
  try {
    store.setItem(KEY, code);
  } catch {
    // Not remembering is no harm.
  }
}

/** `no` is bokmål to a browser; a country says nothing about the language here. */
function primary(tag: string): string {
  const code = tag.toLowerCase().split("-")[0] ?? "";
  return code === "no" ? "nb" : code;
}
