// The door of the chat, on every page: open or not, and the way to close it in two clicks.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { staffTexts } from "../shared/texts/staff.ts";
import { board } from "./model.ts";
import { OrderDialog } from "./OrderDialog.tsx";
import { type Kind, orderOf, state } from "./orders.ts";

export function Door(): JSX.Element | null {
  const { board: t } = staffTexts();
  const asking = useSignal<Kind | null>(null);
  const now = board.value?.channels["chat"]?.state;
  if (now === undefined) return null;
  const shut = now === "closed";
  const byHand = orderOf("chat", state.value?.manual ?? []) !== null;
  const words = shut ? t.closedNow : now === "last_call" ? t.lastCallNow : t.openNow;
  return (
    <div class="door">
      <p><span class="dot" data-tone={shut ? "off" : now === "last_call" ? "slow" : "good"} aria-hidden="true" /> {words}</p>
      {shut
        ? byHand ? null : <button type="button" class="ds-button" data-variant="secondary" onClick={() => { asking.value = "open"; }}>{t.orders.open.submit}</button>
        : <button type="button" class="ds-button" data-variant="secondary" data-color="danger" onClick={() => { asking.value = "close"; }}>{t.orders.close.submit}</button>}
      {asking.value ? <OrderDialog kind={asking.value} channel="chat" onClose={() => { asking.value = null; }} /> : null}
    </div>
  );
}
