// What holds now for each channel and by which rule, and what somebody should look at.
import type { JSX } from "preact";
import { clockTime, osloDate, whenOpens } from "../shared/dates.ts";
import { deskNow } from "../shared/now.ts";
import { texts } from "../shared/texts/catalogue.ts";
import { hoursTexts } from "../shared/texts/hours.ts";
import { state } from "../board/orders.ts";
import type { ChannelHours } from "../board/orders.ts";
import type { Hours } from "./document.ts";
import { Warnings } from "./Warnings.tsx";
import { channel, rule } from "./words.ts";

export function Holds({ hours }: { hours: Hours }): JSX.Element {
  const { now: t } = hoursTexts();
  const warnings = hours.warnings ?? [];
  const channels = state.value?.channels ?? hours.channels;
  return (
    <section class="card" aria-labelledby="holds">
      <h2 id="holds">{t.heading}</h2>
      <dl class="holds">
        {(["chat", "phone"] as const).map((one) => (
          <div key={one}>
            <dt>{channel(one)}</dt>
            <dd><span class="dot" data-tone={channels[one].open ? "good" : "off"} aria-hidden="true" /> <strong>{words(channels[one])}</strong> <span class="quiet small">{t.because(rule(channels[one]))}</span></dd>
          </div>
        ))}
      </dl>
      {warnings.length === 0 ? <p class="quiet small">{t.noWarnings}</p> : <Warnings warnings={warnings} />}
    </section>
  );
}

function words(of: ChannelHours): string {
  const { now: t } = hoursTexts();
  const { dates } = texts();
  const when = (instant: string): string => whenOpens(instant, deskNow(), dates);
  const isToday = of.closes_at !== null && osloDate(Date.parse(of.closes_at)) === osloDate(deskNow());
  if (of.open) return of.closes_at ? t.open(isToday ? clockTime(of.closes_at, dates) : when(of.closes_at)) : t.openAlways;
  return of.opens_at ? t.closed(when(of.opens_at)) : t.closedAlways;
}
