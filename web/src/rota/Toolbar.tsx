// Which week it is, the way to others, and what can be done with a whole week.
import type { JSX } from "preact";
import { rotaTexts } from "../shared/texts/rota.ts";
import { attempt } from "./changes.ts";
import { usualTimes } from "./drag.ts";
import { asked, dates, goTo, opened, people, thisWeek, week } from "./model.ts";
import { exportWeek } from "./plans.ts";
import { plusWeeks, weekNumber } from "./week.ts";
import { dateWords } from "./words.ts";

export function Toolbar(): JSX.Element {
  const t = rotaTexts();
  const [monday, sunday] = [dates.value[0] ?? "", dates.value[6] ?? ""];
  return (
    <div class="rota-bar">
      <div class="week-switch">
        <button type="button" class="plain-button arrow" aria-label={t.previous} title={t.previous} onClick={() => goTo(plusWeeks(week.value, -1))}>‹</button>
        <h2 id="rota-week" aria-live="polite"><span class="number">{t.week(weekNumber(week.value))}</span> <span class="quiet number dates">{t.dates(dateWords(monday), `${dateWords(sunday)} ${sunday.slice(0, 4)}`)}</span></h2>
        <button type="button" class="plain-button arrow" aria-label={t.next} title={t.next} onClick={() => goTo(plusWeeks(week.value, 1))}>›</button>
        {week.value === thisWeek() ? null : <button type="button" class="plain-button small" onClick={() => goTo(thisWeek())}>{t.thisWeek}</button>}
      </div>
      <div class="rota-actions" role="group" aria-label={t.actions.label}>
        <button type="button" class="ds-button" disabled={people.value.length === 0} onClick={addOne}>{t.actions.add}</button>
        <button type="button" class="ds-button" data-variant="secondary" onClick={() => { asked.value = { kind: "copy", from: week.value, to: plusWeeks(week.value, 1) }; }}>{t.actions.copy}</button>
        <button type="button" class="ds-button" data-variant="secondary" onClick={() => { asked.value = { kind: "now" }; }}>{t.actions.now}</button>
        {/* What is in it takes the focus; leaving it, or Escape, shuts it. */}
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
        <details class="menu" onKeyDown={closeByKey} onFocusOut={closeBehind}>
          <summary class="plain-button">{t.actions.export} …</summary>
          <div class="menu-list">
            <button type="button" class="plain-button" onClick={(event) => save(event, "csv")}>{t.actions.csv}</button>
            <button type="button" class="plain-button" onClick={(event) => save(event, "ics")}>{t.actions.ics}</button>
            <button type="button" class="plain-button" onClick={(event) => { shut(event.currentTarget); print(); }}>{t.actions.print}</button>
          </div>
        </details>
        <button type="button" class="plain-button" onClick={() => { asked.value = { kind: "import" }; }}>{t.actions.import} …</button>
      </div>
    </div>
  );
}

function addOne(): void {
  const date = dates.value[0] ?? "";
  asked.value = { kind: "shift", shift: null, counsellor_id: people.value[0]?.counsellor_id ?? "", date, anybody: true, ...usualTimes(date, opened.value) };
}

function save(event: Event, format: "csv" | "ics"): void {
  shut(event.currentTarget);
  void attempt(() => exportWeek(week.value, dates.value[0] ?? "", format));
}

function shut(inside: EventTarget | null): void {
  const menu = inside instanceof Element ? inside.closest("details") : null;
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary")?.focus();
}

function closeByKey(event: KeyboardEvent): void {
  if (event.key === "Escape") shut(event.currentTarget);
}

function closeBehind(event: FocusEvent): void {
  const menu = event.currentTarget;
  if (menu instanceof HTMLDetailsElement && event.relatedTarget instanceof Node && !menu.contains(event.relatedTarget)) menu.open = false;
}
