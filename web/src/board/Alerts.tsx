// What needs a hand now, since when, by which rule, and what to do; and all the rules that are watched.
import type { JSX } from "preact";
import type { Board } from "../shared/protocol.ts";
import { staffTexts } from "../shared/texts/staff.ts";
import { watchTexts } from "../shared/texts/watch.ts";
import { amount, rulesOf, ruleWords, tell, type Told } from "./alerts.ts";

export function Alerts({ board }: { board: Board }): JSX.Element {
  const { board: t } = staffTexts();
  const told = board.alerts.map((one) => tell(one, board));
  return (
    <section class="card" aria-labelledby="alerts">
      <h2 id="alerts">{t.alerts}</h2>
      <p class="ds-sr-only" role="status">{told.length === 0 ? t.noAlerts : told.map((one) => one.name).join(". ")}</p>
      {told.length === 0 ? <p class="quiet" aria-hidden="true">{t.noAlerts}</p> : null}
      <ul class="alerts">{told.map((one) => <AlertItem key={one.code} told={one} />)}</ul>
      <Rules board={board} />
    </section>
  );
}

export function AlertItem({ told }: { told: Told }): JSX.Element {
  return (
    <li>
      <span class="dot" data-tone="slow" aria-hidden="true" />
      <div>
        <p class="what">{told.name} <span class="quiet small number">{told.since}</span></p>
        <p class="todo">{told.todo}</p>
        <p class="quiet small number by-rule">{told.rule}{told.measured ? ` (${told.measured})` : ""}</p>
      </div>
    </li>
  );
}

function Rules({ board }: { board: Board }): JSX.Element | null {
  const t = watchTexts();
  const rules = rulesOf(board).flatMap((rule) => {
    const words = ruleWords(rule);
    return words ? [{ ...words, code: rule.code, now: rule.value === null ? null : t.measured(amount(rule.figure, rule.value)) }] : [];
  });
  if (rules.length === 0) return null;
  return (
    <details class="definitions small">
      <summary>{t.rules}</summary>
      <dl>{rules.map((one) => <div key={one.code}><dt>{one.name}</dt><dd class="number">{one.limit}{one.now ? <span class="quiet"> ({one.now})</span> : null}</dd></div>)}</dl>
      <p><a class="ds-link" href="#policy">{t.limits}</a></p>
    </details>
  );
}
