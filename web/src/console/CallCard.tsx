// A phone call that goes on: its time, and the one button that ends it.
import type { JSX } from "preact";
import { clockTime } from "../shared/dates.ts";
import { secondsSince } from "../shared/elapsed.ts";
import { second } from "../shared/now.ts";
import { texts } from "../shared/texts/catalogue.ts";
import { careTexts } from "../shared/texts/care.ts";
import { end } from "./actions.ts";
import type { Conversation } from "./conversation.ts";
import { isCall } from "./phone.ts";
import { stopwatch } from "./stopwatch.ts";

export function CallCard({ conversation }: { conversation: Conversation }): JSX.Element | null {
  const { call: t } = careTexts();
  const contact = conversation.contact.value;
  if (!isCall(contact) || contact.state !== "active") return null;
  return (
    <section class="call-card" aria-label={t.title}>
      <p class="call-time"><span class="number" role="timer">{stopwatch(secondsSince(contact.arrived_at, second.value))}</span> <span class="quiet">{t.running}, {t.since(clockTime(contact.arrived_at, texts().dates))}</span></p>
      <button type="button" class="ds-button" onClick={() => void end(conversation)}>{t.over} <kbd>E</kbd></button>
      <p class="small quiet">{t.about}</p>
    </section>
  );
}
