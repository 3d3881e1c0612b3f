// Beside the editor: what would come of the draft, what is wrong with it, and saving it.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { announce } from "../shared/parts/Announce.tsx";
import { Confirm } from "../shared/parts/Confirm.tsx";
import { osloDate } from "../shared/dates.ts";
import { deskNow } from "../shared/now.ts";
import { hoursTexts } from "../shared/texts/hours.ts";
import { CitizensRead } from "./CitizensRead.tsx";
import { firstEffect } from "./draft.ts";
import { discard, draft, isChanged, keepMine, look, lookFrom, outdated, pending, preview, previewFailed, previewFrom, problems, save, saving, stored } from "./model.ts";
import { reasonWords } from "./problems.ts";
import { Strip } from "./Strip.tsx";
import { fresh, Warnings } from "./Warnings.tsx";
import { shortDate, weekday } from "./words.ts";

export function PreviewPanel(): JSX.Element {
  const { preview: t, again } = hoursTexts();
  const wrong = Object.keys(problems.value).length > 0;
  // What is shown is what would come of the draft, never of one before a mistake.
  const days = wrong ? [] : preview.value?.days ?? [];
  return (
    <aside class="card preview" aria-labelledby="preview">
      <h2 id="preview" tabIndex={-1}>{isChanged.value ? t.heading : t.headingNow}</h2>
      {isChanged.value ? <SaveBar /> : null}
      <Wrongs />
      {previewFailed.value ? <p class="problem" role="alert">{t.failed} <button type="button" class="plain-button" onClick={() => look()}>{again}</button></p> : null}
      {isChanged.value && !wrong ? <Warnings warnings={fresh(preview.value?.warnings ?? [], stored.value?.warnings ?? [])} /> : null}
      <Period />
      {days.length > 0 ? <><Strip days={days} label={isChanged.value ? t.heading : t.headingNow} /><CitizensRead lines={preview.value?.citizens ?? []} /></> : null}
    </aside>
  );
}

/** Saving waits until the desk has looked at exactly what would be saved. */
function SaveBar(): JSX.Element {
  const { preview: t } = hoursTexts();
  const asking = useSignal(false);
  const wrong = Object.keys(problems.value).length > 0;
  const blocked = pending.value || wrong || previewFailed.value || outdated.value;
  const submit = async (): Promise<void> => {
    if (!(await save())) return;
    announce(t.saved);
    toHeading();
  };
  return (
    <div class="save">
      {outdated.value ? <Outdated /> : null}
      <p><strong>{t.unsaved}</strong> <span class="quiet small">{t.kept}</span></p>
      <div class="row">
        <button type="button" class="ds-button" disabled={blocked} aria-busy={saving.value === "yes"} onClick={() => void submit()}>{t.save}</button>
        <button type="button" class="ds-button" data-variant="secondary" onClick={() => { asking.value = true; }}>{t.discard}</button>
      </div>
      {saving.value === "failed" ? <p class="problem" role="alert">{t.notSaved}</p> : null}
      {asking.value ? <Confirm question={t.sureDiscard} yes={t.yesDiscard} no={hoursTexts().cancel} danger onYes={() => { asking.value = false; discard(); requestAnimationFrame(toHeading); }} onNo={() => { asking.value = false; }} /> : null}
    </div>
  );
}

/** Where the focus goes when what was pressed is gone. */
function toHeading(): void {
  document.getElementById("preview")?.focus();
}

function Outdated(): JSX.Element {
  const { preview: t } = hoursTexts();
  return (
    <div class="problem" role="alert">
      <p>{t.outdated}</p>
      <p class="small">{t.outdatedHint}</p>
      <div class="row">
        <button type="button" class="ds-button" data-size="sm" data-variant="secondary" onClick={() => { toHeading(); discard(); }}>{t.theirs}</button>
        <button type="button" class="ds-button" data-size="sm" data-variant="secondary" onClick={() => { toHeading(); keepMine(); }}>{t.mine}</button>
      </div>
    </div>
  );
}

function Wrongs(): JSX.Element {
  const { problems: t } = hoursTexts();
  const every = Object.entries(problems.value);
  return (
    <div role="status">
      {every.length > 0 ? (
        <div class="problem">
          <p>{t.summary(every.length)}</p>
          <ul>{every.map(([path, why]) => <li key={path}>{placeWords(path)}{reasonWords(why, t)} <button type="button" class="plain-button small" onClick={() => goTo(path)}>{t.goTo}</button></li>)}</ul>
        </div>
      ) : null}
    </div>
  );
}

/** «onsdag: », where the problem is about a day of a week. */
function placeWords(path: string): string {
  const found = /\.weekly\.([1-7])/.exec(path);
  return found ? `${weekday(found[1] ?? "")}: ` : "";
}

/** The field itself, or what stands nearest around it. */
function goTo(path: string): void {
  for (let where = path; where !== ""; where = where.slice(0, Math.max(0, where.lastIndexOf(".")))) {
    const found = document.querySelector<HTMLElement>(`[data-path="${CSS.escape(where)}"]`);
    if (!found) continue;
    const field = found.matches("input, select") ? found : found.querySelector<HTMLElement>("input, select, button");
    field?.focus();
    return;
  }
}

/** From which day on, and how much changes in these days; changes that come later are one click away. */
function Period(): JSX.Element {
  const { preview: t } = hoursTexts();
  const days = preview.value?.days ?? [];
  const different = days.filter((day) => day.channels.chat.changed || day.channels.phone.changed).length;
  const effect = isChanged.value && draft.value && stored.value ? firstEffect(draft.value, stored.value) : null;
  const [first, last] = [days[0]?.date ?? "", days.at(-1)?.date ?? ""];
  const wrong = Object.keys(problems.value).length > 0;
  const elsewhere = effect !== null && (effect > last || effect < first) && effect >= osloDate(deskNow()) ? effect : null;
  return (
    <>
      <div class="row from">
        <label class="ds-label" for="preview-from">{t.from}</label>
        <input id="preview-from" class="ds-input" type="date" data-path="from" min="2000-01-01" max="2100-12-01" value={previewFrom.value ?? first} onChange={(event) => lookFrom(event.currentTarget.value || null)} />
        {previewFrom.value ? <button type="button" class="plain-button small" onClick={() => lookFrom(null)}>{t.today}</button> : null}
      </div>
      <p class="small" role="status">{pending.value ? t.looking : wrong ? t.stale : isChanged.value ? (different > 0 ? t.count(different) : t.noEffect) : t.none}</p>
      {elsewhere && !pending.value && !wrong ? <button type="button" class="plain-button small" onClick={() => lookFrom(elsewhere)}>{t.goTo(shortDate(elsewhere))}</button> : null}
    </>
  );
}
