// What needs a hand now, since when, and what to do.
import type { JSX } from "preact";
import { clockTime } from "../shared/dates.ts";
import type { Alert } from "../shared/protocol.ts";
import { texts } from "../shared/texts/catalogue.ts";
import { staffTexts } from "../shared/texts/staff.ts";

export function Alerts({ alerts }: { alerts: Alert[] }): JSX.Element {
  const { board: t } = staffTexts();
  return (
    <section class="card" aria-labelledby="alerts">
      <h2 id="alerts">{t.alerts}</h2>
      <div role="status">
        {alerts.length === 0 ? <p class="quiet">{t.noAlerts}</p> : null}
        <ul class="alerts">
          {alerts.map((alert) => (
            <li key={alert.code}>
              <span class="dot" data-tone="slow" aria-hidden="true" />
              <span>{words(alert.code)} <span class="quiet small number">{t.alertSince(clockTime(alert.since, texts().dates))}</span></span>
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}

function words(code: string): string {
  const { alertTexts } = staffTexts().board;
  return code in alertTexts ? alertTexts[code as keyof typeof alertTexts] : code;
}
