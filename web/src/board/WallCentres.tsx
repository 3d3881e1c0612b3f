// The centres on the wall: as many rows as can be read from afar, the others summed, those who are missing by name.
import type { JSX } from "preact";
import type { CentreBoard } from "../shared/protocol.ts";
import { staffTexts } from "../shared/texts/staff.ts";
import { watchTexts } from "../shared/texts/watch.ts";
import { nameOf } from "./Centres.tsx";
import { wallRows } from "./wall_rows.ts";

const NAMES = 3;

export function WallCentres({ centres }: { centres: CentreBoard[] }): JSX.Element {
  const { board: t } = staffTexts();
  const { rows, others, all } = wallRows(centres);
  const heads = [t.centre, t.onShift, t.ready, t.active, t.wrapUp, t.break, t.missing];
  return (
    <section class="wall-card wall-centres" aria-labelledby="wall-centres">
      <h2 id="wall-centres" class="ds-sr-only">{t.centres}</h2>
      <table class="number">
        <thead><tr>{heads.map((words) => <th key={words} scope="col">{words}</th>)}</tr></thead>
        <tbody>
          {rows.map((one) => <Row key={one.centre} name={nameOf(one.centre)} centre={one} />)}
          {others ? <Row name={watchTexts().others(centres.length - rows.length)} centre={others} /> : null}
        </tbody>
        <tfoot><Row name={watchTexts().all} centre={all} count /></tfoot>
      </table>
    </section>
  );
}

function Row({ name, centre, count = false }: { name: string; centre: CentreBoard; count?: boolean }): JSX.Element {
  const { missing } = centre;
  return (
    <>
      <tr class={missing.length > 0 && !count ? "with-names" : undefined}>
        <th scope="row">{name}</th>
        <td>{centre.on_shift}</td><td>{centre.ready}</td><td>{centre.active}</td><td>{centre.wrap_up}</td><td>{centre.break}</td><td>{missing.length}</td>
      </tr>
      {missing.length > 0 && !count ? <tr class="who"><td colSpan={7}>{watchTexts().missing(names(missing.map((one) => one.name)))}</td></tr> : null}
    </>
  );
}

function names(all: readonly string[]): string {
  const first = all.slice(0, NAMES).join(", ");
  return all.length > NAMES ? `${first} ${watchTexts().andMore(all.length - NAMES)}` : first;
}
