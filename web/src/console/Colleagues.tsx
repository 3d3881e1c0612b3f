// Who else is on shift: name, state in words beside a dot, free seats, and until when; and how old that is when it is.
import type { JSX } from "preact";
import { clockTime } from "../shared/dates.ts";
import { deskNow, second } from "../shared/now.ts";
import { texts } from "../shared/texts/catalogue.ts";
import { staffTexts } from "../shared/texts/staff.ts";
import { writingTexts } from "../shared/texts/writing.ts";
import { type Colleague, colleagues, colleaguesAt, freeChats, lists } from "./lists.ts";
import { desk } from "./model.ts";

const ORDER = ["ready", "break", "off"];
const TONES = { ready: "good", break: "slow", off: "off" } as const;
const DAY = 86_400_000;
/** They are read every 20 s; what is older than this says so. */
const OLD = 60_000;

export function Colleagues(): JSX.Element {
  const { rail } = staffTexts();
  const others = colleagues.value.filter((one) => one.counsellor_id !== desk.value?.me.value?.counsellor_id && one.on_shift_until !== null)
    .sort((a, b) => ORDER.indexOf(a.presence) - ORDER.indexOf(b.presence) || a.name.localeCompare(b.name));
  const here = others.filter((one) => one.presence !== "off");
  const off = others.length - here.length;
  const at = colleaguesAt.value;
  const old = at !== null && second.value - at > OLD;
  return (
    <section aria-labelledby="colleagues" data-stale={old}>
      <h2 id="colleagues">{rail.colleagues}</h2>
      {at === null ? <div class="skeleton" aria-hidden="true"><span /><span /></div> : null}
      {at !== null && others.length === 0 ? <p class="quiet small">{rail.colleaguesNone}</p> : null}
      <ul class="people small">
        {here.map((one) => <Person key={one.counsellor_id} colleague={one} />)}
      </ul>
      {off > 0 ? <p class="small quiet number">{rail.off(off)}</p> : null}
      {old ? <p class="small quiet number">{writingTexts().colleagues.stale(clockTime(at, texts().dates))}</p> : null}
    </section>
  );
}

function Person({ colleague }: { colleague: Colleague }): JSX.Element {
  const { rail, channel } = staffTexts();
  const free = freeChats(colleague);
  const centre = lists.value?.centres.find((one) => one.code === colleague.centre)?.name;
  const phoneOnly = colleague.channels.length === 1 && colleague.channels[0] === "phone";
  const seats = phoneOnly ? channel.phone : free > 0 ? rail.free(free) : rail.occupied;
  return (
    <li>
      <span class="dot" data-tone={TONES[colleague.presence]} aria-hidden="true" />
      <span class="person"><span>{colleague.name}</span> <span class="quiet">{[centre, untilWords(colleague)].filter(Boolean).join(" · ")}</span></span>
      <span class="quiet number">{colleague.presence === "ready" ? seats : rail.states[colleague.presence]}</span>
    </li>
  );
}

/** The end of her shift where it is today; the demo's shifts end never. */
function untilWords({ on_shift_until: until }: Colleague): string | null {
  if (until === null || Date.parse(until) - deskNow() > DAY) return null;
  return writingTexts().colleagues.until(clockTime(until, texts().dates));
}
