// The desk's notice to citizens, in the language chosen; said politely when it comes while somebody is here.
import type { JSX } from "preact";
import { language } from "../shared/texts/catalogue.ts";
import { desk } from "./model.ts";

export function Notice(): JSX.Element {
  const words = noticeWords();
  return <div role="status">{words ? <p class="notice" dir="auto">{words}</p> : null}</div>;
}

/** What the desk tells everybody now; null when nothing. */
export function noticeWords(): string | null {
  const state = desk.state.value;
  const written = state?.notice_texts;
  if (!written) return state?.notice ?? null;
  return language.value === "se" ? written.nb : written[language.value];
}
