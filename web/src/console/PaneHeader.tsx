// Who one talks with, and what can be done: alias, language, whether the citizen is there; transfer, end, put aside.
import type { JSX } from "preact";
import { lengthWords, secondsSince } from "../shared/elapsed.ts";
import { second } from "../shared/now.ts";
import { named, staffTexts } from "../shared/texts/staff.ts";
import { writingTexts } from "../shared/texts/writing.ts";
import { flag } from "./actions.ts";
import { putAside } from "./commands_talk.ts";
import { asking, leaveConversation, moving } from "./company.ts";
import { lists } from "./lists.ts";
import type { Conversation } from "./conversation.ts";
import { ending } from "./dialogs.ts";
import { drawerOpen, live } from "./model.ts";
import { MoreActions } from "./MoreActions.tsx";
import { isCall } from "./phone.ts";
import { waitsLong } from "./waiting.ts";
import { nameOfContact } from "./who.ts";
import { openWrapUp } from "./wrap_ups.ts";

export function PaneHeader({ conversation }: { conversation: Conversation }): JSX.Element {
  const { talk, languages, followUp, company } = staffTexts();
  const { conversation: t } = writingTexts();
  const contact = conversation.contact.value;
  const county = lists.value?.optional.county.find((code) => code.code === contact.county);
  const active = contact.state === "active";
  const guest = conversation.guest.value;
  const mine = active && !guest;
  const chats = mine && !contact.follow_up && !isCall(contact);
  return (
    <header class="pane-head">
      <div class="about">
        <h2>
          <bdi title={nameOfContact(contact)}>{nameOfContact(contact)}</bdi>
          {conversation.unread.value > 0 ? <span class="count number">{t.unread(conversation.unread.value)}</span> : null}
          <Turn conversation={conversation} />
        </h2>
        <p class="small quiet">
          {languages[contact.language]}{county ? ` · ${named(county)}` : ""}
          {contact.follow_up ? ` · ${followUp.heading[contact.follow_up]}` : null}
          {contact.flagged ? <> · <strong class="flagged">{talk.flagged}</strong></> : null}
          {active && live.value && !contact.follow_up && !isCall(contact) ? <> · <span class="dot" data-tone={contact.citizen_present ? "good" : "slow"} aria-hidden="true" /> {contact.citizen_present ? talk.present : talk.away}</> : null}
        </p>
      </div>
      <div class="actions">
        {guest ? <button type="button" class="plain-button small" onClick={() => void leaveConversation(conversation)}>{company.leave}</button> : null}
        {chats ? <button type="button" class="plain-button small" onClick={() => void flag(conversation)}>{contact.flagged ? talk.unflag : talk.flag}</button> : null}
        {chats ? <button type="button" class="plain-button small" onClick={() => { asking.value = conversation.id; }}>{company.ask}</button> : null}
        {mine && !contact.transferring && !isCall(contact) ? <button type="button" class="plain-button small" onClick={() => { moving.value = conversation.id; }}>{talk.transfer}</button> : null}
        {mine && !isCall(contact) ? <button type="button" class="plain-button small" onClick={() => { ending.value = conversation.id; }}>{talk.end}</button> : null}
        {guest || drawerOpen.value ? null : <button type="button" class="plain-button small" onClick={() => void openWrapUp(conversation)}>{talk.wrapUp}</button>}
        {guest || isCall(contact) ? null : <MoreActions conversation={conversation} />}
        <button type="button" class="plain-button small close" aria-label={talk.close} onClick={() => putAside(conversation)}>×</button>
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
