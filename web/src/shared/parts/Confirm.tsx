// A question before something that cannot be undone. The browser's own dialog keeps focus and Escape right.
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { useModal } from "./modal.ts";

interface ConfirmProps {
  question: string;
  yes: string;
  no: string;
  danger?: boolean;
  onYes: () => void;
  onNo: () => void;
}

export function Confirm({ question, yes, no, danger = false, onYes, onNo }: ConfirmProps): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  useModal(dialog);
  return (
    <dialog class="confirm" ref={dialog} aria-labelledby="confirm-question" onCancel={(event) => { event.preventDefault(); onNo(); }}>
      <h2 class="heading" id="confirm-question">{question}</h2>
      <div class="row">
        <button type="button" class="ds-button" data-color={danger ? "danger" : "accent"} onClick={onYes}>{yes}</button>
        <button type="button" class="ds-button" data-variant="secondary" onClick={onNo}>{no}</button>
      </div>
    </dialog>
  );
}
