// The fields that the rota's dialogs share: a frame with its buttons, whose it is, times and channels.
import type { ComponentChildren, JSX } from "preact";
import { useRef } from "preact/hooks";
import { useModal } from "../shared/parts/modal.ts";
import type { Channel } from "../shared/protocol.ts";
import { rotaTexts } from "../shared/texts/rota.ts";
import { rota } from "./model.ts";
import { centreName } from "./words.ts";

interface FrameProps {
  heading: string; problem: string | null; wide?: boolean; onSubmit: () => void; onClose: () => void; buttons: ComponentChildren; children: ComponentChildren;
}

/** A dialog with one form; Escape closes it, and what is wrong stands above the buttons. */
export function DialogFrame({ heading, problem, wide = false, onSubmit, onClose, buttons, children }: FrameProps): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  useModal(dialog);
  const { form } = rotaTexts();
  return (
    <dialog class="confirm rota-dialog" data-wide={wide} ref={dialog} aria-labelledby="rota-dialog" onCancel={(event) => { event.preventDefault(); onClose(); }}>
      <form noValidate onSubmit={(event) => { event.preventDefault(); onSubmit(); }}>
        <h2 class="heading" id="rota-dialog">{heading}</h2>
        {children}
        {problem ? <p class="problem" role="alert">{problem}</p> : null}
        <div class="row">
          {buttons}
          <button type="button" class="ds-button" data-variant="secondary" onClick={onClose}>{form.cancel}</button>
        </div>
      </form>
    </dialog>
  );
}

export function Whose({ value, onChange }: { value: string; onChange: (id: string) => void }): JSX.Element {
  const t = rotaTexts();
  return (
    <div class="field">
      <label class="ds-label" for="rota-whose">{t.form.whose}</label>
      <select id="rota-whose" class="ds-input" value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        {(rota.value?.centres ?? []).map((centre) => (
          <optgroup key={centre.centre ?? ""} label={centreName(centre)}>
            {centre.counsellors.map((person) => <option key={person.counsellor_id} value={person.counsellor_id}>{person.name}</option>)}
          </optgroup>
        ))}
      </select>
    </div>
  );
}

const LONGEST = 200;

interface InputProps { id: string; label: string; value: string; onChange: (value: string) => void; kind?: "date" | "clock" | "words" }

/** A clock is typed: browsers show a field for times by their own country, and not everybody's is Norway. */
export function Input({ id, label, value, onChange, kind = "words" }: InputProps): JSX.Element {
  return (
    <div class="field">
      <label class="ds-label" for={id}>{label}</label>
      {kind === "date" ? <input id={id} class="ds-input" type="date" value={value} onInput={(event) => onChange(event.currentTarget.value)} /> : (
        <input id={id} class="ds-input number" type="text" inputMode={kind === "clock" ? "numeric" : "text"} autocomplete="off" value={value} maxLength={LONGEST}
          onInput={(event) => onChange(event.currentTarget.value)} />
      )}
    </div>
  );
}

export function Channels({ value, onChange }: { value: readonly Channel[]; onChange: (channels: Channel[]) => void }): JSX.Element {
  const t = rotaTexts();
  const all: Channel[] = ["chat", "phone"];
  return (
    <fieldset class="checks">
      <legend class="ds-label">{t.form.channels}</legend>
      {all.map((channel) => (
        <label key={channel} class="check">
          <input type="checkbox" checked={value.includes(channel)} onChange={(event) => onChange(all.filter((one) => (one === channel ? event.currentTarget.checked : value.includes(one))))} /> {t.channels[channel]}
        </label>
      ))}
    </fieldset>
  );
}
