// The last offers, and why each went to whom: fetched when somebody looks, with nothing about a citizen.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { clockTime } from "../shared/dates.ts";
import { type Decision, latestDecisions, leftOut } from "../shared/decisions.ts";
import { texts } from "../shared/texts/catalogue.ts";
import { named, staffTexts } from "../shared/texts/staff.ts";

const MOST = 10;

export function Decisions(): JSX.Element {
  const { decisions: t } = staffTexts().board;
  const found = useSignal<Decision[] | "failed" | null>(null);
  const fetchThem = async (): Promise<void> => {
    found.value = await latestDecisions(MOST).catch(() => "failed" as const);
  };
  const known = Array.isArray(found.value) ? found.value : [];
  return (
    <details class="card decisions" onToggle={(event) => { if (event.currentTarget.open) void fetchThem(); }}>
      <summary>{t.heading}</summary>
      <p class="quiet small">{t.hint} <button type="button" class="plain-button" onClick={() => void fetchThem()}>{t.again}</button></p>
      <div role="status">
        {found.value === "failed" ? <p class="problem">{t.failed}</p> : null}
        {Array.isArray(found.value) && known.length === 0 ? <p class="quiet">{t.none}</p> : null}
      </div>
      <ol>{known.map((one) => <Told key={`${one.at}${one.counsellor}`} decision={one} />)}</ol>
    </details>
  );
}

function Told({ decision }: { decision: Decision }): JSX.Element {
  const { decisions: t } = staffTexts().board;
  const others = leftOut(decision);
  return (
    <li>
      <p><span class="number">{clockTime(decision.at, texts().dates)}</span> · <strong>{decision.counsellor}</strong> · {t.outcomes[decision.outcome ?? "open"]}</p>
      <p class="small">{named(decision.words)}</p>
      {others ? <p class="quiet small">{t.leftOut(named(others))}</p> : null}
    </li>
  );
}
