// My conversations: who, language, first words, since when somebody waits for me; weight and a dot, no blinking.
import type { JSX } from "preact";
import { lengthWords, secondsSince } from "../shared/elapsed.ts";
import { second } from "../shared/now.ts";
import { staffTexts } from "../shared/texts/staff.ts";
import { open as openConversation } from "./actions.ts";
import type { Conversation } from "./conversation.ts";
import { conversations, current, desk } from "./model.ts";

const LONG = 120;

export function Mine(): JSX.Element {
  const { rail } = staffTexts();
  const ready = desk.value?.presence.value?.state === "ready";
  return (
    <section aria-labelledby="mine">
      <h2 id="mine">{rail.mine}</h2>
      {conversations.value.length === 0 ? <p class="quiet small">{ready ? rail.noneReady : rail.none}</p> : null}
      <ol class="rows">
        {conversations.value.map((conversation, index) => <Row key={conversation.id} conversation={conversation} index={index} />)}
      </ol>
    </section>
  );
}

function Row({ conversation, index }: { conversation: Conversation; index: number }): JSX.Element {
  const { rail, time, languages, followUp, company } = staffTexts();
  const contact = conversation.contact.value;
  const since = conversation.waitsSince;
  const waits = since === null ? 0 : secondsSince(since, second.value);
  const unread = conversation.unread.value;
  const last = conversation.messages.value.findLast((message) => message.author !== "desk")?.text ?? contact.first_line ?? "";
  return (
    <li>
      <button type="button" class="mine-row" data-color={index % 3} data-guest={conversation.guest.value} aria-current={current.value?.id === conversation.id}
        data-waits={waits > LONG} onClick={() => void openConversation(conversation.id)}>
        <span class="line">
          <bdi class="name">{contact.alias ?? rail.anonymous}</bdi>
          <span class="tag-small">{languages[contact.language]}</span>
          {conversation.guest.value ? <span class="tag-small">{company.guestShort}</span> : null}
          {contact.follow_up ? <span class="tag-small">{followUp.short[contact.follow_up]}</span> : null}
          {unread > 0 ? <span class="count number"><span aria-hidden="true">{unread}</span><span class="ds-sr-only">{rail.unread(unread)}</span></span> : null}
        </span>
        <span class="words" dir="auto">{last}</span>
        <span class="line small quiet number">
          {waits > LONG ? <span class="dot" data-tone="bad" aria-hidden="true" /> : null}
          <span class="turn">{state(conversation, since === null ? null : lengthWords(waits, time))}</span>
        </span>
      </button>
    </li>
  );
}

function state(conversation: Conversation, waits: string | null): string {
  const { rail } = staffTexts();
  const contact = conversation.contact.value;
  if (contact.state === "wrap_up") return rail.wrapUp;
  const away = contact.citizen_present || contact.follow_up ? [] : [rail.away];
  return [...(waits === null ? [] : [`${rail.waitsForYou} ${waits}`]), ...away].join(" · ");
}
