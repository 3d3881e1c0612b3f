// The public pages that counsellors find by a key and citizens may open at one touch.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import "../hours/hours.css";
import { Skeleton } from "../board/Skeleton.tsx";
import { announce } from "../shared/parts/Announce.tsx";
import { deskTexts } from "../shared/texts/desk.ts";
import { named } from "../shared/texts/staff.ts";
import { useEditing } from "./editing.ts";
import { useFound } from "./found.ts";
import { History } from "./History.tsx";
import { LinkDialog } from "./LinkDialog.tsx";
import { draftOf, fits, getPages, type PageDraft, type PublicPage, sitesOf } from "./links.ts";
import "./settings.css";
import { Unread } from "./Unread.tsx";

export function LinksPage(): JSX.Element {
  const t = deskTexts();
  const found = useFound(getPages);
  const editor = useEditing<PageDraft>("link", draftOf(null));
  const query = useSignal("");
  const all = found.value ?? [];
  const shown = all.filter((page) => fits(page, query.value));
  const filtered = query.value.trim() !== "";
  useEffect(() => { if (filtered && found.value) announce(t.links.count(shown.length)); }, [shown.length, filtered]);
  if (found.value === null) return found.failed ? <Unread of={found} /> : <Skeleton />;
  const edit = (page: PublicPage | null): void => editor.open({ id: page?.page_id ?? null, version: page?.version ?? null, base: draftOf(page) });
  return (
    <div class="settings">
      <Unread of={found} />
      <section class="card" aria-label={t.links.what}>
        <p class="quiet">{t.links.hint}</p>
        <div class="row tools">
          <div class="field grow">
            <label class="ds-label" for="link-search">{t.links.search}</label>
            <input id="link-search" class="ds-input" type="search" value={query.value} onInput={(event) => { query.value = event.currentTarget.value; }} />
          </div>
          <button type="button" class="ds-button" onClick={() => edit(null)}>{t.links.add}</button>
        </div>
        <p class="quiet small number">{t.links.sites(all.length, sitesOf(all).length)}</p>
      </section>
      <section class="card" aria-label={t.links.pages}>
        {shown.length === 0 ? <p>{all.length === 0 ? t.links.none : t.links.noneFit}</p> : null}
        <ul class="pages">{shown.map((page) => <Item key={page.page_id} page={page} onEdit={() => edit(page)} />)}</ul>
      </section>
      <History about="links" after={found.value} />
      {editor.editing.value ? <LinkDialog editor={editor} found={found} /> : null}
    </div>
  );
}

function Item({ page, onEdit }: { page: PublicPage; onEdit: () => void }): JSX.Element {
  const t = deskTexts();
  const title = named(page.title);
  return (
    <li>
      <div class="item-head">
        <h2>{title}</h2>
        <button type="button" class="plain-button small" aria-label={t.editNamed(title)} onClick={onEdit}>{t.edit}</button>
      </div>
      <p class="wrap"><a class="ds-link" href={page.address} target="_blank" rel="noopener noreferrer">{page.address}<span class="ds-sr-only"> {t.links.opens}</span></a></p>
      {page.words ? <p class="quiet small wrap">{page.words}</p> : null}
    </li>
  );
}
