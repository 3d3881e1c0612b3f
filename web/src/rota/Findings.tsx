// What to look at before the week is done: hours without anybody, shifts that collide, and who is missing just now.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { board } from "../board/model.ts";
import { rotaTexts } from "../shared/texts/rota.ts";
import { dates, opened, people, rota, thisWeek, week } from "./model.ts";
import { openShift } from "./ShiftBlock.tsx";
import { conflictWords, gapWords, whenWords } from "./words.ts";

const SHOWN = 3;

export function Findings(): JSX.Element {
  return (
    <div class="rota-findings">
      <Missing />
      <Gaps />
      <Conflicts />
    </div>
  );
}

function Missing(): JSX.Element | null {
  const t = rotaTexts();
  const names = (board.value?.centres ?? []).flatMap((centre) => centre.missing.map((one) => one.name));
  if (week.value !== thisWeek() || names.length === 0) return null;
  return (
    <section class="card" aria-labelledby="rota-missing">
      <h2 id="rota-missing">{t.missing}</h2>
      <p>{t.missingWords(names.join(", "))}</p>
    </section>
  );
}

function Gaps(): JSX.Element {
  const t = rotaTexts();
  const words = gapWords(rota.value?.gaps ?? []);
  const days = dates.value.filter((date) => words.some((gap) => gap.date === date)).length;
  const lines = words.map((gap) => <li key={gap.key}><span class="gap-mark" aria-hidden="true" /> {gap.words}</li>);
  return (
    <section class="card" aria-labelledby="rota-gaps" data-calm={words.length === 0}>
      <h2 id="rota-gaps">{t.gaps}{days > 0 ? <span class="quiet small"> – {t.gapDays(days)}</span> : null}</h2>
      {words.length === 0 ? <p class="quiet">{opened.value.length > 0 ? t.noGaps : t.noOpening}</p> : <Some lines={lines} />}
    </section>
  );
}

function Conflicts(): JSX.Element | null {
  const t = rotaTexts();
  const found = people.value.flatMap((person) => person.shifts.filter((shift) => shift.conflicts.length > 0).map((shift) => ({ person, shift })));
  const lines = found.map(({ person, shift }) => (
    <li key={shift.shift_id}>
      <button type="button" class="plain-button finding" onClick={() => openShift(shift, person)}>{person.name}, {whenWords(shift)}</button>
      <span class="quiet"> – {shift.conflicts.map((code) => conflictWords(code, true)).join(", ")}</span>
    </li>
  ));
  if (found.length === 0) return null;
  return <section class="card" aria-labelledby="rota-conflicts"><h2 id="rota-conflicts">{t.findings(found.length)}</h2><Some lines={lines} /></section>;
}

/** The first of many, and the rest when asked for. */
function Some({ lines }: { lines: JSX.Element[] }): JSX.Element {
  const all = useSignal(false);
  const rest = lines.length - SHOWN;
  return (
    <>
      <ul class="found">{all.value ? lines : lines.slice(0, SHOWN)}</ul>
      {rest > 0 && !all.value ? <button type="button" class="plain-button small" onClick={() => { all.value = true; }}>{rotaTexts().gapsMore(rest)}</button> : null}
    </>
  );
}
