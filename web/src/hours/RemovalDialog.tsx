// Taking a single day away: how the day will be then stands in the question.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { HttpError } from "../shared/http.ts";
import { announce } from "../shared/parts/Announce.tsx";
import { useModal } from "../shared/parts/modal.ts";
import { hoursTexts } from "../shared/texts/hours.ts";
import { deleteClosure } from "./calls.ts";
import type { Closure } from "./document.ts";
import { useLookAhead } from "./look_ahead.ts";
import { readHours } from "./model.ts";
import { Strip } from "./Strip.tsx";
import { longDate } from "./words.ts";

const GONE = 404;

export function RemovalDialog({ closure, onClose }: { closure: Closure; onClose: () => void }): JSX.Element {
  const { dates: t, holidays } = hoursTexts();
  const dialog = useRef<HTMLDialogElement>(null);
  const failed = useSignal(false);
  const { preview } = useLookAhead({ without_closure: closure.closure_id, from: closure.date, days: 1 });
  useModal(dialog);
  const remove = async (): Promise<void> => {
    try {
      await deleteClosure(closure.closure_id);
    } catch (error) {
      // Somebody else was faster: it is gone all the same.
      failed.value = !(error instanceof HttpError && error.status === GONE);
      if (failed.value) return;
    }
    announce(t.removed);
    dialog.current?.close();
    document.getElementById("dates")?.focus();
    onClose();
    void readHours();
  };
  return (
    <dialog class="confirm wide" ref={dialog} aria-labelledby="removal-heading" onCancel={(event) => { event.preventDefault(); onClose(); }}>
      <h2 class="heading" id="removal-heading">{t.sure(longDate(closure.date))}</h2>
      {preview.value ? <><p>{t.sureHint}</p><Strip days={preview.value.days} label={t.preview} /></> : null}
      {failed.value ? <p class="problem" role="alert">{holidays.failed}</p> : null}
      <div class="row">
        <button type="button" class="ds-button" data-color="danger" onClick={() => void remove()}>{t.yes}</button>
        <button type="button" class="ds-button" data-variant="secondary" onClick={onClose}>{t.no}</button>
      </div>
    </dialog>
  );
}
