// Writing a quick reply: three languages side by side, what can be filled in as chips, and what citizens will read.
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { announce } from "../shared/parts/Announce.tsx";
import { deskTexts } from "../shared/texts/desk.ts";
import { textLength } from "../shared/typed.ts";
import { EditDialog } from "./EditDialog.tsx";
import { type Editor, isChanged } from "./editing.ts";
import { Field } from "./Field.tsx";
import type { Found } from "./found.ts";
import { Refused } from "./Refused.tsx";
import { draftOf, getReplies, inserted, isShortcut, LANGUAGES, LONGEST, removeReply, type Replies, type ReplyDraft, saveReply, shortcutOf, STAGES, unknownIn, type Written } from "./replies.ts";
import { useSaving } from "./saving.ts";
import { stageName } from "./stages.ts";
import { WouldRead } from "./WouldRead.tsx";
import { languageLabel, languageWord } from "./language_words.ts";
import { toHeadingWhenLost } from "./lost_focus.ts";

const FIELDS = ["shortcut", "stage", "nb", "nn", "en", "se"] as const;
/** What the console knows when somebody answers. */
const FILLED: readonly string[] = ["alias", "fornavn", "enhet"];
type Area = { code: Written | "se"; from: number; to: number };

export function ReplyDialog({ editor, found }: { editor: Editor<ReplyDraft>; found: Found<Replies> }): JSX.Element | null {
  const t = deskTexts();
  const saving = useSaving();
  const area = useRef<Area>({ code: "nb", from: 0, to: 0 });
  const editing = editor.editing.value;
  if (editing === null) return null;
  const { id, now } = editing;
  const known = found.value?.placeholders ?? [];
  const stored = found.value?.counsellor_replies.find((reply) => reply.key === id) ?? null;
  const set = (part: Partial<ReplyDraft>): void => { saving.clear(); editor.change(part); };
  const note = (code: Written | "se", element: HTMLTextAreaElement): void => { area.current = { code, from: element.selectionStart, to: element.selectionEnd }; };
  const insert = (name: string): void => {
    const { code, from, to } = area.current;
    const next = inserted(now[code], from, to, name);
    set({ [code]: next.text });
    area.current = { code, from: next.cursor, to: next.cursor };
    requestAnimationFrame(() => {
      const element = document.getElementById(`reply-${code}`) as HTMLTextAreaElement | null;
      element?.focus();
      element?.setSelectionRange(next.cursor, next.cursor);
    });
  };
  const done = async (said: string): Promise<void> => {
    announce(said);
    editor.close();
    await found.again();
    toHeadingWhenLost();
  };
  const save = async (): Promise<void> => {
    const wrong = wrongIn(now, known);
    if (Object.keys(wrong).length > 0) {
      saving.refuse(wrong);
      document.getElementById(`reply-${Object.keys(wrong)[0]}`)?.focus();
    } else if (await saving.run(() => saveReply(editing))) await done(t.saved);
  };
  const remove = async (): Promise<void> => {
    if (id !== null && (await saving.run(() => removeReply(id)))) await done(t.removed);
  };
  const reread = async (keep: boolean): Promise<void> => {
    const theirs = (await getReplies().catch(() => null))?.counsellor_replies.find((reply) => reply.key === id);
    if (!theirs) return;
    saving.clear();
    editor.rebase({ version: theirs.version, base: draftOf(theirs) }, keep);
    await found.again();
  };
  const removal = id === null ? null : { label: t.remove, question: t.replies.sureRemove(now.shortcut), yes: t.yesRemove, run: () => void remove() };
  return (
    <EditDialog broad heading={id === null ? t.replies.add : t.replies.editHeading(stored?.shortcut ?? now.shortcut)} save={t.save} busy={saving.busy} changed={isChanged(editing)} removal={removal}
      problem={<Refused refusal={saving.refusal} shown={FIELDS} {...(id === null ? {} : { theirs: () => void reread(false), mine: () => void reread(true) })} />} onSave={() => void save()} onClose={editor.close}>
      <div class="row">
        <Field id="reply-shortcut" label={t.replies.shortcut} hint={t.replies.shortcutHint} wrong={saving.wrong("shortcut")}>
          {(marks) => <input {...marks} class="ds-input" type="text" maxLength={21} autocomplete="off" spellcheck={false} value={now.shortcut} onInput={(event) => set({ shortcut: event.currentTarget.value })} onBlur={(event) => set({ shortcut: shortcutOf(event.currentTarget.value) })} />}
        </Field>
        <Field id="reply-stage" label={t.replies.stage} wrong={saving.wrong("stage")}>
          {(marks) => <select {...marks} class="ds-input" value={now.stage} onChange={(event) => set({ stage: event.currentTarget.value })}>{[...new Set<string>([...STAGES, now.stage])].map((stage) => <option key={stage} value={stage}>{stageName(stage)}</option>)}</select>}
        </Field>
      </div>
      <Chips known={known} onChoose={insert} />
      <div class="beside writing">
        {LANGUAGES.map((code) => <Text key={code} code={code} name={languageLabel(code)} value={now[code]} wrong={saving.wrong(code)} known={known} onInput={(text) => set({ [code]: text })} onCursor={(element) => note(code, element)} />)}
      </div>
      <details class="definitions" open={now.se !== ""}>
        <summary>{t.replies.sami}</summary>
        <Text code="se" name={t.replies.samiField} value={now.se} wrong={saving.wrong("se")} known={known} onInput={(text) => set({ se: text })} onCursor={(element) => note("se", element)} />
      </details>
    </EditDialog>
  );
}

