// A public page: its address, what it is called in three languages, and words that help to find it.
import type { JSX } from "preact";
import { announce } from "../shared/parts/Announce.tsx";
import { deskTexts } from "../shared/texts/desk.ts";
import { EditDialog } from "./EditDialog.tsx";
import { type Editor, isChanged } from "./editing.ts";
import { Field } from "./Field.tsx";
import type { Found } from "./found.ts";
import { addressOf, draftOf, getPages, type PageDraft, type PublicPage, removePage, savePage } from "./links.ts";
import { Refused } from "./Refused.tsx";
import { useSaving } from "./saving.ts";
import { languageWord } from "./language_words.ts";
import { toHeadingWhenLost } from "./lost_focus.ts";

const LANGUAGES = ["nb", "nn", "en"] as const;
const FIELDS = ["address", ...LANGUAGES, "words"] as const;

export function LinkDialog({ editor, found }: { editor: Editor<PageDraft>; found: Found<readonly PublicPage[]> }): JSX.Element | null {
  const t = deskTexts();
  const saving = useSaving();
  const editing = editor.editing.value;
  if (editing === null) return null;
  const { id, now } = editing;
  const set = (part: Partial<PageDraft>): void => { saving.clear(); editor.change(part); };
  const done = async (said: string): Promise<void> => {
    announce(said);
    editor.close();
    await found.again();
    toHeadingWhenLost();
  };
  const save = async (): Promise<void> => {
    const sent = { ...now, address: addressOf(now.address) };
    const empty = (["address", ...LANGUAGES] as const).filter((name) => sent[name].trim() === "");
    if (empty.length > 0) {
      saving.refuse(Object.fromEntries(empty.map((name) => [name, t.problems.text])));
      document.getElementById(`link-${empty[0]}`)?.focus();
    } else if (await saving.run(() => savePage(editing, sent))) await done(t.saved);
  };
  const remove = async (): Promise<void> => {
    if (id !== null && (await saving.run(() => removePage(id)))) await done(t.removed);
  };
  const reread = async (keep: boolean): Promise<void> => {
    const theirs = (await getPages().catch(() => null))?.find((one) => one.page_id === id);
    if (!theirs) return;
    saving.clear();
    editor.rebase({ version: theirs.version, base: draftOf(theirs) }, keep);
    await found.again();
  };
  const removal = id === null ? null : { label: t.remove, question: t.links.sureRemove(now.nb), yes: t.yesRemove, run: () => void remove() };
  return (
    <EditDialog heading={id === null ? t.links.add : t.links.editHeading} save={t.save} busy={saving.busy} changed={isChanged(editing)} removal={removal}
      problem={<Refused refusal={saving.refusal} shown={FIELDS} {...(id === null ? {} : { theirs: () => void reread(false), mine: () => void reread(true) })} />} onSave={() => void save()} onClose={editor.close}>
      <Field id="link-address" label={t.links.address} hint={t.links.addressHint} wrong={saving.wrong("address")}>
        {(marks) => <input {...marks} class="ds-input" type="url" inputMode="url" maxLength={500} autocomplete="off" spellcheck={false} value={now.address} onInput={(event) => set({ address: event.currentTarget.value })} onBlur={(event) => set({ address: addressOf(event.currentTarget.value) })} />}
      </Field>
      {LANGUAGES.map((code) => (
        <Field key={code} id={`link-${code}`} label={t.links.title(languageWord(code))} wrong={saving.wrong(code)}>
          {(marks) => <input {...marks} class="ds-input" type="text" lang={code} maxLength={120} value={now[code]} onInput={(event) => set({ [code]: event.currentTarget.value })} />}
        </Field>
      ))}
      <Field id="link-words" label={t.links.words} hint={t.links.wordsHint} wrong={saving.wrong("words")}>
        {(marks) => <input {...marks} class="ds-input" type="text" maxLength={300} value={now.words} onInput={(event) => set({ words: event.currentTarget.value })} />}
      </Field>
    </EditDialog>
  );
}
