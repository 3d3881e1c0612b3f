// The last quarter of a duty: nothing new is offered, and what is open can be handed over from here.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { staffTexts } from "../shared/texts/staff.ts";
import { conversations, desk } from "./model.ts";
import { TransferDialog } from "./TransferDialog.tsx";

export function LastOffers(): JSX.Element | null {
  const { presence: t, rail } = staffTexts();
  const moving = useSignal<string | null>(null);
  const chosen = conversations.value.find((one) => one.id === moving.value);
  if (!desk.value?.presence.value?.last_offers) return <div role="status" />;
  const active = conversations.value.filter((one) => one.contact.value.state === "active");
  return (
    <div class="notice last-offers">
      <p role="status">{active.length > 0 ? t.lastOffersOpen : t.lastOffers}</p>
      {active.map((one) => (
        <button key={one.id} type="button" class="plain-button small" onClick={() => { moving.value = one.id; }}>{t.handOver(one.contact.value.alias ?? rail.anonymous)}</button>
      ))}
      {chosen ? <TransferDialog conversation={chosen} onClose={() => { moving.value = null; }} /> : null}
    </div>
  );
}
