// What somebody closed or opened by hand, who it was and until when: on every page, until it is over.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { clockTime, fullTime, osloDate } from "../shared/dates.ts";
import { deskNow } from "../shared/now.ts";
import { announce } from "../shared/parts/Announce.tsx";
import { texts } from "../shared/texts/catalogue.ts";
import { named, staffTexts } from "../shared/texts/staff.ts";
import { board, door } from "./model.ts";
import { OrderDialog } from "./OrderDialog.tsx";
import { CHANNELS, type Order, orderOf, readOrders, state } from "./orders.ts";

/** Length of an instant up to its minute. */
const MINUTE = 16;

export function ByHand(): JSX.Element {
  const doors = CHANNELS.map((channel) => board.value?.channels[channel]?.state ?? "").join(" ");
  const minute = board.value?.at.slice(0, MINUTE) ?? "";
  // Whoever closed or opened it: the doors of the board move, and then it is worth asking why. An order about a
  // door that is shut anyway moves none, so it is asked every minute besides.
  useEffect(() => { if (door.value === "inside") void readOrders(); }, [doors, minute, door.value]);
  const orders = state.value?.manual ?? [];
  const inForce = [...new Set(CHANNELS.map((channel) => orderOf(channel, orders)))].filter((one) => one !== null);
  const said = inForce.map((order) => headline(order)).join(" ");
  useEffect(() => { if (said !== "") announce(said); }, [said]);
  return <div>{inForce.map((order) => <Banner key={`${order.channel} ${order.since}`} order={order} />)}</div>;
}

function Banner({ order }: { order: Order }): JSX.Element {
  const { board: t } = staffTexts();
  const asking = useSignal(false);
  const closed = order.order === "close";
  const ending = closed ? "reopen" : "follow";
  const who = order.author;
  const since = order.since ? moment(order.since) : null;
  return (
    <section class="by-hand" aria-label={t.byHand.heading} data-closed={closed}>
      <div>
        <p><strong>{headline(order)}</strong> {order.until ? t.byHand.until(moment(order.until)) : t.byHand.unending}</p>
        <p class="small">
          {who && since ? t.byHand.by(who, since) : since ? t.byHand.since(since) : null}
          {closed ? <> <q class="wrap">{named(order.reason)}</q></> : null}
        </p>
      </div>
      <button type="button" class="ds-button" data-variant="secondary" onClick={() => { asking.value = true; }}>{t.orders[ending].submit}</button>
      {asking.value ? <OrderDialog kind={ending} channel={order.channel} onClose={() => { asking.value = false; }} /> : null}
    </section>
  );
}

function headline({ order, channel }: Order): string {
  const { byHand } = staffTexts().board;
  return (order === "close" ? byHand.closed : byHand.open)[channel ?? "all"];
}

/** The clock alone on the same day, else in full. */
function moment(instant: string): string {
  const { dates } = texts();
  const today = osloDate(Date.parse(instant)) === osloDate(deskNow());
  return today ? clockTime(instant, dates) : fullTime(instant, dates);
}
