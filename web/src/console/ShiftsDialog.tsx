// My shifts of the next weeks, and a calendar that follows them on my own phone.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { clockTime, fullTime, whenOpens } from "../shared/dates.ts";
import { deskNow } from "../shared/now.ts";
import { useModal } from "../shared/parts/modal.ts";
import { texts } from "../shared/texts/catalogue.ts";
import { staffTexts } from "../shared/texts/staff.ts";
import { desk } from "./model.ts";
import { feeds, loadFeeds, loadShifts, makeFeed, type MyShift, myShifts, revokeFeed, shiftsShown } from "./my_shifts.ts";

const DAY = 86_400_000;
const SHOWN = 12;

export function ShiftsDialog(): JSX.Element | null {
  return shiftsShown.value ? <Shown /> : null;
}

function Shown(): JSX.Element {
  const { shifts: t } = staffTexts();
  const dialog = useRef<HTMLDialogElement>(null);
  const failed = useSignal(false);
  useModal(dialog);
  const read = (): void => {
    failed.value = false;
    const me = desk.value?.me.value?.counsellor_id;
    if (me) Promise.all([loadShifts(me), loadFeeds()]).catch(() => { failed.value = true; });
  };
  useEffect(read, []);
  const close = (): void => { shiftsShown.value = false; };
  return (
    <dialog class="confirm my-shifts" ref={dialog} aria-labelledby="my-shifts" onCancel={(event) => { event.preventDefault(); close(); }}>
      <h2 class="heading" id="my-shifts">{t.heading}</h2>
      {failed.value ? <div class="problem" role="alert"><p>{t.failed}</p><button type="button" class="plain-button" onClick={read}>{t.again}</button></div> : null}
      <List />
      <h3>{t.calendar}</h3>
      <Calendar onFailed={() => { failed.value = true; }} />
      <div class="row"><button type="button" class="ds-button" data-variant="secondary" onClick={close}>{t.close}</button></div>
    </dialog>
  );
}

function List(): JSX.Element {
  const { shifts: t } = staffTexts();
  const all = myShifts.value;
  if (all === null) return <div class="skeleton" aria-hidden="true"><span /><span /><span /></div>;
  if (all.length === 0) return <p class="quiet">{t.none}</p>;
  return <ul class="shift-list number">{all.slice(0, SHOWN).map((shift) => <li key={shift.shift_id}><strong>{dayOf(shift)}</strong><span>{hoursOf(shift)}</span><span class="quiet small">{channelsOf(shift)}</span></li>)}</ul>;
}

/** An address is told once; whoever has it can read these shifts and nothing else. */
function Calendar({ onFailed }: { onFailed: () => void }): JSX.Element {
  const { shifts: t } = staffTexts();
  const address = useSignal<string | null>(null);
  const copied = useSignal(false);
  const field = useRef<HTMLInputElement>(null);
  const make = (): void => { makeFeed().then((url) => { address.value = url; copied.value = false; }, onFailed); };
  const copy = async (): Promise<void> => {
    field.current?.select();
    await navigator.clipboard?.writeText(address.value ?? "").then(() => { copied.value = true; }, () => undefined);
  };
  return (
    <>
      <p class="small">{t.calendarAbout}</p>
      {address.value ? (
        <div class="feed-address">
          <label class="ds-label" for="feed-address">{t.address}</label>
          <input id="feed-address" class="ds-input" type="text" readOnly value={address.value} ref={field} onFocus={(event) => event.currentTarget.select()} />
          <button type="button" class="ds-button" onClick={() => void copy()}>{copied.value ? t.copied : t.copy}</button>
          <p class="small quiet" role="status">{t.once}</p>
        </div>
      ) : <button type="button" class="ds-button" data-variant="secondary" onClick={make}>{t.subscribe}</button>}
      {feeds.value.length > 0 ? (
        <ul class="feeds small">
          {feeds.value.map((feed) => (
            <li key={feed.feed_id}>
              <span>{t.made(fullTime(feed.created_at, texts().dates))}</span>
              <button type="button" class="plain-button small" onClick={() => { address.value = null; revokeFeed(feed.feed_id).catch(onFailed); }}>{t.revoke}<span class="ds-sr-only"> {fullTime(feed.created_at, texts().dates)}</span></button>
            </li>
          ))}
        </ul>
      ) : null}
    </>
  );
}

function dayOf(shift: MyShift): string {
  const { shifts: t } = staffTexts();
  return Date.parse(shift.starts_at) <= deskNow() ? t.now : whenOpens(shift.starts_at, deskNow(), texts().dates);
}

/** «til kl. 20.00»; a shift without an end in sight, as in a demo, has none. */
function hoursOf(shift: MyShift): string {
  const { shifts: t } = staffTexts();
  return Date.parse(shift.ends_at) - Date.parse(shift.starts_at) > DAY ? t.untilFurther : t.until(clockTime(shift.ends_at, texts().dates));
}

function channelsOf(shift: MyShift): string {
  const { channel } = staffTexts();
  return shift.channels.map((one) => channel[one]).join(", ");
}
