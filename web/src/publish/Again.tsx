// A published figure counted again from what the desk knows today: the same, or what differs and why.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { Refused } from "../settings/Refused.tsx";
import { useSaving } from "../settings/saving.ts";
import { announce } from "../shared/parts/Announce.tsx";
import { publishingTexts } from "../shared/texts/publishing.ts";
import { countAgain, type MadeAgain, type Whole } from "./calls.ts";
import { type Differs, linesOf, versionsChanged } from "./differing.ts";
import type { Known } from "./sheets.ts";

/** More than that nobody reads; the files have all of it. */
const MOST_LINES = 30;

export function Again({ whole, known }: { whole: Whole; known: Known }): JSX.Element {
  const t = publishingTexts();
  const counting = useSaving();
  const found = useSignal<MadeAgain | null>(null);
  const count = async (): Promise<void> => {
    await counting.run(async () => { found.value = await countAgain(whole.snapshot); });
    if (found.value !== null) announce(found.value.same ? t.same : t.differs);
  };
  return (
    <section class="card" aria-labelledby="again">
      <h2 id="again">{t.again}</h2>
      <p class="quiet">{t.againHint}</p>
      <div class="row"><button type="button" class="ds-button" data-variant="secondary" aria-busy={counting.busy} onClick={() => void count()}>{t.countAgain}</button></div>
      {counting.refusal?.kind === "failed" ? <p class="problem" role="alert">{t.notCounted}</p> : <Refused refusal={counting.refusal} shown={[]} />}
      {found.value && counting.refusal === null ? <Outcome again={found.value} whole={whole} known={known} /> : null}
    </section>
  );
}

function Outcome({ again, whole, known }: { again: MadeAgain; whole: Whole; known: Known }): JSX.Element {
  const t = publishingTexts();
  const versions = versionsChanged(again);
  const { lines, shares } = linesOf(again, whole, known);
  return (
    <div class="outcome">
      <p class={again.same ? "known" : "doubt"}>{again.same ? t.same : t.differs}</p>
      {lines.length > 0 ? <Lines lines={lines.slice(0, MOST_LINES)} /> : null}
      {lines.length > MOST_LINES ? <p class="quiet small">{t.more(lines.length - MOST_LINES)}</p> : null}
      {shares > 0 ? <p class="small">{t.sharesDiffer(shares)}</p> : null}
      {versions.length > 0 ? <><h3>{again.same ? t.changedAnyway : t.why}</h3><ul>{versions.map((words) => <li key={words}>{words}</li>)}</ul></> : null}
      {!again.same && versions.length === 0 ? <p>{t.onlyRecorded}</p> : null}
    </div>
  );
}

function Lines({ lines }: { lines: readonly Differs[] }): JSX.Element {
  const t = publishingTexts();
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div class="scroll" role="group" aria-label={t.whatDiffers} tabIndex={0}>
      <table class="number">
        <thead><tr><th scope="col">{t.row}</th><th scope="col">{t.figure}</th><th scope="col">{t.before}</th><th scope="col">{t.today}</th></tr></thead>
        <tbody>{lines.map(({ name, figure, was, now }) => <tr key={`${name} ${figure}`}><th scope="row">{name}</th><td>{figure}</td><td>{was ?? t.absent}</td><td>{now ?? t.absent}</td></tr>)}</tbody>
      </table>
    </div>
  );
}
