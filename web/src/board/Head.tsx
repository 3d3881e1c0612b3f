// The head of every page of the board: where one can go, who is signed in, where one is, and the door of the chat.
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { LanguagePicker } from "../shared/parts/LanguagePicker.tsx";
import { staffTexts } from "../shared/texts/staff.ts";
import { ByHand } from "./ByHand.tsx";
import { Door } from "./Door.tsx";
import { leave, me } from "./model.ts";
import { PageTabs } from "./PageTabs.tsx";
import { type BoardPage, FIRST_PAGES, linkTo, pagesUnder } from "./pages.ts";

export function Head({ page }: { page: BoardPage }): JSX.Element {
  const t = staffTexts();
  return (
    <header class="board-head">
      <p class="product">{t.boardName}</p>
      <nav aria-label={t.board.navigation}>
        <ul class="tabs">
          {FIRST_PAGES.map((one) => (
            <li key={one.name}><a href={linkTo(one)} aria-current={current(one, page)}>{t.board.groups[one.under]}</a></li>
          ))}
        </ul>
      </nav>
      <div class="who">
        <span>{me.value?.name}</span>
        <LanguagePicker />
        <button type="button" class="plain-button small" onClick={() => void leave()}>{t.signIn.out}</button>
      </div>
    </header>
  );
}

/** The page itself where it is alone; else the group it belongs to, whose row says which page it is. */
function current(one: BoardPage, page: BoardPage): "page" | "true" | undefined {
  if (one.under !== page.under) return undefined;
  return pagesUnder(page.under).length === 1 ? "page" : "true";
}

/** What is closed by hand, where one is, the door of the chat, and the other pages of the group. */
export function PageHead({ page }: { page: BoardPage }): JSX.Element {
  return (
    <div>
      <ByHand />
      <div class="page-head">
        <Heading page={page} />
        <Door />
      </div>
      <PageTabs page={page} />
    </div>
  );
}

/** Gets the focus whenever another page has come, so that a screen reader says where one is. */
function Heading({ page }: { page: BoardPage }): JSX.Element {
  const heading = useRef<HTMLHeadingElement>(null);
  const shown = useRef(page);
  useEffect(() => {
    if (shown.current !== page) heading.current?.focus();
    shown.current = page;
  }, [page]);
  return <h1 class="heading" tabIndex={-1} ref={heading}>{staffTexts().board.pages[page.name]}</h1>;
}
