// «Hvorfor meg?»: each time a conversation was offered, why it went to whom, fetched when somebody asks.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { clockTime } from "../shared/dates.ts";
import { type Decision, decisionsOf, leftOut } from "../shared/decisions.ts";
import { texts } from "../shared/texts/catalogue.ts";
import { named, staffTexts } from "../shared/texts/staff.ts";

export function WhyMe({ contactId }: { contactId: string }): JSX.Element {
  const { wrapUp: t } = staffTexts();
  const found = useSignal<Decision[] | "failed" | null>(null);
  const ask = async (open: boolean): Promise<void> => {
    if (open) found.value = await decisionsOf(contactId).catch(() => "failed" as const);
  };
  return (
    <details class="why-me" onToggle={(event) => void ask(event.currentTarget.open)}>
      <summary>{t.whyMe}</summary>
      <div role="status">
        {found.value === "failed" ? <p class="problem">{t.whyMeFailed}</p> : null}
        {Array.isArray(found.value) && found.value.length === 0 ? <p class="quiet">{t.whyMeNone}</p> : null}
        {Array.isArray(found.value) ? <ol>{found.value.map((one) => <Told key={one.at} decision={one} />)}</ol> : null}
      </div>
    </details>
  );
}

function Told({ decision }: { decision: Decision }): JSX.Element {
  const { wrapUp: t } = staffTexts();
  const others = leftOut(decision);
  return (
    <li>
      <p class="number">{clockTime(decision.at, texts().dates)} · {decision.counsellor}</p>
      <p>{named(decision.words)}</p>
      <p class="quiet">{t.whyMeOthers(decision.considered)} {others ? t.whyMeLeftOut(named(others)) : null}</p>
    </li>
  );
}
