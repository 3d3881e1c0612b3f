// My own quick replies: a list, and a form for a new one or a changed one.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { announce } from "../shared/parts/Announce.tsx";
import { Confirm } from "../shared/parts/Confirm.tsx";
import { useModal } from "../shared/parts/modal.ts";
import { language } from "../shared/texts/catalogue.ts";
import { writingTexts } from "../shared/texts/writing.ts";
import { OwnReplyForm } from "./OwnReplyForm.tsx";
import { LANGUAGES, ownShown, quickReplies, removeOwn, repliesUnread } from "./own_replies.ts";
import { type QuickReply, wordingOf } from "./replies.ts";

/** What is being written: a new one, perhaps with a text to begin with, or one that is there. */
type Edited = { id: string | null; shortcut: string; texts: QuickReply["texts"] };

const EMPTY: Edited = { id: null, shortcut: "", texts: {} };

export function OwnReplies(): JSX.Element | null {
  return ownShown.value === null ? null : <Shown />;
}

function Shown(): JSX.Element {
  const { own: t } = writingTexts();
  const dialog = useRef<HTMLDialogElement>(null);
  const begun = ownShown.value;
  const edited = useSignal<Edited | null>(begun !== null && begun !== "list" ? { ...EMPTY, texts: { [begun.language]: begun.text } } : null);
  useModal(dialog);
  const close = (): void => { ownShown.value = null; };
  const back = (): void => { edited.value = null; };
  return (
    <dialog class="confirm own-replies" ref={dialog} aria-labelledby="own-heading" onCancel={(event) => { event.preventDefault(); (edited.value ? back : close)(); }}>
      <h2 class="heading" id="own-heading">{t.heading}</h2>
      {edited.value
        ? <OwnReplyForm key={edited.value.id ?? "new"} {...edited.value} onDone={back} />
        : <List onEdit={(one) => { edited.value = one; }} onClose={close} />}
    </dialog>
  );
}

function List({ onEdit, onClose }: { onEdit: (one: Edited) => void; onClose: () => void }): JSX.Element {
  const { own: t } = writingTexts();
  const mine = quickReplies.value.filter((one) => one.scope === "own");
  return (
    <>
      <p class="quiet small">{t.about}</p>
      {mine.length === 0 ? <p class="empty">{repliesUnread.value ? t.problems.notRead : t.none}</p> : <ul class="own-list">{mine.map((one) => <Row key={one.id} one={one} onEdit={onEdit} />)}</ul>}
      <div class="row">
        <button type="button" class="ds-button" onClick={() => onEdit(EMPTY)}>{t.add}</button>
        <button type="button" class="ds-button" data-variant="secondary" onClick={onClose}>{t.close}</button>
      </div>
    </>
  );
}

function Row({ one, onEdit }: { one: QuickReply; onEdit: (one: Edited) => void }): JSX.Element {
  const { own: t } = writingTexts();
  const asking = useSignal(false);
  const failed = useSignal(false);
  const wording = wordingOf(one, language.value);
  const remove = async (): Promise<void> => {
    asking.value = false;
    try {
      await removeOwn(one.id);
      announce(t.removed);
    } catch {
      failed.value = true;
    }
  };
  return (
    <li>
      <kbd>{one.shortcut}</kbd>
      <span class="own-text" lang={wording?.language} dir="auto">{wording?.text}</span>
      <span class="quiet small">{LANGUAGES.filter((code) => one.texts[code]).map((code) => t.text[code]).join(", ")}</span>
      <span class="own-actions">
        <button type="button" class="plain-button small" aria-label={t.edit(one.shortcut)} onClick={() => onEdit({ id: one.id, shortcut: one.shortcut, texts: one.texts })}>{t.change}</button>
        <button type="button" class="plain-button small" aria-label={`${t.remove} ${one.shortcut}`} onClick={() => { asking.value = true; }}>{t.remove}</button>
      </span>
      {failed.value ? <p class="problem small" role="alert">{t.problems.failed}</p> : null}
      {asking.value ? <Confirm question={t.sureRemove(one.shortcut)} yes={t.yesRemove} no={t.keep} danger onYes={() => void remove()} onNo={() => { asking.value = false; }} /> : null}
    </li>
  );
}
