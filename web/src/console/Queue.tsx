// The line: how many, the longest wait, and each with wait, channel in words, language and first words.
import type { JSX } from "preact";
import { lengthWords, secondsSince } from "../shared/elapsed.ts";
import { second } from "../shared/now.ts";
import type { ContactView } from "../shared/protocol.ts";
import { staffTexts } from "../shared/texts/staff.ts";
import { writingTexts } from "../shared/texts/writing.ts";
import { take } from "./actions.ts";
import { desk, live, offers } from "./model.ts";

const SHOWN = 8;

export function Queue(): JSX.Element | null {
  const at = desk.value;
  if (!at) return null;
  const { rail, time } = staffTexts();
  const waiting = at.queue.value;
  const longest = Math.max(0, ...waiting.map((contact) => secondsSince(contact.arrived_at, second.value)));
  const hidden = Math.max(0, waiting.length - SHOWN) + at.more.value;
  const canTake = live.value && at.takes.value && at.presence.value?.state === "ready" && at.load.value.chat < at.capacity.value.chat;
  return (
    <section aria-labelledby="queue" data-stale={!live.value}>
      <h2 id="queue">{rail.queue}</h2>
      <p class="small quiet number">{waiting.length === 0 ? rail.queueEmpty : rail.queueSummary(waiting.length + at.more.value, lengthWords(longest, time))}</p>
      <ol class="rows">
        {waiting.slice(0, SHOWN).map((contact) => <Row key={contact.contact_id} contact={contact} canTake={canTake} />)}
      </ol>
      {hidden > 0 ? <p class="small quiet">{rail.more(hidden)}</p> : null}
    </section>
  );
}

function Row({ contact, canTake }: { contact: ContactView; canTake: boolean }): JSX.Element {
  const { rail, time, languages, channel, followUp } = staffTexts();
  const state = stateOf(contact);
  return (
    <li class="waiting">
      <p class="line small">
        <span class="number wait">{lengthWords(secondsSince(contact.arrived_at, second.value), time)}</span>
        <span>{contact.follow_up ? followUp.short[contact.follow_up] : channel[contact.channel]}</span>
        <span class="tag-small">{languages[contact.language]}</span>
        {contact.returned ? <span class="tag-small">{rail.returned}</span> : null}
        {canTake && contact.state === "queued" && contact.citizen_present ? (
          <button type="button" class="plain-button small take" onClick={() => void take(contact.contact_id)}>
            {rail.take}<span class="ds-sr-only">: {contact.first_line}</span>
          </button>
        ) : null}
      </p>
      {state ? <p class="small quiet">{state}</p> : null}
      <p class="words small quiet" dir="auto">{contact.first_line}</p>
    </li>
  );
}

/** Why nobody can take it just now: somebody has been asked, or the citizen is away and keeps her place. */
function stateOf(contact: ContactView): string | null {
  const { queue: t } = writingTexts();
  if (contact.state === "offered") return offers.value.some((offer) => offer.contact.contact_id === contact.contact_id) ? t.toMe : t.toOther;
  return contact.citizen_present || contact.channel === "phone" ? null : t.away;
}
