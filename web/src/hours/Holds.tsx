// What holds now for each channel and by which rule, and what somebody should look at.
import type { JSX } from "preact";
import { clockTime, osloDate, whenOpens } from "../shared/dates.ts";
import { deskNow } from "../shared/now.ts";
import { texts } from "../shared/texts/catalogue.ts";
import { hoursTexts } from "../shared/texts/hours.ts";
import { named } from "../shared/texts/staff.ts";
import { state } from "../board/orders.ts";
import type { ChannelHours } from "../board/orders.ts";
import type { Hours, Warning } from "./document.ts";
import { channel, rule } from "./words.ts";

export function Holds({ hours }: { hours: Hours }): JSX.Element {
  const { now: t } = hoursTexts();
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
      <Warnings warnings={hours.warnings ?? []} />
    </section>
  );
}

function Warnings({ warnings }: { warnings: readonly Warning[] }): JSX.Element {
  const { now: t, advice } = hoursTexts();
  if (warnings.length === 0) return <p class="quiet small">{t.noWarnings}</p>;
  return (
    <div class="warnings">
      <h3>{t.warnings}</h3>
      <ul class="alerts">
        {warnings.map((one) => (
          <li key={one.code + named(one.text)}>
            <span class="dot" data-tone="slow" aria-hidden="true" />
            <span>{named(one.text)} {one.code in advice ? <span class="quiet">{advice[one.code as keyof typeof advice]}</span> : null}</span>
          </li>
        ))}
      </ul>
    </div>
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
