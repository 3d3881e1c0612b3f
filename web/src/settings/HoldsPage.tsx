// What is held back from being erased, why and until when: a coordinator ends it, or gives it another end.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import "../hours/hours.css";
import { Skeleton } from "../board/Skeleton.tsx";
import { deskNow } from "../shared/now.ts";
import { announce } from "../shared/parts/Announce.tsx";
import { Confirm } from "../shared/parts/Confirm.tsx";
import { deskTexts } from "../shared/texts/desk.ts";
import { staffTexts } from "../shared/texts/staff.ts";
import { useFound } from "./found.ts";
import { History } from "./History.tsx";
import { HoldDialog } from "./HoldDialog.tsx";
import { daysLeft, endHold, getHolds, goesOn, type Held } from "./holds.ts";
import { Refused } from "./Refused.tsx";
import { useSaving } from "./saving.ts";
import "./settings.css";
import { Unread } from "./Unread.tsx";
import { when } from "./when.ts";

/** Counsellors set holds, and holds end, while somebody looks. */
const LOOK_EVERY = 30_000;

export function HoldsPage(): JSX.Element {
  const t = deskTexts();
  const found = useFound(getHolds, { every: LOOK_EVERY });
  const saving = useSaving();
  const ending = useSignal<Held | null>(null);
  const moving = useSignal<Held | null>(null);
  if (found.value === null) return found.failed ? <Unread of={found} /> : <Skeleton />;
  const { holds, most_days } = found.value;
  const end = async (held: Held): Promise<void> => {
    ending.value = null;
    const isEnded = await saving.run(() => endHold(held.contact_id));
    await found.again();
    if (!isEnded) return;
    announce(t.holds.ended);
    // The row that was pressed is gone.
    document.getElementById("held")?.focus();
  };
  return (
    <div class="settings">
      <Unread of={found} />
      <section class="card" aria-labelledby="held">
        <h2 id="held" tabIndex={-1}>{t.holds.heading(holds.length)}</h2>
        <p class="quiet">{t.holds.hint(most_days)}</p>
        <Refused refusal={saving.refusal} shown={[]} />
        {holds.length === 0 ? <p>{t.holds.none}</p> : null}
        <ul class="held">{holds.map((held) => <Item key={held.contact_id} held={held} onEnd={() => { ending.value = held; }} onMove={() => { moving.value = held; }} />)}</ul>
      </section>
      <History about="holds" after={found.value} />
      {ending.value ? <Confirm question={t.holds.sureEnd} yes={t.holds.yesEnd} no={t.holds.noEnd} danger onYes={() => void end(ending.value as Held)} onNo={() => { ending.value = null; }} /> : null}
      {moving.value ? <HoldDialog held={moving.value} mostDays={most_days} onClose={() => { moving.value = null; }} onSaved={() => void found.again()} /> : null}
    </div>
  );
}

function Item({ held, onEnd, onMove }: { held: Held; onEnd: () => void; onMove: () => void }): JSX.Element {
  const t = deskTexts();
  const { channel, languages } = staffTexts();
  const arrived = when(held.arrived_at);
  return (
    <li>
      <div class="item-head">
        <h3>{t.holds.contact(channel[held.channel], arrived)}</h3>
        <span class="tag-small">{languages[held.language]}</span>
        {held.flagged ? <span class="tag-small changed">{t.holds.flagged}</span> : null}
        {goesOn(held) ? <span class="tag-small">{t.holds.goesOn}</span> : null}
      </div>
      <dl class="facts">
        <div><dt>{t.holds.why}</dt><dd class="wrap" dir="auto">{held.reason}</dd></div>
        <div><dt>{t.holds.until}</dt><dd class="number">{when(held.until)} <span class="quiet small">{t.holds.left(daysLeft(held.until, deskNow()))}</span></dd></div>
        <div><dt>{t.holds.by}</dt><dd class="number">{held.by.name ?? t.holds.nobody}, {when(held.at)}</dd></div>
        <div><dt>{t.holds.id}</dt><dd><code class="wrap">{held.contact_id}</code></dd></div>
      </dl>
      <div class="row">
        <button type="button" class="ds-button" data-size="sm" data-variant="secondary" aria-label={t.holds.moveNamed(arrived)} onClick={onMove}>{t.holds.move}</button>
        <button type="button" class="ds-button" data-size="sm" data-color="danger" data-variant="secondary" aria-label={t.holds.endNamed(arrived)} onClick={onEnd}>{t.holds.end}</button>
      </div>
    </li>
  );
}
