// Every conversation as a tab over those on the screen, when there is no room for all of them: whose, what is new, who waits.
import type { JSX } from "preact";
import { lengthWords, secondsSince } from "../shared/elapsed.ts";
import { second } from "../shared/now.ts";
import { staffTexts } from "../shared/texts/staff.ts";
import { writingTexts } from "../shared/texts/writing.ts";
import { open as openConversation } from "./actions.ts";
import type { Conversation } from "./conversation.ts";
import { colors, conversations, current, open } from "./model.ts";
import { waitsLong } from "./waiting.ts";
import { nameOfContact } from "./who.ts";

export function Tabs(): JSX.Element | null {
  const shown = open.value;
  const going = conversations.value.filter((one) => one.contact.value.state === "active" || shown.includes(one));
  if (shown.length === 0 || going.length <= shown.length) return null;
  return (
    <nav class="tabs" aria-label={writingTexts().conversation.tabs}>
      <ul>{going.map((one, index) => <Tab key={one.id} conversation={one} index={index} />)}</ul>
    </nav>
  );
}

function Tab({ conversation, index }: { conversation: Conversation; index: number }): JSX.Element {
  const { time } = staffTexts();
  const { conversation: t } = writingTexts();
  const unread = conversation.unread.value;
  const since = conversation.waitsSince;
  const waits = since === null ? 0 : secondsSince(since, second.value);
  const shown = open.value.includes(conversation);
  return (
    <li>
      <button type="button" class="tab" data-color={colors.value[conversation.id] ?? 0} data-shown={shown} data-waits={waitsLong(waits)}
        aria-current={current.value?.id === conversation.id} onClick={() => void openConversation(conversation.id)}>
        <span class="quiet number" aria-hidden="true">{index + 1}</span>
        <bdi>{nameOfContact(conversation.contact.value)}</bdi>
        {shown ? <span class="ds-sr-only">, {t.shown}</span> : null}
        {unread > 0 ? <span class="count number">{t.unread(unread)}</span> : null}
        {since !== null ? <span class="small number">{waitsLong(waits) ? <span class="dot" data-tone="bad" aria-hidden="true" /> : null} {t.waitsShort(lengthWords(waits, time))}</span> : null}
      </button>
    </li>
  );
}
