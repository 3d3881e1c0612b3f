// A phone call of mine: its time, the button that ends it, and its language, which one hears only after it has begun.
import type { JSX } from "preact";
import { clockTime } from "../shared/dates.ts";
import { secondsSince } from "../shared/elapsed.ts";
import { second } from "../shared/now.ts";
import type { ContactView, Language } from "../shared/protocol.ts";
import { texts } from "../shared/texts/catalogue.ts";
import { careTexts } from "../shared/texts/care.ts";
import { staffTexts } from "../shared/texts/staff.ts";
import { end } from "./actions.ts";
import type { Conversation } from "./conversation.ts";
import { isCall, setLanguage, SPOKEN } from "./phone.ts";
import { stopwatch } from "./stopwatch.ts";

export function CallCard({ conversation }: { conversation: Conversation }): JSX.Element | null {
  const { call: t } = careTexts();
  const { languages } = staffTexts();
  const contact = conversation.contact.value;
  if (!isCall(contact)) return null;
  const id = `spoken-${contact.contact_id}`;
  return (
    <section class="call-card" aria-label={t.title}>
      {contact.state === "active" ? <Running contact={contact} /> : <p>{t.began(clockTime(contact.arrived_at, texts().dates))}</p>}
      <p class="row">
        {contact.state === "active" ? <button type="button" class="ds-button" onClick={() => void end(conversation)}>{t.over} <kbd>E</kbd></button> : null}
        <label class="small" for={id}>{t.language}</label>
        <select id={id} class="ds-input" value={contact.language} onChange={(event) => void choose(contact, event.currentTarget)}>
          {SPOKEN.map((code) => <option key={code} value={code}>{languages[code]}</option>)}
        </select>
      </p>
      {contact.state === "active" ? <p class="small quiet">{t.about}</p> : null}
    </section>
  );
}

function Running({ contact }: { contact: ContactView }): JSX.Element {
  const { call: t } = careTexts();
  return (
    <p class="call-time">
      <span class="number" role="timer">{stopwatch(secondsSince(contact.arrived_at, second.value))}</span> <span class="quiet">{t.running}, {t.since(clockTime(contact.arrived_at, texts().dates))}</span>
    </p>
  );
}

/** What was refused does not stand there as if it held. */
async function choose(contact: ContactView, field: HTMLSelectElement): Promise<void> {
  if (!(await setLanguage(contact.contact_id, field.value as Language))) field.value = contact.language;
}
