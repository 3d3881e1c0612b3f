// What the desk tells citizens and staff for a while: now, planned, and what is over.
import type { JSX } from "preact";
import "../hours/hours.css";
import { Skeleton } from "../board/Skeleton.tsx";
import { InThree } from "../hours/CitizensRead.tsx";
import { deskNow } from "../shared/now.ts";
import { deskTexts } from "../shared/texts/desk.ts";
import { named } from "../shared/texts/staff.ts";
import { useEditing } from "./editing.ts";
import { useFound } from "./found.ts";
import { History } from "./History.tsx";
import { NoticeDialog } from "./NoticeDialog.tsx";
import { draftOf, getNotices, isCovered, type Notice, type NoticeDraft, of, standing } from "./notices.ts";
import "./settings.css";
import { Unread } from "./Unread.tsx";
import { when } from "./when.ts";

/** What is planned begins, and what stands ends, while somebody looks. */
const LOOK_EVERY = 30_000;

export function NoticesPage(): JSX.Element {
  const t = deskTexts();
  const found = useFound(getNotices, { every: LOOK_EVERY });
  const editor = useEditing<NoticeDraft>("notice", draftOf(null, deskNow()));
  const now = deskNow();
  if (found.value === null) return found.failed ? <Unread of={found} /> : <Skeleton />;
  const all = found.value;
  const past = of(all, "past", now);
  const edit = (notice: Notice | null): void => editor.open({ id: notice?.notice_id ?? null, version: notice?.version ?? null, base: draftOf(notice, deskNow()) });
  return (
    <div class="settings">
      <Unread of={found} />
      <section class="card" aria-label={t.notices.what}>
        <div class="card-head">
          <p class="quiet">{t.notices.hint}</p>
          <button type="button" class="ds-button" onClick={() => edit(null)}>{t.notices.add}</button>
        </div>
      </section>
      {(["now", "planned"] as const).map((which) => {
        const some = of(all, which, now);
        return (
          <section class="card" key={which} aria-labelledby={`notices-${which}`}>
            <h2 id={`notices-${which}`}>{t.notices.headings[which]}</h2>
            {some.length === 0 ? <p class="quiet">{t.notices.none[which]}</p> : null}
            <ul class="notices">{some.map((notice) => <Item key={notice.notice_id} notice={notice} all={all} onEdit={() => edit(notice)} />)}</ul>
          </section>
        );
      })}
      {past.length > 0 ? (
        <details class="card history">
          <summary>{t.notices.past(past.length)}</summary>
          <ul class="notices">{past.map((notice) => <Item key={notice.notice_id} notice={notice} all={all} onEdit={null} />)}</ul>
        </details>
      ) : null}
      <History about="notices" after={found.value} />
      {editor.editing.value ? <NoticeDialog editor={editor} found={found} /> : null}
    </div>
  );
}

function Item({ notice, all, onEdit }: { notice: Notice; all: readonly Notice[]; onEdit: (() => void) | null }): JSX.Element {
  const t = deskTexts();
  const covered = isCovered(notice, all, deskNow());
  return (
    <li data-standing={standing(notice, deskNow())}>
      <div class="item-head">
        <h3>{t.notices.audiences[notice.audience]}</h3>
        <span class="quiet small number">{t.notices.span(when(notice.starts_at), when(notice.ends_at))}{notice.author ? ` · ${notice.author}` : ""}</span>
        {covered ? <span class="tag-small changed">{t.notices.covered}</span> : null}
        {onEdit ? <button type="button" class="plain-button small" aria-label={t.editNamed(named(notice))} onClick={onEdit}>{t.edit}</button> : null}
      </div>
      <InThree words={notice} />
    </li>
  );
}
