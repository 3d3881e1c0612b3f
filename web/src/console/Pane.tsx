// One conversation: header, messages and notes, the field with quick replies, and what can be done with it.
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { Bubble } from "../shared/parts/Bubble.tsx";
import { Log } from "../shared/parts/Log.tsx";
import type { Pending } from "../shared/outbox.ts";
import { texts } from "../shared/texts/catalogue.ts";
import { careTexts } from "../shared/texts/care.ts";
import { staffTexts } from "../shared/texts/staff.ts";
import type { Message } from "../shared/transcript.ts";
import { AskDialog } from "./AskDialog.tsx";
import { CallCard } from "./CallCard.tsx";
import { Company } from "./Company.tsx";
import { asking, moving } from "./company.ts";
import type { Conversation } from "./conversation.ts";
import { foreignLink } from "./dialogs.ts";
import { FollowUpCard } from "./FollowUpCard.tsx";
import { colors, current, desk, focus } from "./model.ts";
import { Notes } from "./Notes.tsx";
import { PaneHeader } from "./PaneHeader.tsx";
import { isCall } from "./phone.ts";
import { StaffComposer } from "./StaffComposer.tsx";
import { TransferDialog } from "./TransferDialog.tsx";
import { nameOfContact } from "./who.ts";

export function Pane({ conversation, index }: { conversation: Conversation; index: number }): JSX.Element {
  const { talk, followUp } = staffTexts();
  const contact = conversation.contact.value;
  const who = nameOfContact(contact);
  const label = talk.log(who, index + 1);
  const messages = conversation.messages.value;
  const focused = current.value?.id === conversation.id;
  const before = useRef(conversation.seenSeq);
  useLooking(conversation, focused);
  const read = (seq: number): void => {
    conversation.inSight(seq);
    if (focused) conversation.look();
  };
  return (
    <section class="pane" data-color={colors.value[conversation.id] ?? 0} data-guest={conversation.guest.value} data-focused={focused} data-part="pane" tabIndex={-1} aria-label={label}
      onFocusCapture={() => focus(conversation.id)}>
      <PaneHeader conversation={conversation} />
      <Company conversation={conversation} />
      {conversation.erased.value ? <p class="system-line">{talk.erased}</p> : null}
      <FollowUpCard conversation={conversation} />
      <CallCard conversation={conversation} />
      {conversation.loaded.value || messages.length > 0 ? (
        <Log label={label} messages={messages} mine="counsellor" dates={texts().dates} grown={conversation.pending.value} readBefore={before.current} settled={conversation.loaded.value} onRead={read}
          nameOf={(message) => nameOf(message, who)} byOther={byColleague} onForeignLink={(href) => { foreignLink.value = href; }} maskedText={(message) => (message.masked ? talk.masked : null)} lastState={lastState(conversation)}>
          {conversation.pending.value.map((item, at) => <Unsent key={item.cid} item={item} first={at === 0} conversation={conversation} />)}
        </Log>
      ) : <div class="log" aria-busy="true"><div class="skeleton" aria-hidden="true"><span /><span /><span /></div></div>}
      <Notes conversation={conversation} />
      <p class="typing">{conversation.typing.value ? talk.typing : ""}</p>
      {contact.state === "active" ? <StaffComposer conversation={conversation} /> : <p class="system-line" role="status">{isCall(contact) ? careTexts().call.ended : contact.follow_up ? followUp.ended : talk.ended}</p>}
      {moving.value === conversation.id ? <TransferDialog conversation={conversation} onClose={() => { moving.value = null; }} /> : null}
      {asking.value === conversation.id ? <AskDialog conversation={conversation} /> : null}
    </section>
  );
}

/** What one works in is read; what stands beside it waits until one turns to it. */
function useLooking(conversation: Conversation, focused: boolean): void {
  const network = desk.value?.network.value;
  const messages = conversation.messages.value;
  useEffect(() => {
    if (!focused) return undefined;
    const look = (): void => conversation.look();
    look();
    document.addEventListener("visibilitychange", look);
    addEventListener("focus", look);
    return () => {
      document.removeEventListener("visibilitychange", look);
      removeEventListener("focus", look);
    };
  }, [conversation, focused, messages, network]);
}

function Unsent({ item, first, conversation }: { item: Pending; first: boolean; conversation: Conversation }): JSX.Element {
  const { talk, errors } = staffTexts();
  const lost = desk.value?.network.value !== "live";
  if (item.refused === null) {
    return <Bubble mine who={talk.you} first={first} text={item.text} pending state={lost ? talk.waiting : talk.sending} />;
  }
  const why = item.refused in errors ? errors[item.refused as keyof typeof errors] : errors.invalid;
  const state = (
    <span class="refused" role="alert">
      {`${talk.notSent}. ${why}`} <button type="button" class="plain-button" onClick={() => conversation.mend(item.cid)}>{talk.edit}</button>
    </span>
  );
  return <Bubble mine who={talk.you} first={first} text={item.text} pending state={state} />;
}

function lastState(conversation: Conversation): string | null {
  if (conversation.pending.value.length > 0) return null;
  const last = conversation.messages.value.findLast((message) => message.author === "counsellor");
  if (!last) return null;
  const { talk } = staffTexts();
  return conversation.readByCitizen.value >= last.seq ? talk.read : talk.sent;
}

function nameOf(message: Message, citizen: string): string {
  const { talk } = staffTexts();
  if (message.author === "citizen") return citizen;
  return byColleague(message) ? message.name ?? talk.you : talk.you;
}

/** A colleague wrote it, before the conversation came to me. */
function byColleague(message: Message & { author_id?: string | null }): boolean {
  return message.author === "counsellor" && Boolean(message.author_id) && message.author_id !== desk.value?.me.value?.counsellor_id;
}
