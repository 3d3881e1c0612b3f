// Who else is in the conversation or asked into it, and a transfer on its way: each in words, each with its way back.
import type { JSX } from "preact";
import { staffTexts } from "../shared/texts/staff.ts";
import { cancelTransfer, news, releaseColleague } from "./company.ts";
import type { Conversation } from "./conversation.ts";
import { colleagues } from "./lists.ts";
import { desk } from "./model.ts";

export function Company({ conversation }: { conversation: Conversation }): JSX.Element | null {
  const { company: t } = staffTexts();
  const { joined, transferring } = conversation.contact.value;
  const guest = conversation.guest.value;
  const owner = colleagues.value.find((one) => one.counsellor_id === conversation.contact.value.owner);
  const others = joined.filter((one) => one.counsellor_id !== desk.value?.me.value?.counsellor_id);
  if (!guest && others.length === 0 && !transferring) return null;
  return (
    <ul class="company small">
      {guest ? <li>{t.guest(owner?.name ?? t.someColleague)}</li> : null}
      {transferring ? (
        <li>
          <span>{t.transferOnWay(transferring.name)}</span>
          {guest ? null : <button type="button" class="plain-button small" onClick={() => void cancelTransfer(conversation)}>{t.transferBack}</button>}
        </li>
      ) : null}
      {others.map((one) => (
        <li key={one.counsellor_id}>
          <span class="dot" data-tone={one.present ? "good" : "slow"} aria-hidden="true" />
          <span>{one.present ? t.present(one.name) : t.asked(one.name)}</span>
          {guest ? null : (
            <button type="button" class="plain-button small" aria-label={one.present ? t.release(one.name) : t.takeBackFrom(one.name)}
              onClick={() => void releaseColleague(conversation, one.counsellor_id)}>{one.present ? t.releaseShort : t.takeBack}</button>
          )}
        </li>
      ))}
    </ul>
  );
}

/** What a colleague has just done, until it is closed or has stood for a while; read out when it comes. */
export function News(): JSX.Element {
  return (
    <div role="status">
      {news.value === null ? null : (
        <div class="toast news">
          <p>{news.value}</p>
          <button type="button" class="plain-button" aria-label={staffTexts().company.close} onClick={() => { news.value = null; }}>×</button>
        </div>
      )}
    </div>
  );
}
