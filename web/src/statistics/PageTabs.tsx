// The row of the pages of figures: where one is, and the same question on the others.
import { signal } from "@preact/signals";
import type { JSX } from "preact";
import { insightTexts } from "../shared/texts/insight.ts";
import { alsoAt, pageIn } from "./address.ts";

const NAMES = ["statistics", "topics", "year", "open"] as const;
const address = signal(location.hash);
addEventListener("hashchange", () => { address.value = location.hash; });

export function PageTabs(): JSX.Element {
  const t = insightTexts();
  const here = pageIn(address.value);
  return (
    <nav aria-label={t.pages} class="page-tabs">
      <ul class="tabs small">
        {NAMES.map((name) => <li key={name}><a href={alsoAt(name, address.value)} aria-current={name === here ? "page" : undefined}>{t.tabs[name]}</a></li>)}
      </ul>
    </nav>
  );
}
