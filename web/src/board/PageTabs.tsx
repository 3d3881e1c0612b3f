// The row of the pages of a group: where one is, and the others; the pages of figures take the question along.
import { signal } from "@preact/signals";
import type { JSX } from "preact";
import { staffTexts } from "../shared/texts/staff.ts";
import { alsoAt } from "../statistics/address.ts";
import { type BoardPage, linkTo, pagesUnder } from "./pages.ts";

const address = signal(location.hash);
addEventListener("hashchange", () => { address.value = location.hash; });

export function PageTabs({ page }: { page: BoardPage }): JSX.Element | null {
  const { board: t } = staffTexts();
  const pages = pagesUnder(page.under);
  if (pages.length < 2) return null;
  return (
    <nav aria-label={t.pagesOf[page.under]} class="page-tabs">
      <ul class="tabs small">
        {pages.map((one) => <li key={one.name}><a href={leadsTo(one)} aria-current={one === page ? "page" : undefined}>{one.name === "statistics" ? t.loadPage : t.pages[one.name]}</a></li>)}
      </ul>
    </nav>
  );
}

function leadsTo(page: BoardPage): string {
  return page.under === "statistics" ? alsoAt(page.name, address.value) : linkTo(page);
}
