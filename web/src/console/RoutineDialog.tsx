// The routine for acute concern, by `G`, whether or not a conversation is marked yet.
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { useModal } from "../shared/parts/modal.ts";
import { careTexts } from "../shared/texts/care.ts";
import { ConcernRoutine } from "./ConcernRoutine.tsx";
import { routineShown } from "./dialogs.ts";
import { current } from "./model.ts";

export function RoutineDialog(): JSX.Element | null {
  return routineShown.value ? <Shown /> : null;
}

function Shown(): JSX.Element {
  const { concern: t, close: closeWord } = careTexts();
  const dialog = useRef<HTMLDialogElement>(null);
  useModal(dialog);
  const close = (): void => { routineShown.value = false; };
  const unmarked = current.value !== null && current.value.contact.value.state === "active" && !current.value.contact.value.flagged;
  return (
    <dialog class="confirm care-dialog" ref={dialog} aria-labelledby="routine-heading" onCancel={(event) => { event.preventDefault(); close(); }}>
      <h2 class="heading" id="routine-heading" tabIndex={-1} autofocus>{t.heading}</h2>
      {unmarked ? <p class="small">{t.flagFirst}</p> : null}
      <ConcernRoutine />
      <div class="row"><button type="button" class="ds-button" onClick={close}>{closeWord}</button></div>
    </dialog>
  );
}
