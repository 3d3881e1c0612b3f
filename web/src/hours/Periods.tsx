// Other weeks for a time: summer hours, the days around Christmas.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { osloDate } from "../shared/dates.ts";
import { deskNow } from "../shared/now.ts";
import { languageName } from "../shared/texts/catalogue.ts";
import { hoursTexts } from "../shared/texts/hours.ts";
import { plusDays } from "./days.ts";
import type { PeriodRule, Rules } from "./document.ts";
import { withoutRule, withPeriod, withRule } from "./draft.ts";
import { ChannelField, DateField, TextField, Tick } from "./Fields.tsx";
import { edit } from "./model.ts";
import { RuleCard } from "./RuleCard.tsx";
import { Trouble } from "./Trouble.tsx";
import { WeekEditor } from "./WeekEditor.tsx";
import { channel, label, shortDate, week } from "./words.ts";

const LANGUAGES = ["nb", "nn", "en"] as const;

export function Periods({ rules }: { rules: Rules }): JSX.Element {
  const { periods: t } = hoursTexts();
  const fresh = useSignal<string | null>(null);
  const add = (): void => {
    const today = osloDate(deskNow());
    const next = withPeriod(rules, plusDays(today, 7), plusDays(today, 13));
    fresh.value = next.period_rules.at(-1)?.id ?? null;
    edit(next);
  };
  return (
    <section class="card" aria-labelledby="periods">
      <h2 id="periods" tabIndex={-1}>{t.heading}</h2>
      <p class="quiet small">{t.hint}</p>
      {rules.period_rules.length === 0 ? <p class="quiet">{t.none}</p> : null}
      <Trouble path="period_rules" exactly />
      {rules.period_rules.map((rule, place) => <Period key={rule.id + place} rules={rules} rule={rule} place={place} fresh={fresh.value === rule.id} />)}
      <button type="button" class="ds-button" data-variant="secondary" onClick={add}>{t.add}</button>
    </section>
  );
}

function Period({ rules, rule, place, fresh }: { rules: Rules; rule: PeriodRule; place: number; fresh: boolean }): JSX.Element {
  const { periods: t, weeks } = hoursTexts();
  const path = `period_rules.${place}`;
  const set = (fields: Partial<PeriodRule>): void => edit(withRule(rules, "period_rules", place, fields));
  const dates = rule.frm && rule.to ? `${shortDate(rule.frm)} – ${shortDate(rule.to)}` : "";
  return (
    <RuleCard path={path} title={label(rule) || t.unnamed} tag={null} fresh={fresh} section="periods" onRemove={() => edit(withoutRule(rules, "period_rules", place))}
      lines={[week(rule.weekly), [dates, channel(rule.channel)].join(" · ")]}>
      <div class="row">
        {LANGUAGES.map((code) => <TextField key={code} path={`${path}.label_${code}`} lang={code} label={t.label(languageName(code))} value={rule[`label_${code}`] ?? ""} onChange={(words) => set({ [`label_${code}`]: words })} />)}
      </div>
      <p class="quiet small">{t.labelHint}</p>
      <div class="row">
        <DateField path={`${path}.frm`} label={t.from} value={rule.frm} onChange={(frm) => set({ frm })} />
        <DateField path={`${path}.to`} label={t.to} value={rule.to} onChange={(to) => set({ to })} />
        <ChannelField path={`${path}.channel`} value={rule.channel} onChange={(chosen) => set({ channel: chosen })} />
      </div>
      <Tick label={weeks.onHolidays} value={rule.on_holidays} onChange={(on_holidays) => set({ on_holidays })} />
      <WeekEditor path={`${path}.weekly`} week={rule.weekly} onChange={(weekly) => set({ weekly })} />
    </RuleCard>
  );
}
