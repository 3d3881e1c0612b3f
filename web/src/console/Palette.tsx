// Goes anywhere by typing: a dialog with one field and a list.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { useModal } from "../shared/parts/modal.ts";
import { staffTexts } from "../shared/texts/staff.ts";
import { paletteShown } from "./keys.ts";
import { type Destination, destinations, matchingDestinations } from "./palette.ts";

export function Palette(): JSX.Element | null {
  return paletteShown.value ? <Shown /> : null;
}

function Shown(): JSX.Element {
  const { palette } = staffTexts();
  const dialog = useRef<HTMLDialogElement>(null);
  const query = useSignal("");
  const at = useSignal(0);
  useModal(dialog);
  const found = matchingDestinations(destinations(), query.value);
  const close = (): void => { paletteShown.value = false; };
  const go = (destination: Destination | undefined): void => {
    if (!destination) return;
    close();
    destination.go();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "ArrowDown") at.value = Math.min(found.length - 1, at.value + 1);
    else if (event.key === "ArrowUp") at.value = Math.max(0, at.value - 1);
    else if (event.key === "Enter") go(found[at.value]);
    else return;
    event.preventDefault();
  };
  return (
    <dialog class="confirm palette" ref={dialog} aria-label={palette.heading} onCancel={(event) => { event.preventDefault(); close(); }}>
      <input class="ds-input" type="text" role="combobox" autocomplete="off" aria-label={palette.find} placeholder={palette.find} aria-autocomplete="list"
        aria-expanded={found.length > 0} aria-controls="palette-list" aria-activedescendant={found[at.value] ? `go-${found[at.value]?.id}` : undefined}
        value={query.value} onInput={(event) => { query.value = event.currentTarget.value; at.value = 0; }} onKeyDown={onKeyDown} />
      <div id="palette-list" role="listbox" aria-label={palette.heading}>
        {found.map((one, index) => (
          // The field has the keys; a pointer may choose as well.
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
          <div key={one.id} id={`go-${one.id}`} role="option" tabIndex={-1} aria-selected={index === at.value} onClick={() => go(one)}>{one.words}</div>
        ))}
      </div>
      {found.length === 0 ? <p class="quiet small" role="status">{palette.nothing}</p> : null}
    </dialog>
  );
}
