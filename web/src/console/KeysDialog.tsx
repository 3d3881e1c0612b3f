// All keys, by `?`, and the switch that turns the single ones off.
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { useModal } from "../shared/parts/modal.ts";
import { staffTexts } from "../shared/texts/staff.ts";
import { keysOn, keysShown, setKeys } from "./keys.ts";

export function KeysDialog(): JSX.Element | null {
  return keysShown.value ? <Shown /> : null;
}

function Shown(): JSX.Element {
  const { keys, company } = staffTexts();
  const dialog = useRef<HTMLDialogElement>(null);
  const close = (): void => { keysShown.value = false; };
  useModal(dialog);
  return (
    <dialog class="confirm keys" ref={dialog} aria-labelledby="keys-heading" onCancel={(event) => { event.preventDefault(); close(); }}>
      <h2 class="heading" id="keys-heading">{keys.heading}</h2>
      <dl>
        {[...keys.rows, ...company.keys].map((row) => <div key={row.key}><dt><kbd>{row.key}</kbd></dt><dd>{row.does}</dd></div>)}
      </dl>
      <p class="quiet small">{keys.hint}</p>
      <label class="check"><input type="checkbox" checked={keysOn.value} onChange={(event) => setKeys(event.currentTarget.checked)} /> {keys.use}</label>
      <div class="row"><button type="button" class="ds-button" onClick={close}>{keys.close}</button></div>
    </dialog>
  );
}
