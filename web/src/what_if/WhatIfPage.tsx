// What would have been: a month that is over, played again with other people, other hours or other rules.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { Skeleton } from "../board/Skeleton.tsx";
import { monthWords } from "../publish/words.ts";
import { useEditing } from "../settings/editing.ts";
import { useFound } from "../settings/found.ts";
import { Refused } from "../settings/Refused.tsx";
import { type Refusal, refusalOf, signedOutBy } from "../settings/refusal.ts";
import "../settings/settings.css";
import { Field } from "../settings/Field.tsx";
import { Unread } from "../settings/Unread.tsx";
import { HttpError } from "../shared/http.ts";
import { announce } from "../shared/parts/Announce.tsx";
import { whatIfTexts } from "../shared/texts/what_if.ts";
import { Choice } from "../statistics/Choice.tsx";
import "../statistics/statistics.css";
import { type Change, type Outcome, play, type Possible, type Progress, readPossible } from "./calls.ts";
import { ChangeFields } from "./ChangeFields.tsx";
import { begun, type Drafted, EMPTY, type Kind, KINDS, MOST_CHANGES, questionOf, type WhatIfDraft, wrongIn } from "./draft.ts";
import { Shown } from "./Shown.tsx";
import "./what_if.css";

export function WhatIfPage(): JSX.Element {
  const found = useFound(readPossible);
  const t = whatIfTexts();
  if (found.value === null) return found.failed ? <Unread of={found} /> : <Skeleton />;
  return (
    <div class="settings statistics what-if">
      <Unread of={found} />
      {found.value.months.length === 0 ? <section class="card"><p>{t.noMonth}</p></section> : <Asking possible={found.value} />}
    </div>
  );
}

interface Played { outcome: Outcome; changes: Change[] }

function Asking({ possible }: { possible: Possible }): JSX.Element {
  const t = whatIfTexts();
  const editor = useEditing<WhatIfDraft>("what-if", EMPTY);
  const draft = editor.editing.value?.now ?? EMPTY;
  const tried = useSignal(false);
  const played = useSignal<Played | null>(null);
  const running = useRunning();
  const put = (next: WhatIfDraft): void => editor.open({ id: "what-if", base: EMPTY, now: next });
  const wrong = draft.changes.some((one) => Object.keys(wrongIn(one, possible.figures[one.figure])).length > 0);
  const run = async (): Promise<void> => {
    tried.value = true;
    if (wrong || draft.changes.length === 0) return;
    const question = questionOf(draft, possible);
    const outcome = await running.run((signal, told) => play(question, signal, told));
    if (outcome === null) return;
    played.value = { outcome, changes: question.changes };
    announce(t.played);
  };
  useEffect(() => { if (played.value) document.getElementById("came-of-it")?.focus(); }, [played.value]);
  return (
    <>
      <section class="card" aria-labelledby="what-if-ask">
        <h2 id="what-if-ask">{t.ask}</h2>
        <p class="quiet">{t.hint}</p>
        <div class="tools filters">
          <Choice id="month" label={t.month} value={questionOf(draft, possible).month} options={possible.months.map((month) => [month, monthWords(month)])} onChoose={(month) => put({ ...draft, month })} />
        </div>
        <Changes draft={draft} possible={possible} tried={tried.value} onDraft={(next) => { tried.value = false; put(next); }} />
        {tried.value && draft.changes.length === 0 ? <p class="problem" role="alert">{t.wrong.none}</p> : null}
        <More draft={draft} onDraft={put} />
        <Run running={running} onRun={() => void run()} />
      </section>
      {played.value ? <Shown outcome={played.value.outcome} changes={played.value.changes} /> : null}
    </>
  );
}

interface DraftProps { draft: WhatIfDraft; onDraft: (next: WhatIfDraft) => void }

