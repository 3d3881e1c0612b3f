// A colleague asks me into her conversation: a card like an offer's, quieter, since nobody waits for the answer.
import type { JSX } from "preact";
import type { JoinRequestPart } from "../shared/protocol.ts";
import { staffTexts } from "../shared/texts/staff.ts";
import { declineToJoin, firstRequest, joinIn } from "./company.ts";
import { lists } from "./lists.ts";
import { desk } from "./model.ts";

export function JoinRequests(): JSX.Element | null {
  const requests = desk.value?.requests.value ?? [];
  const keys = (desk.value?.offers.value.length ?? 0) === 0;
  return (
    <div role="region" aria-label={staffTexts().company.requests} hidden={requests.length === 0}>
      {requests.map((request) => <Card key={request.contact.contact_id} request={request} keys={keys && request === firstRequest()} />)}
    </div>
  );
}

/** `keys`: whether the single keys mean this card; an offer comes first. */
function Card({ request, keys }: { request: JoinRequestPart; keys: boolean }): JSX.Element {
  const { company: t, languages, rail } = staffTexts();
  const { contact, asked_by: asker } = request;
  const centre = lists.value?.centres.find((one) => one.code === asker.centre)?.name;
  const id = `request-${contact.contact_id}`;
  return (
    <section class="offer request" aria-labelledby={id}>
      <div role="alert"><h2 id={id}>{t.request(asker.name)}</h2></div>
      <p class="small">{[centre, contact.alias ?? rail.anonymous, languages[contact.language]].filter(Boolean).join(" · ")}</p>
      <p class="first-line" dir="auto">{contact.first_line}</p>
      <div class="choices">
        <button type="button" class="ds-button" onClick={() => void joinIn(request)}>{t.join} {keys ? <kbd>A</kbd> : null}</button>
        <button type="button" class="ds-button" data-variant="secondary" onClick={() => void declineToJoin(request)}>{t.decline} {keys ? <kbd>D</kbd> : null}</button>
      </div>
    </section>
  );
}
