// Centres as rows: who is on shift and what they do now, and who is missing by name.
import type { JSX } from "preact";
import type { CentreBoard } from "../shared/protocol.ts";
import { named, staffTexts } from "../shared/texts/staff.ts";
import { watchTexts } from "../shared/texts/watch.ts";
import { centres as known } from "./model.ts";

/** What the desk calls those without one. */
const NO_CENTRE = "none";
const COUNTS = ["on_shift", "ready", "active", "wrap_up", "break"] as const;

export function Centres({ centres }: { centres: CentreBoard[] }): JSX.Element {
  const { board: t } = staffTexts();
  const heads = [t.centre, t.onShift, t.ready, t.active, t.wrapUp, t.break, t.missing];
  return (
    <section class="card" aria-labelledby="centres">
      <h2 id="centres">{t.centres}</h2>
      {/* A wide table scrolls by itself, and whoever has no pointer must reach it. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div class="scroll" role="group" aria-label={t.centres} tabIndex={0}>
        <table class="number">
          <thead><tr>{heads.map((words) => <th key={words} scope="col" class={words === t.missing ? "names" : undefined}>{words}</th>)}</tr></thead>
          <tbody>
            {centres.map((centre) => (
              <tr key={centre.centre}>
                <th scope="row">{nameOf(centre.centre)}</th>
                {COUNTS.map((count) => <td key={count}>{centre[count]}</td>)}
                <td class="names">{centre.missing.length === 0 ? <span class="quiet">{t.nobodyMissing}</span> : centre.missing.map((one) => one.name).join(", ")}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{watchTexts().all}</th>
              {COUNTS.map((count) => <td key={count}>{sumOf(centres, count)}</td>)}
              <td class="names">{centres.reduce((all, one) => all + one.missing.length, 0) || <span class="quiet">{t.nobodyMissing}</span>}</td>
            </tr>
          </tfoot>
        </table>
      </div>
    </section>
  );
}

/** A centre as people call it. */
export function nameOf(code: string): string {
  const centre = known.value.find((one) => one.code === code);
  if (!centre) return code === NO_CENTRE ? watchTexts().noCentre : code;
  return centre.names ? named(centre.names) : centre.name;
}

/** Of all centres together. */
export function sumOf(centres: readonly CentreBoard[], count: (typeof COUNTS)[number]): number {
  return centres.reduce((all, one) => all + one[count], 0);
}
