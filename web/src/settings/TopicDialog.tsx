// Writing a topic: what it is called, from when until when, who comes after it, and what all that means.
import type { JSX } from "preact";
import { announce } from "../shared/parts/Announce.tsx";
import { deskTexts } from "../shared/texts/desk.ts";
import { planningTexts } from "../shared/texts/planning.ts";
import { named } from "../shared/texts/staff.ts";
import { EditDialog } from "./EditDialog.tsx";
import { type Editor, isChanged } from "./editing.ts";
import { Field } from "./Field.tsx";
import type { Found } from "./found.ts";
import { languageLabel } from "./language_words.ts";
import { toHeadingWhenLost } from "./lost_focus.ts";
import { Refused } from "./Refused.tsx";
import { useSaving } from "./saving.ts";
import { TopicLife } from "./TopicLife.tsx";
import { TopicMeans } from "./TopicMeans.tsx";
import { draftOf, everyTopic, getTopicList, HINTS, LANGUAGES, saveTopic, type TopicDraft, type TopicList } from "./topics.ts";

const FIELDS = ["code", "parent", "nb", "nn", "en", "se", ...HINTS, "requires_education_level", "active_from", "retired_from", "successor"] as const;
const LONGEST = 100;

export function TopicDialog({ editor, found }: { editor: Editor<TopicDraft>; found: Found<TopicList> }): JSX.Element | null {
  const t = deskTexts();
  const saving = useSaving();
  const editing = editor.editing.value;
  if (editing === null || found.value === null) return null;
  const { id, now } = editing;
  const list = found.value;
  const set = (part: Partial<TopicDraft>): void => { saving.clear(); editor.change(part); };
  const save = async (): Promise<void> => {
    const wrong = Object.fromEntries(LANGUAGES.filter((code) => now[code].trim() === "").map((code) => [code, t.problems.text]));
    if (id === null && now.code.trim() === "") wrong["code"] = t.problems.code;
    if (Object.keys(wrong).length > 0) {
      saving.refuse(wrong);
      document.getElementById(`topic-${FIELDS.find((field) => field in wrong)}`)?.focus();
    } else if (await saving.run(() => saveTopic(editing))) {
      announce(t.saved);
      editor.close();
      await found.again();
      toHeadingWhenLost();
    }
  };
  const reread = async (keep: boolean): Promise<void> => {
    const newest = await getTopicList().catch(() => null);
    const theirs = newest === null ? undefined : everyTopic(newest).find((one) => one.code === id);
    if (!theirs) return;
    saving.clear();
    editor.rebase({ version: theirs.version, base: draftOf(theirs) }, keep);
    await found.again();
  };
  const stored = everyTopic(list).find((one) => one.code === id) ?? null;
  const heading = stored === null ? planningTexts().topics.add : planningTexts().topics.editHeading(named(stored));
  return (
    <EditDialog broad heading={heading} save={t.save} busy={saving.busy} changed={isChanged(editing)}
      problem={<Refused refusal={saving.refusal} shown={FIELDS} {...(id === null ? {} : { theirs: () => void reread(false), mine: () => void reread(true) })} />} onSave={() => void save()} onClose={editor.close}>
      {id === null ? <Place now={now} list={list} set={set} wrong={saving.wrong} /> : null}
      <Words now={now} set={set} wrong={saving.wrong} />
      <TopicLife id={id} stored={stored} now={now} list={list} set={set} wrong={saving.wrong} />
      <TopicMeans id={id} now={now} />
    </EditDialog>
  );
}

export interface TopicFields { now: TopicDraft; set: (part: Partial<TopicDraft>) => void; wrong: (field: string) => string | undefined }

/** Where a new one belongs, and its code, which nobody changes later. */
function Place({ now, list, set, wrong }: TopicFields & { list: TopicList }): JSX.Element {
  const { topics: t } = planningTexts();
  const tops = list.topics.filter((top) => top.retired_from === null);
  return (
    <div class="row">
      <Field id="topic-parent" label={t.parent} wrong={wrong("parent")}>
        {(marks) => (
          <select {...marks} class="ds-input" value={now.parent} onChange={(event) => set({ parent: event.currentTarget.value })}>
            <option value="">{t.top}</option>
            {tops.map((top) => <option key={top.code} value={top.code}>{named(top)}</option>)}
          </select>
        )}
      </Field>
      <Field id="topic-code" label={t.code} hint={t.codeHint} wrong={wrong("code")}>
        {(marks) => <span class="whole-code">{now.parent === "" ? null : <span aria-hidden="true">{now.parent}.</span>}<input {...marks} class="ds-input" type="text" size={8} maxLength={6} autocomplete="off" spellcheck={false} value={now.code} onInput={(event) => set({ code: event.currentTarget.value })} onBlur={(event) => set({ code: event.currentTarget.value.trim().toUpperCase() })} /></span>}
      </Field>
    </div>
  );
}

function Words({ now, set, wrong }: TopicFields): JSX.Element {
  const { topics: t } = planningTexts();
  return (
    <>
      <p class="quiet small">{t.namesHint}</p>
      <div class="beside writing">
        {LANGUAGES.map((code) => (
          <Field key={code} id={`topic-${code}`} label={languageLabel(code)} wrong={wrong(code)}>
            {(marks) => <input {...marks} class="ds-input" type="text" lang={code} maxLength={LONGEST} value={now[code]} onInput={(event) => set({ [code]: event.currentTarget.value })} />}
          </Field>
        ))}
      </div>
      <details class="definitions" open={now.se !== ""}>
        <summary>{t.sami}</summary>
        <Field id="topic-se" label={languageLabel("se")} wrong={wrong("se")}>
          {(marks) => <input {...marks} class="ds-input" type="text" lang="se" maxLength={LONGEST} value={now.se} onInput={(event) => set({ se: event.currentTarget.value })} />}
        </Field>
      </details>
      <details class="definitions" open={HINTS.some((name) => now[name] !== "")}>
        <summary>{t.help}</summary>
        <p class="quiet small">{t.helpHint}</p>
        <div class="beside writing">
          {HINTS.map((name, index) => (
            <Field key={name} id={`topic-${name}`} label={languageLabel(LANGUAGES[index] ?? "nb")} wrong={wrong(name)}>
              {(marks) => <input {...marks} class="ds-input" type="text" lang={LANGUAGES[index]} maxLength={2 * LONGEST} value={now[name]} onInput={(event) => set({ [name]: event.currentTarget.value })} />}
            </Field>
          ))}
        </div>
      </details>
    </>
  );
}
