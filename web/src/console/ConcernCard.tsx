// What stands above the wrap-up of a conversation that is marked as serious: what to do, and whether its text is kept.
import type { JSX } from "preact";
import { careTexts } from "../shared/texts/care.ts";
import { ConcernRoutine } from "./ConcernRoutine.tsx";
import type { Conversation } from "./conversation.ts";
import { holding } from "./dialogs.ts";
import { heldUntil, untilWords } from "./hold.ts";

export function ConcernCard({ conversation }: { conversation: Conversation }): JSX.Element | null {
  const { concern: t, hold } = careTexts();
  const contact = conversation.contact.value;
  if (!contact.flagged) return null;
  const until = heldUntil(contact);
  return (
    <section class="concern" aria-labelledby="concern-heading">
      <h3 id="concern-heading">{t.short}</h3>
      <p class="small">{contact.state === "active" ? t.flagged : null}{until ? <> {hold.kept(untilWords(until))}</> : null}</p>
      <button type="button" class="plain-button small" aria-haspopup="dialog" onClick={() => { holding.value = conversation.id; }}>{until ? hold.change : hold.button} <kbd>B</kbd></button>
      <details open={contact.state === "active"}>
        <summary>{t.heading}</summary>
        <ConcernRoutine brief />
      </details>
    </section>
  );
}
