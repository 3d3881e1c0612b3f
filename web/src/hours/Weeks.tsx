// The ordinary weeks, each with the dates it is valid for.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { osloDate } from "../shared/dates.ts";
import { deskNow } from "../shared/now.ts";
import { hoursTexts } from "../shared/texts/hours.ts";
import { plusDays, weekdayOf } from "./days.ts";
import type { Rules, WeeklyRule } from "./document.ts";
import { withoutRule, withRule, withWeek } from "./draft.ts";
import { ChannelField, DateField, Tick } from "./Fields.tsx";
import { edit, problems } from "./model.ts";
import { contradicted } from "./problems.ts";
import { RuleCard } from "./RuleCard.tsx";
import { Trouble } from "./Trouble.tsx";
import { WeekEditor } from "./WeekEditor.tsx";
import { channel, validity, week } from "./words.ts";

export function Weeks({ rules }: { rules: Rules }): JSX.Element {
  const { weeks: t } = hoursTexts();
  const fresh = useSignal<string | null>(null);
  const add = (): void => {
    const next = withWeek(rules, nextMonday());
    fresh.value = next.weekly_rules.at(-1)?.id ?? null;
    edit(next);
  };
  return (
    <section class="card" aria-labelledby="weeks">
      <h2 id="weeks" tabIndex={-1}>{t.heading}</h2>
      <p class="quiet small">{t.hint}</p>
      {rules.weekly_rules.length === 0 ? <p>{t.none}</p> : null}
      <Trouble path="weekly_rules" exactly />
      {rules.weekly_rules.map((rule, place) => <WeekRule key={rule.id + place} rules={rules} rule={rule} place={place} fresh={fresh.value === rule.id} />)}
      <button type="button" class="ds-button" data-variant="secondary" onClick={add}>{t.add}</button>
    </section>
  );
}

function WeekRule({ rules, rule, place, fresh }: { rules: Rules; rule: WeeklyRule; place: number; fresh: boolean }): JSX.Element {
  const { weeks: t } = hoursTexts();
  const path = `weekly_rules.${place}`;
  const set = (fields: Partial<WeeklyRule>): void => edit(withRule(rules, "weekly_rules", place, fields));
  const title = t.title(place + 1, rules.weekly_rules.length);
  return (
    <RuleCard path={path} title={title} tag={t.states[stateOf(rule)]} fresh={fresh} section="weeks" onRemove={() => edit(withoutRule(rules, "weekly_rules", place))}
      lines={[week(rule.weekly), [channel(rule.channel), validity(rule.valid_from, rule.valid_to), ...(rule.on_holidays ? [t.onHolidays.toLowerCase()] : [])].join(" · ")]}>
      <Contradiction rules={rules} rule={rule} path={path} />
      <div class="row">
        <DateField path={`${path}.valid_from`} label={t.from} hint={t.fromHint} value={rule.valid_from ?? ""} onChange={(date) => set({ valid_from: date || null })} />
        <DateField path={`${path}.valid_to`} label={t.to} hint={t.toHint} value={rule.valid_to ?? ""} onChange={(date) => set({ valid_to: date || null })} />
        <ChannelField path={`${path}.channel`} value={rule.channel} onChange={(chosen) => set({ channel: chosen })} />
      </div>
      <div class="row">
        <Tick label={t.enabled} value={rule.enabled} onChange={(enabled) => set({ enabled })} />
        <Tick label={t.onHolidays} value={rule.on_holidays} onChange={(on_holidays) => set({ on_holidays })} />
      </div>
      <WeekEditor path={`${path}.weekly`} week={rule.weekly} onChange={(weekly) => set({ weekly })} />
    </RuleCard>
  );
}

/** Two weeks for the same dates: said where it is, with the way out that is nearly always meant. */
function Contradiction({ rules, rule, path }: { rules: Rules; rule: WeeklyRule; path: string }): JSX.Element | null {
  const { problems: t } = hoursTexts();
  const other = contradicted(problems.value[path] ?? "");
  const from = rule.valid_from;
  if (problems.value[path] === undefined) return null;
  return (
    <div>
      <Trouble path={path} exactly />
      {other !== null && from !== null ? (
        <button type="button" class="ds-button" data-size="sm" data-variant="secondary" onClick={() => edit(withRule(rules, "weekly_rules", other, { valid_to: plusDays(from, -1) }))}>{t.endFormer(other + 1)}</button>
      ) : null}
    </div>
  );
}

function stateOf({ enabled, valid_from, valid_to }: WeeklyRule): "now" | "coming" | "over" | "off" {
  const today = osloDate(deskNow());
  if (!enabled) return "off";
  if (valid_from !== null && valid_from > today) return "coming";
  return valid_to !== null && valid_to < today ? "over" : "now";
}

function nextMonday(): string {
  const today = osloDate(deskNow());
  return plusDays(today, 8 - Number(weekdayOf(today)));
}
