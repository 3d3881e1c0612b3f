// The right drawer: the wrap-up of the conversation in focus, and how it came here.
import type { JSX } from "preact";
import { clockTime } from "../shared/dates.ts";
import { lengthWords } from "../shared/elapsed.ts";
import { texts } from "../shared/texts/catalogue.ts";
import { staffTexts } from "../shared/texts/staff.ts";
import type { Conversation } from "./conversation.ts";
import { colleagues } from "./lists.ts";
import { ConcernCard } from "./ConcernCard.tsx";
import { drawerOpen } from "./model.ts";
import { OpenWrapUps } from "./OpenWrapUps.tsx";
import { whyWords } from "./why.ts";
import { WhyMe } from "./WhyMe.tsx";
import { WrapUpForm } from "./WrapUpForm.tsx";

export function Drawer({ conversation }: { conversation: Conversation | null }): JSX.Element {
  const { wrapUp, talk, company } = staffTexts();
  return (
    <aside class="drawer" aria-label={wrapUp.heading} data-part="drawer" tabIndex={-1}>
      <header>
        <h2>{wrapUp.heading}</h2>
        <button type="button" class="plain-button small" aria-label={talk.close} onClick={() => { drawerOpen.value = false; }}>×</button>
      </header>
      <OpenWrapUps />
      {conversation && !conversation.guest.value ? <ConcernCard conversation={conversation} /> : null}
      {conversation?.guest.value ? <p class="quiet small">{company.guestWrapUp}</p> : conversation ? <><WrapUpForm key={conversation.id} conversation={conversation} /><About conversation={conversation} /></> : <p class="quiet small">{wrapUp.none}</p>}
    </aside>
  );
}

function About({ conversation }: { conversation: Conversation }): JSX.Element {
  const { wrapUp, time } = staffTexts();
  const contact = conversation.contact.value;
  const first = conversation.messages.value.find((message) => message.author === "counsellor");
  const waited = first ? (Date.parse(first.at) - Date.parse(contact.arrived_at)) / 1_000 : null;
  const from = colleagues.value.find((one) => one.counsellor_id === contact.transferred_from);
  return (
    <section class="about-contact small">
      <h3>{wrapUp.about}</h3>
      <dl class="number">
        <div><dt>{wrapUp.arrived}</dt><dd>{clockTime(contact.arrived_at, texts().dates)}</dd></div>
        {waited !== null ? <div><dt>{wrapUp.waited}</dt><dd>{lengthWords(waited, time)}</dd></div> : null}
        {conversation.why ? <div><dt>{wrapUp.why}</dt><dd>{whyWords(conversation.why)}</dd></div> : null}
        {from ? <div><dt>{wrapUp.from}</dt><dd>{from.name}</dd></div> : null}
      </dl>
      <WhyMe key={conversation.id} contactId={conversation.id} />
    </section>
  );
}