function Changes({ draft, possible, tried, onDraft }: DraftProps & { possible: Possible; tried: boolean }): JSX.Element {
  const t = whatIfTexts();
  const box = useRef<HTMLDivElement>(null);
  const set = (place: number, part: Partial<Drafted>): void => onDraft({ ...draft, changes: draft.changes.map((one, index) => (index === place ? { ...one, ...part } : one)) });
  const add = (kind: Kind): void => {
    onDraft({ ...draft, changes: [...draft.changes, begun(kind, possible)] });
    requestAnimationFrame(() => box.current?.querySelector<HTMLElement>(".change:last-of-type :is(input, select)")?.focus());
  };
  const remove = (place: number): void => {
    onDraft({ ...draft, changes: draft.changes.filter((_, index) => index !== place) });
    box.current?.querySelector<HTMLElement>(".adding button")?.focus();
  };
  return (
    <div ref={box}>
      {/* oxlint-disable-next-line react/no-array-index-key */}
      {draft.changes.map((one, place) => <ChangeFields key={place} place={place} drafted={one} possible={possible} tried={tried} onChange={(part) => set(place, part)} onRemove={() => remove(place)} />)}
      {draft.changes.length === 0 ? <p class="nothing-yet">{t.begin}</p> : null}
      {draft.changes.length < MOST_CHANGES ? (
        <div class="adding" role="group" aria-label={t.add}>
          {KINDS.map((kind) => <button key={kind} type="button" class="ds-button" data-variant="secondary" data-size="sm" onClick={() => add(kind)}><span aria-hidden="true">+ </span>{t.kinds[kind]}</button>)}
        </div>
      ) : <p class="quiet small">{t.full(MOST_CHANGES)}</p>}
    </div>
  );
}

function More({ draft, onDraft }: DraftProps): JSX.Element {
  const t = whatIfTexts();
  return (
    <>
      {draft.changes.length > 1 ? <label class="check"><input type="checkbox" checked={draft.atOnce} onChange={(event) => onDraft({ ...draft, atOnce: event.currentTarget.checked })} /> {t.atOnce}</label> : null}
      {draft.changes.some(({ kind }) => kind === "open") ? (
        <Field id="visits" label={t.visits} hint={t.visitsHint}>
          {(marks) => <input {...marks} class="ds-input number" type="number" min={0} max={100} value={draft.visits} onInput={(event) => onDraft({ ...draft, visits: event.currentTarget.value })} />}
        </Field>
      ) : null}
    </>
  );
}

interface Running {
  progress: Progress | null; refusal: Refusal | null; busy: boolean;
  run: (work: (signal: AbortSignal, told: (progress: Progress) => void) => Promise<Outcome>) => Promise<Outcome | null>;
  stop: () => void;
}

/** One at a time; it ends with the page. `busy`: somebody else's is being played. */
function useRunning(): Running {
  const progress = useSignal<Progress | null>(null);
  const refusal = useSignal<Refusal | null>(null);
  const busy = useSignal(false);
  const stopping = useRef<AbortController | null>(null);
  useEffect(() => () => stopping.current?.abort(), []);
  return {
    progress: progress.value,
    refusal: refusal.value,
    busy: busy.value,
    stop: () => stopping.current?.abort(),
    run: async (work) => {
      if (progress.value !== null) return null;
      const abort = new AbortController();
      stopping.current = abort;
      [progress.value, refusal.value, busy.value] = [{ played: 0, of: 0 }, null, false];
      try {
        return await work(abort.signal, (told) => { progress.value = told; });
      } catch (error) {
        if (abort.signal.aborted) announce(whatIfTexts().stopped);
        else if (error instanceof HttpError && error.code === "busy") busy.value = true;
        else if (!signedOutBy(error)) refusal.value = refusalOf(error);
        return null;
      } finally {
        progress.value = null;
      }
    },
  };
}

function Run({ running, onRun }: { running: Running; onRun: () => void }): JSX.Element {
  const t = whatIfTexts();
  const { progress } = running;
  return (
    <div class="running">
      <button type="button" class="ds-button" aria-busy={progress !== null} onClick={onRun}>{t.run}</button>
      {progress === null ? null : (
        <div class="coming">
          <progress aria-label={t.playing} {...(progress.of > 0 ? { value: progress.played, max: progress.of } : {})} />
          <span>{progress.of > 0 ? t.progress(progress.played + 1, progress.of) : t.playing}</span>
          <button type="button" class="ds-button" data-variant="tertiary" data-size="sm" onClick={running.stop}>{t.stop}</button>
        </div>
      )}
      {running.busy ? <p class="problem" role="alert">{t.busy}</p> : null}
      {running.refusal?.kind === "failed" ? <p class="problem" role="alert">{t.failed}</p> : <Refused refusal={running.refusal} shown={[]} />}
    </div>
  );
}
