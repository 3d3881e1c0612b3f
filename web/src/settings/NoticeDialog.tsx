// Writing a notice: for whom, from when to when, in three languages, and how each will look.
import type { JSX } from "preact";
import { announce } from "../shared/parts/Announce.tsx";
import { deskNow } from "../shared/now.ts";
import { deskTexts } from "../shared/texts/desk.ts";
import { named } from "../shared/texts/staff.ts";
import { textLength } from "../shared/typed.ts";
import { EditDialog } from "./EditDialog.tsx";
import { type Editor, isChanged } from "./editing.ts";
import { Field } from "./Field.tsx";
import type { Found } from "./found.ts";
import { NoticeLook } from "./NoticeLook.tsx";
import { AUDIENCES, draftOf, getNotices, LONGEST, type Notice, type NoticeDraft, overlapping, removeNotice, saveNotice, spanOf, until } from "./notices.ts";
import { Refused } from "./Refused.tsx";
import { useSaving } from "./saving.ts";
import { languageLabel } from "./language_words.ts";
import { toHeadingWhenLost } from "./lost_focus.ts";

const LANGUAGES = ["nb", "nn", "en"] as const;
const FIELDS = ["audience", "starts_at", "ends_at", ...LANGUAGES] as const;
const ENDS = ["day", "week", "sevenDays"] as const;

export function NoticeDialog({ editor, found }: { editor: Editor<NoticeDraft>; found: Found<readonly Notice[]> }): JSX.Element | null {
  const t = deskTexts();
  const saving = useSaving();
  const editing = editor.editing.value;
  if (editing === null) return null;
  const { id, now } = editing;
  const set = (part: Partial<NoticeDraft>): void => { saving.clear(); editor.change(part); };
  const { starts_at, ends_at } = spanOf(editing, deskNow());
  const others = starts_at && ends_at ? overlapping({ audience: now.audience, starts_at, ends_at }, id, found.value ?? []) : [];
  const done = async (said: string): Promise<void> => {
    announce(said);
    editor.close();
    await found.again();
    toHeadingWhenLost();
  };
  const save = async (): Promise<void> => {
    const wrong = wrongIn(now, starts_at, ends_at);
    if (starts_at === null || ends_at === null || Object.keys(wrong).length > 0) {
      saving.refuse(wrong);
      document.getElementById(`notice-${Object.keys(wrong)[0]}`)?.focus();
    } else if (await saving.run(() => saveNotice(editing, { audience: now.audience, nb: now.nb, nn: now.nn, en: now.en, starts_at, ends_at }))) await done(t.saved);
  };
  const remove = async (): Promise<void> => {
    if (id !== null && (await saving.run(() => removeNotice(id)))) await done(t.removed);
  };
  const reread = async (keep: boolean): Promise<void> => {
    const theirs = (await getNotices().catch(() => null))?.find((one) => one.notice_id === id);
    if (!theirs) return;
    saving.clear();
    editor.rebase({ version: theirs.version, base: draftOf(theirs, deskNow()) }, keep);
    await found.again();
  };
  const removal = id === null ? null : { label: t.notices.takeDown, question: t.notices.sureTakeDown, yes: t.notices.yesTakeDown, run: () => void remove() };
  return (
    <EditDialog broad heading={id === null ? t.notices.add : t.notices.editHeading} save={t.save} busy={saving.busy} changed={isChanged(editing)} removal={removal}
      problem={<Refused refusal={saving.refusal} shown={FIELDS} {...(id === null ? {} : { theirs: () => void reread(false), mine: () => void reread(true) })} />} onSave={() => void save()} onClose={editor.close}>
      <fieldset class="plain">
        <legend class="ds-label">{t.notices.audience}</legend>
        {AUDIENCES.map((one) => (
          <label class="choice" key={one}>
            <input type="radio" name="audience" checked={now.audience === one} onChange={() => set({ audience: one })} />
            <span>{t.notices.audiences[one]}<span class="quiet small">{t.notices.where[one]}</span></span>
          </label>
        ))}
      </fieldset>
      <Period now={now} set={set} wrong={saving.wrong} />
      {others.length > 0 ? <p class="doubt small">{t.notices.overlaps(named(others[0] as Notice))}</p> : null}
      <div class="beside writing">
        {LANGUAGES.map((code) => (
          <div key={code}>
            <Field id={`notice-${code}`} label={languageLabel(code)} wrong={saving.wrong(code) ?? (textLength(now[code]) > LONGEST ? t.problems.longest(LONGEST) : undefined)}>
              {(marks) => <textarea {...marks} class="ds-input" lang={code} rows={3} value={now[code]} onInput={(event) => set({ [code]: event.currentTarget.value })} />}
            </Field>
            <NoticeLook audience={now.audience} code={code} text={now[code]} />
          </div>
        ))}
      </div>
    </EditDialog>
  );
}

interface PeriodProps { now: NoticeDraft; set: (part: Partial<NoticeDraft>) => void; wrong: (field: string) => string | undefined }

function Period({ now, set, wrong }: PeriodProps): JSX.Element {
  const { notices: t } = deskTexts();
  const day = { class: "ds-input", type: "date", min: "2000-01-01", max: "2100-12-31" } as const;
  return (
    <>
      <div class="row period">
        <Field id="notice-starts_at" label={t.from} wrong={wrong("starts_at")}>{(marks) => <input {...marks} {...day} value={now.from} onChange={(event) => set({ from: event.currentTarget.value })} />}</Field>
        <Field id="notice-from-clock" label={t.fromClock}>{(marks) => <input {...marks} class="ds-input" type="time" value={now.fromClock} onChange={(event) => set({ fromClock: event.currentTarget.value })} />}</Field>
        <Field id="notice-ends_at" label={t.to} wrong={wrong("ends_at")}>{(marks) => <input {...marks} {...day} value={now.to} onChange={(event) => set({ to: event.currentTarget.value })} />}</Field>
        <Field id="notice-to-clock" label={t.toClock}>{(marks) => <input {...marks} class="ds-input" type="time" value={now.toClock} onChange={(event) => set({ toClock: event.currentTarget.value })} />}</Field>
      </div>
      <div class="row presets" role="group" aria-label={t.ends}>
        {ENDS.map((one) => <button key={one} type="button" class="plain-button small" onClick={() => set(until(one, deskNow()))}>{t.untils[one]}</button>)}
      </div>
    </>
  );
}

/** What need not be asked of the desk: field -> why. */
function wrongIn(draft: NoticeDraft, starts: string | null, ends: string | null): Record<string, string> {
  const { problems } = deskTexts();
  const wrong: Record<string, string> = {};
  if (starts === null) wrong["starts_at"] = problems.moment;
  if (ends === null) wrong["ends_at"] = problems.moment;
  else if (starts !== null && Date.parse(ends) <= Date.parse(starts)) wrong["ends_at"] = problems.order;
  else if (Date.parse(ends) <= deskNow()) wrong["ends_at"] = problems.past;
  for (const code of LANGUAGES) if (draft[code].trim() === "") wrong[code] = problems.text;
  return wrong;
}
