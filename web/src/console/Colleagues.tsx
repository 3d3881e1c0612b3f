// Who else is on shift: name, state in words beside a dot, free seats.
import type { JSX } from "preact";
import { staffTexts } from "../shared/texts/staff.ts";
import { type Colleague, colleagues, freeChats } from "./lists.ts";
import { desk } from "./model.ts";

const ORDER = ["ready", "break", "off"];
const TONES = { ready: "good", break: "slow", off: "off" } as const;

export function Colleagues(): JSX.Element {
  const { rail } = staffTexts();
  const others = colleagues.value.filter((colleague) => colleague.counsellor_id !== desk.value?.me.value?.counsellor_id
    && (colleague.on_shift_until !== null || colleague.presence !== "off"))
    .sort((a, b) => ORDER.indexOf(a.presence) - ORDER.indexOf(b.presence));
  const here = others.filter((colleague) => colleague.presence !== "off");
  const off = others.length - here.length;
  return (
    <section aria-labelledby="colleagues">
      <h2 id="colleagues">{rail.colleagues}</h2>
      {others.length === 0 ? <p class="quiet small">{rail.colleaguesNone}</p> : null}
      <ul class="people small">
        {here.map((colleague) => <Person key={colleague.counsellor_id} colleague={colleague} />)}
      </ul>
      {off > 0 ? <p class="small quiet number">{rail.off(off)}</p> : null}
    </section>
  );
}

function Person({ colleague }: { colleague: Colleague }): JSX.Element {
  const { rail } = staffTexts();
  const free = freeChats(colleague);
  return (
    <li>
      <span class="dot" data-tone={TONES[colleague.presence]} aria-hidden="true" />
      <span>{colleague.name}</span>
      <span class="quiet number">{colleague.presence === "ready" ? (free > 0 ? rail.free(free) : rail.occupied) : rail.states[colleague.presence]}</span>
    </li>
  );
}
