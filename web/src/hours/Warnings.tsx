// What is wrong or doubtful with the hours, each with what to do about it.
import type { JSX } from "preact";
import { hoursTexts } from "../shared/texts/hours.ts";
import { named } from "../shared/texts/staff.ts";
import type { Warning } from "./document.ts";

export function Warnings({ warnings }: { warnings: readonly Warning[] }): JSX.Element | null {
  const { now: t, advice } = hoursTexts();
  if (warnings.length === 0) return null;
  return (
    <div class="warnings">
      <h3>{t.warnings}</h3>
      <ul class="alerts">
        {warnings.map((one) => (
          <li key={one.code + one.text.nb}>
            <span class="dot" data-tone="slow" aria-hidden="true" />
            <span>{named(one.text)} {one.code in advice ? <span class="quiet">{advice[one.code as keyof typeof advice]}</span> : null}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Those that a change would bring: what is doubtful already stands elsewhere. */
export function fresh(warnings: readonly Warning[], known: readonly Warning[]): Warning[] {
  return warnings.filter((one) => !known.some((other) => other.code === one.code && other.text.nb === one.text.nb));
}
