// Before leaving: the line loses its place, a conversation ends; and whoever wants to, leaves nothing behind.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { useModal } from "../shared/parts/modal.ts";
import { texts } from "../shared/texts/catalogue.ts";
import type { Conversation } from "./conversation.ts";
import { eraseAll } from "./model.ts";

interface EndDialogProps { talk: Conversation; waiting: boolean; onClose: () => void }

export function EndDialog({ talk, waiting, onClose }: EndDialogProps): JSX.Element {
  const { after, safety, talking, waiting: line } = texts();
  const dialog = useRef<HTMLDialogElement>(null);
  const failed = useSignal(false);
  useModal(dialog);
  const offline = talk.network.value !== "live";
  const erase = async (): Promise<void> => {
    failed.value = false;
    await eraseAll().catch(() => { failed.value = true; });
  };
  return (
    <dialog class="confirm" ref={dialog} aria-labelledby="end-question" onCancel={(event) => { event.preventDefault(); onClose(); }}>
      <h2 class="heading" id="end-question">{waiting ? line.sureLeave : talking.sureEnd}</h2>
      {offline ? <p class="small">{safety.leaving.sureOffline}</p> : null}
      <div class="row">
        <button type="button" class="ds-button" onClick={() => { onClose(); talk.leave(); }}>{waiting ? line.leave : talking.yesEnd}</button>
        <button type="button" class="ds-button" data-variant="secondary" onClick={onClose}>{talking.no}</button>
        <button type="button" class="plain-button danger" onClick={() => void erase()}>{safety.leaving.erase}</button>
      </div>
      {failed.value ? <p class="problem" role="alert">{after.eraseFailed}</p> : null}
    </dialog>
  );
}
