// What a plan would make, and what it leaves out and why: read before anything is stored.
import type { JSX } from "preact";
import { rotaTexts } from "../shared/texts/rota.ts";
import { named } from "../shared/texts/staff.ts";
import type { Planned, Preview } from "./plans.ts";
import { conflictWords, dayWords, whenWords } from "./words.ts";

const SHOWN = 8;

export function PreviewList({ preview }: { preview: Preview }): JSX.Element {
  const { preview: t } = rotaTexts();
  return (
    <section class="preview" role="status">
      <p><strong>{preview.added.length > 0 ? t.count(preview.added.length) : t.none}</strong></p>
      <PlannedList items={preview.added} />
      {preview.skipped.length > 0 ? <><p><strong>{t.skipped(preview.skipped.length)}</strong></p><PlannedList items={preview.skipped} /></> : null}
    </section>
  );
}

export function PlannedList({ items }: { items: readonly Planned[] }): JSX.Element {
  const { preview: t } = rotaTexts();
  return (
    <ul class="number">
      {items.slice(0, SHOWN).map((item) => <li key={`${item.name} ${item.starts_at} ${item.date}`}>{plannedWords(item)}</li>)}
      {items.length > SHOWN ? <li class="quiet">{t.more(items.length - SHOWN)}</li> : null}
    </ul>
  );
}

/** «Eldbjørg, mandag 23. november 10–20: overlapper». */
export function plannedWords({ name, starts_at, ends_at, date, why, label, conflicts = [] }: Planned): string {
  const { preview: t } = rotaTexts();
  const when = starts_at && ends_at ? whenWords({ starts_at, ends_at }) : date ? dayWords(date) : "";
  const reason = why === undefined ? null : label ? named(label) : why in t.why ? t.why[why as keyof typeof t.why] : t.why.other;
  const notes = [...(reason === null ? [] : [reason]), ...conflicts.map((code) => conflictWords(code, true))];
  return `${name ? `${name}, ` : ""}${when}${notes.length > 0 ? `: ${notes.join(", ")}` : ""}`;
}
