// All keys, by `?`, each under what it is for, and the switch that turns the single ones off.
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { useModal } from "../shared/parts/modal.ts";
import { keysTexts } from "../shared/texts/care.ts";
import { staffTexts } from "../shared/texts/staff.ts";
import { type Group, GROUPS, keyLabel, nameOf } from "./commands.ts";
import { keysShown } from "./dialogs.ts";
import { keysOn, setKeys } from "./keys.ts";

export function KeysDialog(): JSX.Element | null {
  return keysShown.value ? <Shown /> : null;
}

interface Row { key: string; does: string }

function Shown(): JSX.Element {
  const { keys } = staffTexts();
  const { groups } = keysTexts();
  const dialog = useRef<HTMLDialogElement>(null);
  const close = (): void => { keysShown.value = false; };
  useModal(dialog);
  return (
    <dialog class="confirm keys" ref={dialog} aria-labelledby="keys-heading" onCancel={(event) => { event.preventDefault(); close(); }}>
      <h2 class="heading" id="keys-heading" tabIndex={-1} autofocus>{keys.heading}</h2>
      <div class="key-groups">
        {GROUPS.map(({ group }) => (
          <section key={group} aria-labelledby={`keys-${group}`}>
            <h3 id={`keys-${group}`}>{groups[group]}</h3>
            <dl>{rows(group).map((row) => <div key={row.key}><dt>{row.key.split(", ").map((key) => <kbd key={key}>{key}</kbd>)}</dt><dd>{row.does}</dd></div>)}</dl>
          </section>
        ))}
      </div>
      <p class="quiet small">{keys.hint}</p>
      <label class="check"><input type="checkbox" checked={keysOn.value} onChange={(event) => setKeys(event.currentTarget.checked)} /> {keys.use}</label>
      <div class="row"><button type="button" class="ds-button" onClick={close}>{keys.close}</button></div>
    </dialog>
  );
}

/** What has a key, and what works in a field without being a command. */
function rows(group: Group): Row[] {
  const commands = GROUPS.find((one) => one.group === group)?.commands ?? [];
  const named = commands.flatMap((command) => {
    const key = keyLabel(command);
    return key === null ? [] : [{ key, does: nameOf(command) }];
  });
  return [...named, ...inFields(group)];
}

function inFields(group: Group): Row[] {
  const t = keysTexts();
  if (group === "wrapUp") return [{ key: "1–6", does: t.favourites }, { key: "Enter", does: t.enter }];
  return group === "go" ? [{ key: "Esc", does: t.escape }] : [];
}
