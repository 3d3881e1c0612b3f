// Ends a conversation because of abuse: what that means stands there before it is confirmed.
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { announce } from "../shared/parts/Announce.tsx";
import { useModal } from "../shared/parts/modal.ts";
import { careTexts } from "../shared/texts/care.ts";
import type { Conversation } from "./conversation.ts";
import { ousting } from "./dialogs.ts";
import { conversations, give } from "./model.ts";
import { openWrapUp } from "./wrap_ups.ts";

const ABUSE = "TULL";

export function OustDialog(): JSX.Element | null {
  const conversation = conversations.value.find((one) => one.id === ousting.value);
  return conversation ? <Shown conversation={conversation} /> : null;
}

function Shown({ conversation }: { conversation: Conversation }): JSX.Element {
  const { abuse: t } = careTexts();
  const dialog = useRef<HTMLDialogElement>(null);
  useModal(dialog);
  const close = (): void => { ousting.value = null; };
  return (
    <dialog class="confirm care-dialog" ref={dialog} aria-labelledby="oust-heading" aria-describedby="oust-about" onCancel={(event) => { event.preventDefault(); close(); }}>
      <h2 class="heading" id="oust-heading">{t.heading}</h2>
      <div id="oust-about"><p>{t.about}</p><p class="quiet">{t.care}</p></div>
      <div class="row">
        <button type="button" class="ds-button" data-variant="secondary" onClick={close}>{t.no}</button>
        <button type="button" class="ds-button" data-color="danger" onClick={() => { close(); void oust(conversation); }}>{t.yes}</button>
      </div>
    </dialog>
  );
}

/** The outcome is set, and needs no topic: `Enter` records it. */
async function oust(conversation: Conversation): Promise<void> {
  if (!(await give({ type: "end", contact_id: conversation.id, abuse: true }))) return;
  conversation.wrapUp.record({ disposition: ABUSE, topics: [] });
  await openWrapUp(conversation);
  announce(careTexts().abuse.done);
}
