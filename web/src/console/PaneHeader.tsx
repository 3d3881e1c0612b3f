// Who one talks with, and what can be done: alias, language, whether the citizen is there; transfer, end, put aside.
import type { JSX } from "preact";
import { lengthWords, secondsSince } from "../shared/elapsed.ts";
import { second } from "../shared/now.ts";
import { named, staffTexts } from "../shared/texts/staff.ts";
import { writingTexts } from "../shared/texts/writing.ts";
import { flag } from "./actions.ts";
import { asking, leaveConversation, moving } from "./company.ts";
import { lists } from "./lists.ts";
import type { Conversation } from "./conversation.ts";
import { ending } from "./keys.ts";
import { drawerOpen, focus, hide } from "./model.ts";
import { waitsLong } from "./waiting.ts";
import { nameOfContact } from "./who.ts";

export function PaneHeader({ conversation }: { conversation: Conversation }): JSX.Element {
  const { talk, languages, followUp, company } = staffTexts();
  const { conversation: t } = writingTexts();
  const contact = conversation.contact.value;
  const county = lists.value?.optional.county.find((code) => code.code === contact.county);
  const active = contact.state === "active";
  const guest = conversation.guest.value;
  const mine = active && !guest;
  return (
    <header class="pane-head">
      <div class="about">
        <h2>
          <bdi>{nameOfContact(contact)}</bdi>
          {conversation.unread.value > 0 ? <span class="count number">{t.unread(conversation.unread.value)}</span> : null}
          <Turn conversation={conversation} />
        </h2>
        <p class="small quiet">
          {languages[contact.language]}{county ? ` · ${named(county)}` : ""}
          {contact.follow_up ? ` · ${followUp.heading[contact.follow_up]}` : null}
          {contact.flagged ? <> · <strong class="flagged">{talk.flagged}</strong></> : null}
          {active && !contact.follow_up ? <> · <span class="dot" data-tone={contact.citizen_present ? "good" : "slow"} aria-hidden="true" /> {contact.citizen_present ? talk.present : talk.away}</> : null}
        </p>
      </div>
      <div class="actions">
        {guest ? <button type="button" class="plain-button small" onClick={() => void leaveConversation(conversation)}>{company.leave}</button> : null}
        {mine && !contact.follow_up ? <button type="button" class="plain-button small" onClick={() => void flag(conversation)}>{contact.flagged ? talk.unflag : talk.flag}</button> : null}
        {mine && !contact.follow_up ? <button type="button" class="plain-button small" onClick={() => { asking.value = conversation.id; }}>{company.ask}</button> : null}
        {mine && !contact.transferring ? <button type="button" class="plain-button small" onClick={() => { moving.value = conversation.id; }}>{talk.transfer}</button> : null}
        {mine ? <button type="button" class="plain-button small" onClick={() => { ending.value = conversation.id; }}>{talk.end}</button> : null}
        {guest ? null : <button type="button" class="plain-button small drawer-toggle" aria-expanded={drawerOpen.value}
          onClick={() => { focus(conversation.id); drawerOpen.value = !drawerOpen.value; }}>{talk.wrapUp}</button>}
        <button type="button" class="plain-button small" aria-label={talk.close} onClick={() => hide(conversation.id)}>×</button>
      </div>
    </header>
  );
}

/** Since when it is my turn; with weight and a dot once it is long. */
function Turn({ conversation }: { conversation: Conversation }): JSX.Element | null {
  const since = conversation.waitsSince;
  if (since === null) return null;
  const waits = secondsSince(since, second.value);
  const long = waitsLong(waits);
  return (
    <span class="turn small number" data-waits={long}>
      {long ? <span class="dot" data-tone="bad" aria-hidden="true" /> : null} {writingTexts().conversation.waits(lengthWords(waits, staffTexts().time))}
    </span>
  );
}
