// My conversations: who, language, last words, what is new, and when the citizen wrote; weight and a dot, no blinking.
import type { JSX } from "preact";
import { lengthWords, secondsSince } from "../shared/elapsed.ts";
import { second } from "../shared/now.ts";
import { staffTexts } from "../shared/texts/staff.ts";
import { writingTexts } from "../shared/texts/writing.ts";
import { open as openConversation } from "./actions.ts";
import type { Conversation } from "./conversation.ts";
import { colors, conversations, current, desk } from "./model.ts";
import { isCall } from "./phone.ts";
import { waitsLong } from "./waiting.ts";
import { nameOfContact } from "./who.ts";

export function Mine(): JSX.Element {
  const { rail } = staffTexts();
  const ready = desk.value?.presence.value?.state === "ready";
  return (
    <section aria-labelledby="mine">
      <h2 id="mine">{rail.mine}</h2>
      {conversations.value.length === 0 ? <p class="quiet small">{ready ? rail.noneReady : rail.none}</p> : null}
      <ol class="rows">
        {conversations.value.map((conversation) => <Row key={conversation.id} conversation={conversation} />)}
      </ol>
    </section>
  );
}

function Row({ conversation }: { conversation: Conversation }): JSX.Element {
  const { languages, followUp, company } = staffTexts();
  const { conversation: t } = writingTexts();
  const contact = conversation.contact.value;
  const since = conversation.waitsSince;
  const long = since !== null && waitsLong(secondsSince(since, second.value));
  const unread = conversation.unread.value;
  const last = conversation.messages.value.findLast((message) => message.author !== "desk")?.text ?? contact.first_line ?? "";
  return (
    <li>
      <button type="button" class="mine-row" data-color={colors.value[conversation.id] ?? 0} data-guest={conversation.guest.value} aria-current={current.value?.id === conversation.id}
        data-waits={long} onClick={() => void openConversation(conversation.id)}>
        <span class="line">
          <bdi class="name">{nameOfContact(contact)}</bdi>
          <span class="tag-small">{languages[contact.language]}</span>
          {conversation.guest.value ? <span class="tag-small">{company.guestShort}</span> : null}
          {contact.follow_up ? <span class="tag-small">{followUp.short[contact.follow_up]}</span> : null}
          {conversation.hasDraft.value && current.value !== conversation ? <span class="tag-small">{t.draft}</span> : null}
          {unread > 0 ? <span class="count number">{t.unread(unread)}</span> : null}
        </span>
        <span class="words" dir="auto">{last}</span>
        <span class="line small quiet number">
          {long ? <span class="dot" data-tone="bad" aria-hidden="true" /> : null}
          <span class="turn">{stateOf(conversation)}</span>
        </span>
      </button>
    </li>
  );
}

/** Whose turn it is and since when; where it is not mine, when the citizen wrote last. */
function stateOf(conversation: Conversation): string {
  const { rail, time } = staffTexts();
  const { conversation: t } = writingTexts();
  const contact = conversation.contact.value;
  if (contact.state === "wrap_up") return rail.wrapUp;
  const ago = (instant: string): string => lengthWords(secondsSince(instant, second.value), time);
  const since = conversation.waitsSince;
  const wrote = conversation.citizenWroteAt;
  const turn = since !== null ? [t.waits(ago(since))] : wrote !== null ? [t.wroteAgo(ago(wrote))] : [];
  const away = contact.citizen_present || contact.follow_up || isCall(contact) ? [] : [rail.away];
  return [...turn, ...away].join(" · ");
}