/** Those that the console fills come first; what is left, the counsellor writes before sending. */
function Chips({ known, onChoose }: { known: readonly string[]; onChoose: (name: string) => void }): JSX.Element {
  const { replies: t } = deskTexts();
  const others = known.filter((name) => !FILLED.includes(name));
  return (
    <div role="group" aria-labelledby="chips-label" class="chips">
      <p class="ds-label" id="chips-label">{t.insert}</p>
      {known.filter((name) => FILLED.includes(name)).map((name) => <Chip key={name} name={name} onChoose={onChoose} />)}
      {others.length > 0 ? <details class="small"><summary>{t.byHand}</summary><span class="others">{others.map((name) => <Chip key={name} name={name} onChoose={onChoose} />)}</span></details> : null}
    </div>
  );
}

function Chip({ name, onChoose }: { name: string; onChoose: (name: string) => void }): JSX.Element {
  const { replies: t } = deskTexts();
  const meaning = name in t.placeholders ? t.placeholders[name as keyof typeof t.placeholders] : "";
  return <button type="button" class="chip" aria-label={t.insertNamed(name, meaning)} title={meaning} onClick={() => onChoose(name)}>{`{${name}}`}</button>;
}

interface TextProps { code: Written | "se"; name: string; value: string; wrong: string | undefined; known: readonly string[]; onInput: (text: string) => void; onCursor: (element: HTMLTextAreaElement) => void }

function Text({ code, name, value, wrong, known, onInput, onCursor }: TextProps): JSX.Element {
  const { replies: t, problems } = deskTexts();
  const unknown = unknownIn(value, known);
  const over = textLength(value) - LONGEST;
  const trouble = wrong ?? (unknown.length > 0 ? problems.unknownPlaceholder(unknown.map((one) => `{${one}}`).join(", ")) : over > 0 ? problems.longest(LONGEST) : undefined);
  return (
    <div>
      <Field id={`reply-${code}`} label={name} wrong={trouble}>
        {(marks) => <textarea {...marks} class="ds-input" lang={code} rows={5} value={value} onInput={(event) => { onInput(event.currentTarget.value); onCursor(event.currentTarget); }} onBlur={(event) => onCursor(event.currentTarget)} />}
      </Field>
      <WouldRead label={t.wouldRead(languageWord(code))} text={trouble ? "" : value} language={code} />
    </div>
  );
}

/** What need not be asked of the desk: field -> why. */
function wrongIn(draft: ReplyDraft, known: readonly string[]): Record<string, string> {
  const { problems } = deskTexts();
  const wrong: Record<string, string> = isShortcut(draft.shortcut) ? {} : { shortcut: problems.shortcut };
  for (const code of LANGUAGES) if (draft[code].trim() === "") wrong[code] = problems.text;
  for (const code of [...LANGUAGES, "se"] as const) {
    const unknown = unknownIn(draft[code], known);
    if (unknown.length > 0) wrong[code] = problems.unknownPlaceholder(unknown.map((one) => `{${one}}`).join(", "));
  }
  return wrong;
}
