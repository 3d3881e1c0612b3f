// The frame of every dialog in which something is written: saving, leaving with a question, taking it away.
import { useSignal } from "@preact/signals";
import type { ComponentChildren, JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { announce } from "../shared/parts/Announce.tsx";
import { Confirm } from "../shared/parts/Confirm.tsx";
import { useModal } from "../shared/parts/modal.ts";
import { deskTexts } from "../shared/texts/desk.ts";

interface EditDialogProps {
  heading: string;
  save: string;
  busy: boolean;
  /** Something was written that leaving would lose. */
  changed: boolean;
  broad?: boolean;
  children: ComponentChildren;
  /** What stands right above the buttons. */
  problem: ComponentChildren;
  onSave: () => void;
  onClose: () => void;
  removal?: { label: string; question: string; yes: string; run: () => void } | null;
}

export function EditDialog(props: EditDialogProps): JSX.Element {
  const { heading, save, busy, changed, broad = false, children, problem, onSave, onClose, removal } = props;
  const t = deskTexts();
  const dialog = useRef<HTMLDialogElement>(null);
  const asking = useSignal<"no" | "discard" | "remove">("no");
  useModal(dialog);
  // What was said of the former one is said anew, should it be the same words.
  useEffect(() => announce(""), []);
  const leave = (): void => {
    if (changed) asking.value = "discard";
    else onClose();
  };
  const submit = (event: Event): void => { event.preventDefault(); onSave(); };
  return (
    <>
      <dialog class={broad ? "confirm wide broad" : "confirm wide"} ref={dialog} aria-labelledby="edit-heading" onCancel={(event) => { event.preventDefault(); leave(); }}>
        <form class="settings-form" onSubmit={submit} noValidate>
          <h2 class="heading" id="edit-heading">{heading}</h2>
          {children}
          {problem}
          <div class="row">
            <button type="submit" class="ds-button" aria-busy={busy}>{save}</button>
            <button type="button" class="ds-button" data-variant="secondary" onClick={leave}>{t.cancel}</button>
            {removal ? <button type="button" class="ds-button apart" data-color="danger" data-variant="tertiary" onClick={() => { asking.value = "remove"; }}>{removal.label}</button> : null}
          </div>
        </form>
      </dialog>
      {asking.value === "discard" ? <Confirm question={t.sureDiscard} yes={t.yesDiscard} no={t.noDiscard} danger onYes={onClose} onNo={() => { asking.value = "no"; }} /> : null}
      {asking.value === "remove" && removal ? <Confirm question={removal.question} yes={removal.yes} no={t.noRemove} danger onYes={() => { asking.value = "no"; removal.run(); }} onNo={() => { asking.value = "no"; }} /> : null}
    </>
  );
}
