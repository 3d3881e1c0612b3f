// What a page is asked stands in its address: going back, a shared link and a reload all arrive here.
import { type Signal, signal } from "@preact/signals";
import { addressAt, givenIn, type Question, readQuestion } from "./asked.ts";

/** The question to a page, as its address has it; made once for each page. */
export function askedAt<T>(page: string, read: (hash: string) => T): Signal<T> {
  const asked = signal(read(location.hash));
  addEventListener("hashchange", () => { if (pageIn(location.hash) === page) asked.value = read(location.hash); });
  return asked;
}

/** The same time, channel, centre and language, on another of the pages. */
export function alsoAt(page: string, hash: string): string {
  const { compare: _, ...common } = readQuestion(givenIn(hash));
  const usual = readQuestion(new URLSearchParams());
  return addressAt<Question>(page, { ...usual, ...common }, usual);
}

export function pageIn(hash: string): string {
  return hash.replace(/^#\/?/, "").split("/")[0] ?? "";
}
