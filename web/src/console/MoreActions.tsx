// What is seldom done with a conversation, one step away: keeping its text, ending it because of abuse, the routine.
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { careTexts } from "../shared/texts/care.ts";
import type { Conversation } from "./conversation.ts";
import { holding, ousting, routineShown } from "./dialogs.ts";

export function MoreActions({ conversation }: { conversation: Conversation }): JSX.Element {
  const { more, hold, abuse, concern } = careTexts();
  const box = useRef<HTMLDetailsElement>(null);
  const summary = useRef<HTMLElement>(null);
  const close = (): void => { if (box.current) box.current.open = false; };
  const choose = (then: () => void): void => {
    close();
    // Back to where the menu is, so that a dialog which closes gives the focus back to something that is there.
    summary.current?.focus();
    then();
  };
  const escape = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || !box.current?.open) return;
    event.stopPropagation();
    close();
    summary.current?.focus();
  };
  const leave = (event: FocusEvent): void => { if (!(event.relatedTarget instanceof Node) || !box.current?.contains(event.relatedTarget)) close(); };
  return (
    // The keys and the focus belong to the buttons in it.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <details class="more-actions" ref={box} onKeyDown={escape} onFocusOut={leave}>
      <summary class="plain-button small" ref={summary}>{more}</summary>
      <ul>
        {["active", "wrap_up"].includes(conversation.contact.value.state) && !conversation.contact.value.follow_up ? <li><button type="button" class="plain-button small" onClick={() => choose(() => { ousting.value = conversation.id; })}>{abuse.button} <kbd>X</kbd></button></li> : null}
        <li><button type="button" class="plain-button small" onClick={() => choose(() => { holding.value = conversation.id; })}>{hold.button} <kbd>B</kbd></button></li>
        <li><button type="button" class="plain-button small" onClick={() => choose(() => { routineShown.value = true; })}>{concern.heading} <kbd>G</kbd></button></li>
      </ul>
    </details>
  );
}
