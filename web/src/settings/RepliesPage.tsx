// The quick replies that all counsellors share: by stage, in three languages side by side.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import "../hours/hours.css";
import { Skeleton } from "../board/Skeleton.tsx";
import { announce } from "../shared/parts/Announce.tsx";
import { deskTexts } from "../shared/texts/desk.ts";
import { useEditing } from "./editing.ts";
import { useFound } from "./found.ts";
import { History } from "./History.tsx";
import { byStage, draftOf, fits, getReplies, missing, type Reply, type ReplyDraft } from "./replies.ts";
import { ReplyDialog } from "./ReplyDialog.tsx";
import { ReplyItem } from "./ReplyItem.tsx";
import "./settings.css";
import { stageName } from "./stages.ts";
import { Unread } from "./Unread.tsx";

export function RepliesPage(): JSX.Element {
  const t = deskTexts();
  const found = useFound(getReplies);
  const editor = useEditing<ReplyDraft>("reply", draftOf(null));
  const query = useSignal("");
  const incomplete = useSignal(false);
  const all = found.value?.counsellor_replies ?? [];
  const lacking = all.filter((reply) => missing(reply).length > 0);
  const shown = all.filter((reply) => fits(reply, query.value, stageName(reply.stage)) && (!incomplete.value || missing(reply).length > 0));
  const filtered = query.value.trim() !== "" || incomplete.value;
  useEffect(() => { if (filtered && found.value) announce(t.replies.count(shown.length)); }, [shown.length, filtered]);
  if (found.value === null) return found.failed ? <Unread of={found} /> : <Skeleton />;
  const edit = (reply: Reply | null): void => editor.open({ id: reply?.key ?? null, version: reply?.version ?? null, base: draftOf(reply) });
  return (
    <div class="settings">
      <Unread of={found} />
      <section class="card" aria-label={t.replies.what}>
        <p class="quiet">{t.replies.hint}</p>
        <p class="quiet small">{t.replies.drafts}</p>
        <div class="row tools">
          <div class="field grow">
            <label class="ds-label" for="reply-search">{t.replies.search}</label>
            <input id="reply-search" class="ds-input" type="search" value={query.value} onInput={(event) => { query.value = event.currentTarget.value; }} />
          </div>
          <button type="button" class="ds-button" onClick={() => edit(null)}>{t.replies.add}</button>
        </div>
        {lacking.length > 0 ? <label class="check warned"><input type="checkbox" checked={incomplete.value} onChange={(event) => { incomplete.value = event.currentTarget.checked; }} /> {t.replies.onlyMissing(lacking.length)}</label> : <p class="quiet small">{t.replies.complete}</p>}
      </section>
      {shown.length === 0 ? <section class="card"><p>{all.length === 0 ? t.replies.none : t.replies.noneFit}</p></section> : null}
      {byStage(shown).map(([stage, replies]) => (
        <section class="card" key={stage} aria-labelledby={`stage-${stage}`}>
          <h2 id={`stage-${stage}`}>{stageName(stage)} <span class="quiet small number">{replies.length}</span></h2>
          <ul class="replies">{replies.map((reply) => <ReplyItem key={reply.key} reply={reply} known={found.value?.placeholders ?? []} onEdit={() => edit(reply)} />)}</ul>
        </section>
      ))}
      <History about="replies" after={found.value} />
      {editor.editing.value ? <ReplyDialog editor={editor} found={found} /> : null}
    </div>
  );
}
