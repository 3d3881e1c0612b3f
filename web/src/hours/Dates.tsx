// Single days: closures and extended days, those to come first. Adding and removing each show what comes of it.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { osloDate } from "../shared/dates.ts";
import { deskNow } from "../shared/now.ts";
import { hoursTexts } from "../shared/texts/hours.ts";
import { named } from "../shared/texts/staff.ts";
import type { Closure, DateRule, Hours, Rules } from "./document.ts";
import { withoutRule } from "./draft.ts";
import { ClosureDialog } from "./ClosureDialog.tsx";
import { edit } from "./model.ts";
import { RemovalDialog } from "./RemovalDialog.tsx";
import { Trouble } from "./Trouble.tsx";
import { channel, hours as hoursWords, label, longDate } from "./words.ts";

export function Dates({ stored, rules }: { stored: Hours; rules: Rules }): JSX.Element {
  const { dates: t } = hoursTexts();
  const adding = useSignal(false);
  const today = osloDate(deskNow());
  const coming = stored.closures.filter((one) => one.date >= today);
  const past = stored.closures.filter((one) => one.date < today);
  const fromRules = rules.date_rules.map((rule, place) => ({ rule, place })).filter(({ rule }) => rule.date >= today || rule.date === "");
  return (
    <section class="card" aria-labelledby="dates">
      <h2 id="dates" tabIndex={-1}>{t.heading}</h2>
      <p class="quiet small">{t.hint}</p>
      {coming.length + fromRules.length === 0 ? <p class="quiet">{t.none}</p> : null}
      <ul class="dates">
        {coming.map((one) => <Single key={one.closure_id} closure={one} />)}
        {fromRules.map(({ rule, place }) => <FromRules key={`${rule.date} ${place}`} rules={rules} rule={rule} place={place} />)}
      </ul>
      {past.length > 0 ? (
        <details class="definitions small">
          <summary>{t.past(past.length)}</summary>
          <ul class="dates">{past.toReversed().map((one) => <Single key={one.closure_id} closure={one} over />)}</ul>
        </details>
      ) : null}
      <button type="button" class="ds-button" data-variant="secondary" onClick={() => { adding.value = true; }}>{t.add}</button>
      {adding.value ? <ClosureDialog onClose={() => { adding.value = false; }} /> : null}
    </section>
  );
}

function Single({ closure, over = false }: { closure: Closure; over?: boolean }): JSX.Element {
  const { remove } = hoursTexts();
  const asking = useSignal(false);
  const date = longDate(closure.date);
  return (
    <li>
      <Words date={date} hours={hoursWords(closure.intervals)} channel={channel(closure.channel)} name={named(closure.label)} />
      {over ? null : <button type="button" class="plain-button small" aria-label={`${remove}: ${date}`} onClick={() => { asking.value = true; }}>{remove}</button>}
      {asking.value ? <RemovalDialog closure={closure} onClose={() => { asking.value = false; }} /> : null}
    </li>
  );
}

/** A date that stands among the rules, from a file: it is taken away with the rest of the draft. */
function FromRules({ rules, rule, place }: { rules: Rules; rule: DateRule; place: number }): JSX.Element {
  const { remove, dates: t } = hoursTexts();
  const date = longDate(rule.date);
  return (
    <li data-path={`date_rules.${place}`}>
      <Words date={date} hours={hoursWords(rule.intervals)} channel={channel(rule.channel)} name={label(rule)} tag={t.fromRules} />
      <button type="button" class="plain-button small" aria-label={`${remove}: ${date}`} onClick={() => { document.getElementById("dates")?.focus(); edit(withoutRule(rules, "date_rules", place)); }}>{remove}</button>
      <Trouble path={`date_rules.${place}`} />
    </li>
  );
}

function Words({ date, hours, channel: which, name, tag }: { date: string; hours: string; channel: string; name: string; tag?: string }): JSX.Element {
  return (
    <div>
      <p><strong>{date}</strong> {hours} {tag ? <span class="tag-small">{tag}</span> : null}</p>
      <p class="quiet small wrap">{[name, which].filter((words) => words !== "").join(" · ")}</p>
    </div>
  );
}
