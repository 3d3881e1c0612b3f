// What would be published, as everybody would see it: hidden cells are told, and nothing else than this is published.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { Skeleton } from "../board/Skeleton.tsx";
import { useFound } from "../settings/found.ts";
import { Refused } from "../settings/Refused.tsx";
import { useSaving } from "../settings/saving.ts";
import { Unread } from "../settings/Unread.tsx";
import { when } from "../settings/when.ts";
import { announce } from "../shared/parts/Announce.tsx";
import { Confirm } from "../shared/parts/Confirm.tsx";
import { figuresTexts } from "../shared/texts/figures.ts";
import { insightTexts } from "../shared/texts/insight.ts";
import { publishingTexts } from "../shared/texts/publishing.ts";
import { type PublishAsked, questionOf, wrongWith } from "./asked.ts";
import { type Answer, answered, extractAddress, publish, type Publication, type Published, seen } from "./calls.ts";
import { hiddenIn, type Known, saysNothing, sheetsOf } from "./sheets.ts";
import { Sheets } from "./Sheets.tsx";
import { questionWords, reportWords, subject } from "./words.ts";

interface PreviewProps { asked: PublishAsked; today: string; known: Known; list: readonly Published[]; onPublished: (snapshot: string) => void }

export function Preview({ asked, today, known, list, onPublished }: PreviewProps): JSX.Element {
  const t = publishingTexts();
  const question = questionOf(asked);
  const wrong = wrongWith(asked, today);
  const key = wrong ?? JSON.stringify([asked.report, question]);
  const found = useFound<Answer<Publication>>(async () => (wrong === null ? answered(key, () => seen(asked.report, question)) : { key, answer: null, refusal: null }), { key });
  const { value } = found;
  const current = value?.key === key ? value : null;
  const words = wrong === null ? null : wrong === "over" ? t.notOver : figuresTexts().wrong[wrong];
  return (
    <section class="card" aria-labelledby="preview">
      <h2 id="preview">{t.preview(reportWords(asked.report), words === null ? questionWords(question) : null)}</h2>
      <Unread of={found} />
      {words !== null ? <p>{words}</p> : null}
      {words === null && current === null && !found.failed ? <Skeleton /> : null}
      <Refused refusal={current?.refusal ?? null} shown={[]} />
      {current?.answer ? <Seen key={key} what={current.answer} known={known} list={list} again={found.again} onPublished={onPublished} /> : null}
    </section>
  );
}

interface SeenProps { what: Publication; known: Known; list: readonly Published[]; again: () => Promise<void>; onPublished: (snapshot: string) => void }

function Seen({ what, known, list, again, onPublished }: SeenProps): JSX.Element {
  const t = publishingTexts();
  const saving = useSaving();
  const asking = useSignal(false);
  /** Also while what is to be looked over again is on its way. */
  const busy = useSignal(false);
  const hidden = hiddenIn(what.tables);
  const empty = saysNothing(what.tables);
  const before = list.find((one) => one.snapshot === what.snapshot && one.published_at !== null);
  const run = async (): Promise<void> => {
    asking.value = false;
    busy.value = true;
    if (await saving.run(() => publish(what))) {
      announce(t.done);
      onPublished(what.snapshot);
    } else await again();
    busy.value = false;
  };
  return (
    <>
      <p>{empty ? hidden > 0 ? insightTexts().topics.allHidden : t.nothing : t.hiddenCount(hidden)} {hidden > 0 ? insightTexts().hiddenMeans : ""}</p>
      {empty ? null : <><Overlapping of={what.overlapping} /><Sheets sheets={sheetsOf(what, known)} /></>}
      {what.report === "contacts" ? <p>{t.extract} <a class="ds-link wrap" href={extractAddress(what.question["year"] ?? "")}>{extractAddress(what.question["year"] ?? "")}</a></p> : null}
      {busy.value ? null : saving.refusal?.kind === "outdated" ? <p class="problem" role="alert">{t.outdated}</p> : <Refused refusal={saving.refusal} shown={[]} />}
      {before ? <p class="known">{t.known(when(before.published_at ?? before.made_at), before.published_by?.name ?? t.nobody)} <a class="ds-link" href={`#publish/snapshot=${before.snapshot}`}>{t.open}</a></p> : null}
      {before || empty ? null : <div class="row"><button type="button" class="ds-button" aria-busy={busy.value} onClick={() => { asking.value = !busy.value; }}>{t.publish}</button></div>}
      {asking.value ? <Confirm question={t.sure(subject(what))} yes={t.yes} no={t.no} onYes={() => void run()} onNo={() => { asking.value = false; }} /> : null}
    </>
  );
}

/** Two answers about the same people may be subtracted from each other: that is for people to judge. */
function Overlapping({ of }: { of: readonly Published[] }): JSX.Element | null {
  const t = publishingTexts();
  const [own, kept] = [of.filter((one) => one.published_at !== null), of.filter((one) => one.published_at === null)];
  if (of.length === 0) return null;
  return (
    <div class="doubt">
      <p>{t.overlaps}</p>
      <ul>
        {own.map((one) => <li key={one.snapshot}><a class="ds-link" href={`#publish/snapshot=${one.snapshot}`}>{subject(one)}</a> ({when(one.published_at ?? one.made_at)})</li>)}
        {kept.length > 0 ? <li>{t.overlapsKept(kept.length)}</li> : null}
      </ul>
    </div>
  );
}
