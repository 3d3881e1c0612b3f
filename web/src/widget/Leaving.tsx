// Leaving a question instead of waiting or chatting; whoever stands in line keeps the place until it is sent.
import type { JSX } from "preact";
import { texts } from "../shared/texts/catalogue.ts";
import { isWaiting } from "./contact.ts";
import { Emergency } from "./Emergency.tsx";
import { FollowUpForm } from "./FollowUpForm.tsx";
import { conversation, desk, stopLeaving } from "./model.ts";

export function Leaving(): JSX.Element {
  const { closed, followUp } = texts();
  const contact = conversation.value?.contact.value ?? null;
  const inLine = isWaiting(contact);
  const open = conversation.value === null && desk.chat.value?.state === "open";
  return (
    <main class="page leaving">
      <h1 class="heading" tabIndex={-1}>{followUp.heading}</h1>
      {inLine ? (
        <p role="status">{contact?.position ? `${followUp.place(contact.position)} ` : ""}{followUp.keepsPlace}</p>
      ) : null}
      {open ? <p>{closed.nowOpen}</p> : null}
      <FollowUpForm />
      <p>
        <button type="button" class="ds-link" onClick={stopLeaving}>{inLine ? followUp.toLine : open ? closed.chat : followUp.back}</button>
      </p>
      <Emergency />
    </main>
  );
}
