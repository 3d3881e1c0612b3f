// Ready, break or off, for which channels, until when, and how many seats are held.
import type { JSX } from "preact";
import { clockTime, whenOpens } from "../shared/dates.ts";
import { deskNow } from "../shared/now.ts";
import type { Channel, Presence } from "../shared/protocol.ts";
import { texts } from "../shared/texts/catalogue.ts";
import { staffTexts } from "../shared/texts/staff.ts";
import { chooseChannel, setPresence, wish } from "./actions.ts";
import { LastOffers } from "./LastOffers.tsx";
import { desk } from "./model.ts";
import { nextShift, shiftsShown } from "./my_shifts.ts";

const STATES: readonly Presence[] = ["ready", "break", "off"];
const DAY = 86_400_000;
const CHANNELS: readonly Channel[] = ["chat", "phone"];

export function PresenceSwitch(): JSX.Element | null {
  const { presence: t } = staffTexts();
  const at = desk.value;
  const now = at?.presence.value;
  if (!at || !now) return null;
  /** What was wished last; once the desk has answered, what the desk has: what was refused does not stay chosen. */
  const chosen = wish.value ?? now;
  const until = now.on_shift_until;
  return (
    <section class="presence">
      <fieldset class="switch">
        <legend class="ds-sr-only">{t.label}</legend>
        {STATES.map((state) => (
          <label key={state} data-state={state}>
            <input type="radio" name="presence" value={state} checked={chosen.state === state} onChange={() => void setPresence(state)} />
            <span>{t[state]}</span>
          </label>
        ))}
      </fieldset>
      <p class="small quiet number">
        {shiftWords(until)}
        {" · "}{t.seats(at.load.value.chat, at.capacity.value.chat)}
      </p>
      <button type="button" class="plain-button small own-shifts" onClick={() => { shiftsShown.value = true; }}>{t.myShifts}</button>
      <LastOffers />
      {now.reason ? <p class="small" role="status">{reasonWords(now.reason)}</p> : null}
      <fieldset class="channels small">
        <legend class="ds-sr-only">{t.channels}</legend>
        {CHANNELS.map((channel) => (
          <label key={channel} class="check">
            <input type="checkbox" checked={chosen.channels.includes(channel)} value={channel} onChange={(event) => { if (!chooseChannel(channel, event.currentTarget.checked)) event.currentTarget.checked = true; }} /> {t[channel]}
          </label>
        ))}
      </fieldset>
    </section>
  );
}

/** A shift that ends today has its hour; the demo's never ends. Off shift: when the next one is, where it is known. */
function shiftWords(until: string | null): string {
  const { presence: t } = staffTexts();
  if (until === null) {
    const next = nextShift();
    return next ? t.nextShift(whenOpens(next.starts_at, deskNow(), texts().dates)) : t.noShift;
  }
  return Date.parse(until) - deskNow() < DAY ? t.shiftUntil(clockTime(until, texts().dates)) : t.onShift;
}

function reasonWords(reason: string): string {
  const { changed } = staffTexts().presence;
  return reason in changed ? changed[reason as keyof typeof changed] : changed.other;
}
