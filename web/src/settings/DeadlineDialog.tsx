// Entering a deadline: its name, its days, how many times as many people come, and what that does to the days.
import type { JSX } from "preact";
import { announce } from "../shared/parts/Announce.tsx";
import { deskTexts } from "../shared/texts/desk.ts";
import { figuresTexts } from "../shared/texts/figures.ts";
import { planningTexts } from "../shared/texts/planning.ts";
import { named } from "../shared/texts/staff.ts";
import { grouped } from "../statistics/words.ts";
import { useAsking } from "./asking.ts";
import { DayBars } from "./DayBars.tsx";
import { bodyOf, changedDays, type Day, daysAround, type Deadline, type DeadlineDraft, draftOf, effectOf, factorOf, getDeadlines, holdsOn, isComplete, questionOf, removeDeadline, saveDeadline } from "./deadlines.ts";
import { EditDialog } from "./EditDialog.tsx";
import { type Editor, isChanged } from "./editing.ts";
import { Field } from "./Field.tsx";
import type { Found } from "./found.ts";
import { languageLabel } from "./language_words.ts";
import { toHeadingWhenLost } from "./lost_focus.ts";
import { Refused } from "./Refused.tsx";
import { useSaving } from "./saving.ts";

const LANGUAGES = ["nb", "nn", "en"] as const;
const FIELDS = [...LANGUAGES, "first", "last", "factor"] as const;
const LONGEST = 200;

export function DeadlineDialog({ editor, found }: { editor: Editor<DeadlineDraft>; found: Found<readonly Deadline[]> }): JSX.Element | null {
  const t = deskTexts();
  const { deadlines: own } = planningTexts();
  const saving = useSaving();
  const editing = editor.editing.value;
  if (editing === null) return null;
  const { id, now } = editing;
  const set = (part: Partial<DeadlineDraft>): void => { saving.clear(); editor.change(part); };
  const done = async (said: string): Promise<void> => {
    announce(said);
    editor.close();
    await found.again();
    toHeadingWhenLost();
  };
  const save = async (): Promise<void> => {
    const wrong = wrongIn(now);
    if (Object.keys(wrong).length > 0) {
      saving.refuse(wrong);
      document.getElementById(`deadline-${FIELDS.find((field) => field in wrong)}`)?.focus();
    } else if (await saving.run(() => saveDeadline(editing))) await done(t.saved);
  };
  const remove = async (): Promise<void> => {
    if (id !== null && (await saving.run(() => removeDeadline(id)))) await done(t.removed);
  };
  const reread = async (keep: boolean): Promise<void> => {
    const theirs = (await getDeadlines().catch(() => null))?.find((one) => one.deadline_id === id);
    if (!theirs) return;
    saving.clear();
    editor.rebase({ version: theirs.version, base: draftOf(theirs, figuresTexts().decimal) }, keep);
    await found.again();
  };
  const stored = found.value?.find((one) => one.deadline_id === id) ?? null;
  const removal = id === null ? null : { label: t.remove, question: own.sureRemove(stored ? named(stored.name) : now.nb), yes: t.yesRemove, run: () => void remove() };
  return (
    <EditDialog broad heading={stored ? own.editHeading(named(stored.name)) : own.add} save={t.save} busy={saving.busy} changed={isChanged(editing)} removal={removal}
      problem={<Refused refusal={saving.refusal} shown={FIELDS} {...(id === null ? {} : { theirs: () => void reread(false), mine: () => void reread(true) })} />} onSave={() => void save()} onClose={editor.close}>
      <Fields now={now} set={set} wrong={saving.wrong} />
      <Effect id={id} now={now} known={found.value ?? []} />
    </EditDialog>
  );
}

interface FieldsProps { now: DeadlineDraft; set: (part: Partial<DeadlineDraft>) => void; wrong: (field: string) => string | undefined }

function Fields({ now, set, wrong }: FieldsProps): JSX.Element {
  const { deadlines: t } = planningTexts();
  const day = { class: "ds-input", type: "date", min: "2000-01-01", max: "2100-12-31" } as const;
  return (
    <>
      <div class="beside writing">
        {LANGUAGES.map((code) => (
          <Field key={code} id={`deadline-${code}`} label={`${t.name}: ${languageLabel(code)}`} wrong={wrong(code)}>
            {(marks) => <input {...marks} class="ds-input" type="text" lang={code} maxLength={LONGEST} value={now[code]} onInput={(event) => set({ [code]: event.currentTarget.value })} />}
          </Field>
        ))}
      </div>
      <div class="row">
        <Field id="deadline-first" label={t.first} wrong={wrong("first")}>{(marks) => <input {...marks} {...day} value={now.first} onChange={(event) => set({ first: event.currentTarget.value })} />}</Field>
        <Field id="deadline-last" label={t.last} wrong={wrong("last")}>{(marks) => <input {...marks} {...day} value={now.last} onChange={(event) => set({ last: event.currentTarget.value })} />}</Field>
        <Field id="deadline-factor" label={t.factor} hint={t.factorHint} wrong={wrong("factor")}>{(marks) => <input {...marks} class="ds-input number" type="text" inputMode="decimal" size={6} autocomplete="off" value={now.factor} onInput={(event) => set({ factor: event.currentTarget.value })} />}</Field>
      </div>
    </>
  );
}

function Effect({ id, now, known }: { id: string | null; now: DeadlineDraft; known: readonly Deadline[] }): JSX.Element {
  const { deadlines: t } = planningTexts();
  const asked = useAsking(isComplete(now) ? JSON.stringify([id, bodyOf(questionOf(now))]) : null, () => effectOf(id, questionOf(now)));
  const others = known.filter((one) => one.deadline_id !== id);
  const own = { first: now.first, last: now.last || now.first };
  const within = (day: string): string | null => [...others.filter((one) => holdsOn(one, day)).map((one) => named(one.name)), ...(holdsOn(own, day) ? [now.nb || t.deadline] : [])].join(", ") || null;
  return (
    <section class="means" aria-labelledby="deadline-effect">
      <h3 id="deadline-effect">{t.effect}</h3>
      {asked.state === "waits" ? <p class="quiet small">{t.effectWaits}</p> : null}
      {asked.state === "failed" ? <p class="problem small">{t.effectFailed}</p> : null}
      {asked.value === null ? null : <Change days={asked.value} own={own} within={within} />}
    </section>
  );
}

function Change({ days, own, within }: { days: readonly Day[]; own: { first: string; last: string }; within: (day: string) => string | null }): JSX.Element {
  const { deadlines: t } = planningTexts();
  const changed = changedDays(days);
  if (days.length === 0) return <p class="quiet">{t.aheadNone}</p>;
  return (
    <>
      <p role="status">{changed.days === 0 ? t.effectNone : t.changed(changed.days, grouped(changed.before), grouped(changed.after))}</p>
      <DayBars days={daysAround(days, own.first, own.last)} within={within} compared />
    </>
  );
}

/** What need not be asked of the desk: field -> why. */
function wrongIn(draft: DeadlineDraft): Record<string, string> {
  const { problems } = deskTexts();
  const wrong: Record<string, string> = {};
  for (const code of LANGUAGES) if (draft[code].trim() === "") wrong[code] = problems.text;
  if (draft.first === "") wrong["first"] = problems.text;
  if (draft.last !== "" && draft.last < draft.first) wrong["last"] = problems.lastDay;
  if (factorOf(draft.factor) === null) wrong["factor"] = problems.factor;
  return wrong;
}
