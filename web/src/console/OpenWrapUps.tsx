// Several wrap-ups at once: who they were with and when they ended, with the one that is open marked.
import type { JSX } from "preact";
import { clockTime } from "../shared/dates.ts";
import { texts } from "../shared/texts/catalogue.ts";
import { careTexts } from "../shared/texts/care.ts";
import { staffTexts } from "../shared/texts/staff.ts";
import type { Conversation } from "./conversation.ts";
import { current } from "./model.ts";
import { isCall } from "./phone.ts";
import { openWrapUp, openWrapUps } from "./wrap_ups.ts";

export function OpenWrapUps(): JSX.Element | null {
  const { wrapUps: t } = careTexts();
  const waiting = openWrapUps.value;
  if (waiting.length === 0 || (waiting.length === 1 && waiting[0]?.id === current.value?.id)) return null;
  return (
    <section class="open-wrap-ups" aria-labelledby="open-wrap-ups">
      <h3 id="open-wrap-ups" class="small">{t.heading(waiting.length)}</h3>
      <ul>
        {waiting.map((one) => (
          <li key={one.id}>
            <button type="button" class="open-wrap-up small" aria-current={one.id === current.value?.id} aria-label={`${t.open(who(one))}. ${firstWords(one)}`} onClick={() => void openWrapUp(one)}>
              <span class="line"><strong>{who(one)}</strong><span class="quiet number">{when(one)}</span></span>
              <span class="words" dir="auto">{firstWords(one)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function who(conversation: Conversation): string {
  const contact = conversation.contact.value;
  return isCall(contact) ? careTexts().call.title : contact.alias ?? staffTexts().rail.anonymous;
}

/** When it ended; of a call that was registered afterwards the desk tells only when it began. */
function when({ contact: { value: contact } }: Conversation): string {
  const { wrapUps, call } = careTexts();
  const { dates } = texts();
  return isCall(contact) ? call.began(clockTime(contact.arrived_at, dates)) : wrapUps.ended(clockTime(contact.since, dates));
}

function firstWords(conversation: Conversation): string {
  return conversation.contact.value.first_line ?? "";
}
