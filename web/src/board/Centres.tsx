// Centres as rows: who is on shift and what they do now, and who is missing by name.
import type { JSX } from "preact";
import type { CentreBoard } from "../shared/protocol.ts";
import { named, staffTexts } from "../shared/texts/staff.ts";
import { centres as known } from "./model.ts";

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
                <td>{centre.on_shift}</td><td>{centre.ready}</td><td>{centre.active}</td><td>{centre.wrap_up}</td><td>{centre.break}</td>
                <td class="names">{centre.missing.length === 0 ? <span class="quiet">{t.nobodyMissing}</span> : centre.missing.map((one) => one.name).join(", ")}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function nameOf(code: string): string {
  const centre = known.value.find((one) => one.code === code);
  if (!centre) return code;
  return centre.names ? named(centre.names) : centre.name;
}
