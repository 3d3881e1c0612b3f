// Beside the figures: what would change, what to think of once more, why it is done, and saving it.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { announce } from "../shared/parts/Announce.tsx";
import { Confirm } from "../shared/parts/Confirm.tsx";
import { deskTexts } from "../shared/texts/desk.ts";
import { policyTexts } from "../shared/texts/policy.ts";
import { Field } from "./Field.tsx";
import type { Found } from "./found.ts";
import { type Change, changesOf, doubtsOf, type Figures, putPolicy, wrongIn } from "./policy.ts";
import type { PolicyDraft } from "./PolicyPage.tsx";
import { figureName, valueWords } from "./policy_words.ts";
import { Refused } from "./Refused.tsx";
import { type Saving, useSaving } from "./saving.ts";

const LONGEST_REASON = 300;

interface PolicyPanelProps { found: Found<Figures>; draft: PolicyDraft; onDraft: (draft: PolicyDraft) => void }

export function PolicyPanel({ found, draft, onDraft }: PolicyPanelProps): JSX.Element | null {
  const t = policyTexts();
  const saving = useSaving();
  const figures = found.value;
  if (figures === null) return null;
  const changes = changesOf(draft.figures, figures);
  const wrong = Object.entries(draft.figures).filter(([name, typed]) => wrongIn(name, typed, figures) !== null).map(([name]) => name);
  const begun = Object.keys(draft.figures).length > 0;
  const doubts = doubtsOf(changes, figures);
  return (
    <aside class="card preview" aria-labelledby="changes">
      <h2 id="changes" tabIndex={-1}>{t.changes}</h2>
      {begun ? null : <p class="quiet">{t.noChanges}</p>}
      {wrong.length > 0 ? <div role="status"><ul class="problem">{wrong.map((name) => <li key={name}>{figureName(name)} <button type="button" class="plain-button small" onClick={() => document.getElementById(`figure-${name}`)?.focus()}>{t.goTo}</button></li>)}</ul></div> : null}
      <ul class="would-change" aria-live="polite">{changes.map((one) => <Changed key={one.name} change={one} />)}</ul>
      {begun && changes.length === 0 && wrong.length === 0 ? <p class="quiet">{t.sameAsNow}</p> : null}
      {doubts.length > 0 ? <ul class="doubts" aria-label={t.doubtsHeading}>{doubts.map((doubt) => <li class="doubt small" key={doubt}>{t.doubts[doubt]}</li>)}</ul> : null}
      {begun ? <Save found={found} draft={draft} onDraft={onDraft} changes={changes} blocked={wrong.length > 0 || changes.length === 0} saving={saving} /> : null}
    </aside>
  );
}

function Changed({ change: { name, before, after, back } }: { change: Change }): JSX.Element {
  const t = policyTexts();
  return (
    <li>
      <p><strong>{figureName(name)}</strong></p>
      <p class="number"><span class="ds-sr-only">{t.before} </span><del>{valueWords(name, before)}</del> <span aria-hidden="true">→</span> <span class="ds-sr-only">{t.after} </span><ins>{valueWords(name, after)}</ins> {back ? <span class="quiet small">{t.backToStandard}</span> : null}</p>
    </li>
  );
}

interface SaveProps extends PolicyPanelProps { changes: readonly Change[]; blocked: boolean; saving: Saving }

function Save({ found, draft, onDraft, changes, blocked, saving }: SaveProps): JSX.Element {
  const t = policyTexts();
  const desk = deskTexts();
  const asking = useSignal(false);
  const toHeading = (): void => document.getElementById("changes")?.focus();
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (blocked) return;
    if (draft.reason.trim() === "") {
      saving.refuse({ reason: t.reasonMissing });
      document.getElementById("policy-reason")?.focus();
      return;
    }
    announce("");
    const isSaved = await saving.run(() => putPolicy(changes, draft.reason.trim()));
    await found.again();
    if (!isSaved) return;
    onDraft({ figures: {}, reason: "" });
    announce(t.saved);
    toHeading();
  };
  const discard = (): void => {
    asking.value = false;
    saving.clear();
    onDraft({ figures: {}, reason: "" });
    requestAnimationFrame(toHeading);
  };
  return (
    <form class="save" onSubmit={(event) => void submit(event)} noValidate>
      <p class="small">{t.when}</p>
      <Field id="policy-reason" label={t.reason} hint={t.reasonHint} wrong={saving.wrong("reason")}>
        {(marks) => <textarea {...marks} class="ds-input" rows={2} maxLength={LONGEST_REASON} value={draft.reason} onInput={(event) => { saving.clear(); onDraft({ ...draft, reason: event.currentTarget.value }); }} />}
      </Field>
      {saving.refusal?.kind === "outdated" ? <p class="problem" role="alert">{t.outdated}</p> : <Refused refusal={saving.refusal} shown={["reason"]} />}
      <div class="row">
        <button type="submit" class="ds-button" aria-busy={saving.busy} disabled={blocked}>{t.save}</button>
        <button type="button" class="ds-button" data-variant="secondary" onClick={() => { asking.value = true; }}>{t.discard}</button>
      </div>
      {asking.value ? <Confirm question={desk.sureDiscard} yes={desk.yesDiscard} no={desk.noDiscard} danger onYes={discard} onNo={() => { asking.value = false; }} /> : null}
    </form>
  );
}
