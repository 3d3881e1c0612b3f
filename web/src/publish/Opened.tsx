// One published figure: as it was, where everybody finds it, as files, and counted again today.
import type { JSX } from "preact";
import { Skeleton } from "../board/Skeleton.tsx";
import { useFound } from "../settings/found.ts";
import { Refused } from "../settings/Refused.tsx";
import { Unread } from "../settings/Unread.tsx";
import { insightTexts } from "../shared/texts/insight.ts";
import { publishingTexts } from "../shared/texts/publishing.ts";
import { Again } from "./Again.tsx";
import { addressOf, type Answer, answered, type Published, readPublished, type Whole } from "./calls.ts";
import { byWords } from "./PublishedList.tsx";
import { hiddenIn, type Known, sheetsOf } from "./sheets.ts";
import { Sheets } from "./Sheets.tsx";
import { subject } from "./words.ts";

const FILES = [["csv", "CSV"], ["xlsx", "Excel"], ["json", "JSON"]] as const;

/** `of`: what the list says of it, with who published it; null where the list has not got it. */
export function Opened({ id, of, known }: { id: string; of: Published | null; known: Known }): JSX.Element {
  const t = publishingTexts();
  const found = useFound<Answer<Whole>>(() => answered(id, () => readPublished(id)));
  const answer = found.value?.answer ?? null;
  return (
    <>
      <p><a class="ds-link" href="#publish">{t.back}</a></p>
      <Unread of={found} />
      {found.value === null && !found.failed ? <section class="card"><Skeleton /></section> : null}
      {found.value?.refusal?.kind === "gone" ? <p class="problem" role="alert">{t.unknown}</p> : <Refused refusal={found.value?.refusal ?? null} shown={[]} />}
      {answer ? <Shown whole={answer} of={of} known={known} /> : null}
    </>
  );
}

function Shown({ whole, of, known }: { whole: Whole; of: Published | null; known: Known }): JSX.Element {
  const t = publishingTexts();
  const { href } = new URL(addressOf(whole.snapshot), location.href);
  const hidden = hiddenIn(whole.tables);
  return (
    <>
      <section class="card" aria-labelledby="opened">
        <h2 id="opened">{subject(whole)}</h2>
        <dl class="facts">
          <div><dt>{t.state}</dt><dd class="number">{byWords({ ...whole, published_by: of?.published_by ?? null })}</dd></div>
          <div><dt>{t.id}</dt><dd><code class="wrap">{whole.snapshot}</code></dd></div>
          <div><dt>{t.address}</dt><dd><a class="ds-link wrap" href={href}>{href}</a></dd></div>
          <div><dt>{t.files}</dt><dd class="row">{FILES.map(([format, name]) => <a key={format} class="ds-link" href={addressOf(whole.snapshot, format)} download={`${whole.report}-${whole.snapshot.slice(0, 8)}.${format}`}>{t.file(name)}</a>)}</dd></div>
        </dl>
        <p class="quiet small">{t.hiddenCount(hidden)} {hidden > 0 ? insightTexts().hiddenMeans : ""}</p>
      </section>
      <Again whole={whole} known={known} />
      <section class="card" aria-labelledby="as-it-was"><h2 id="as-it-was">{t.asItWas}</h2><Sheets sheets={sheetsOf(whole, known)} /></section>
    </>
  );
}
