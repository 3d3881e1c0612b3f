// Goes anywhere by typing: a dialog with one field and a list.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { useModal } from "../shared/parts/modal.ts";
import { staffTexts } from "../shared/texts/staff.ts";
import { paletteShown } from "./dialogs.ts";
import { keepInSight } from "./focus.ts";
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
  const chosen = found[Math.min(at.value, found.length - 1)];
  useEffect(() => { if (chosen) keepInSight(document.getElementById(`go-${chosen.id}`)); }, [chosen?.id]);
  const close = (): void => { paletteShown.value = false; };
  const go = (destination: Destination | undefined): void => {
    if (!destination) return;
    close();
    // Once the palette is gone: what opens now takes the focus, and gives it back to where it was before.
    requestAnimationFrame(() => requestAnimationFrame(destination.go));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown") at.value = Math.min(found.length - 1, at.value + 1);
    else if (event.key === "ArrowUp") at.value = Math.max(0, Math.min(at.value, found.length - 1) - 1);
    else if (event.key === "Enter") go(chosen);
    else return;
    event.preventDefault();
  };
  return (
    <dialog class="confirm palette" ref={dialog} aria-label={palette.heading} onCancel={(event) => { event.preventDefault(); close(); }}>
      <input class="ds-input" type="text" role="combobox" autocomplete="off" aria-label={palette.find} placeholder={palette.find} aria-autocomplete="list"
        aria-expanded={found.length > 0} aria-controls="palette-list" aria-activedescendant={chosen ? `go-${chosen.id}` : undefined}
        value={query.value} onInput={(event) => { query.value = event.currentTarget.value; at.value = 0; }} onKeyDown={onKeyDown} />
      <div id="palette-list" role="listbox" aria-label={palette.heading}>
        {found.map((one) => (
          // The field has the keys; a pointer may choose as well.
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
          <div key={one.id} id={`go-${one.id}`} role="option" tabIndex={-1} aria-selected={one === chosen} onClick={() => go(one)}>
            <span class="words">{one.words}</span>{one.key ? <kbd>{one.key}</kbd> : null}
          </div>
        ))}
      </div>
      {found.length === 0 ? <p class="quiet small" role="status">{palette.nothing}</p> : null}
    </dialog>
  );
}
