// One day of one person: opening hours behind, her shifts in lanes, what is being drawn or moved above them.
import type { JSX } from "preact";
import { rotaTexts } from "../shared/texts/rota.ts";
import { draw, sketch, usualTimes, wasDragged } from "./drag.ts";
import { floating } from "./floating.ts";
import { columnOf, lanesOf, type Piece, pieceIn, type Span, spanOf } from "./geometry.ts";
import { cursor } from "./cursor.ts";
import { asked, dates, frame, opened, type Person, shiftsIn } from "./model.ts";
import { ShiftBlock } from "./ShiftBlock.tsx";
import { stopId } from "./stops.ts";
import { type Times, written } from "./wall.ts";
import { dayWords, spanWords } from "./words.ts";

/** So much of a column a shift takes at the least, to be read. */
export const LEAST = 0.66;

interface CellProps { person: Person; row: number; day: number; today: boolean }

export function Cell({ person, row, day, today }: CellProps): JSX.Element {
  const t = rotaTexts();
  const date = dates.value[day] ?? "";
  const column = columnOf(date, frame.value);
  const shifts = shiftsIn(person, column);
  const pieces = shifts.map((shift) => pieceIn(spanOf(shift), column) as Piece);
  const lanes = lanesOf(pieces, LEAST);
  const empty = shifts.length === 0;
  const at = { row, day, item: 0 };
  const current = cursor.value.row === row && cursor.value.day === day;
  const add = (): void => { cursor.value = at; asked.value = { kind: "shift", shift: null, counsellor_id: person.counsellor_id, date, ...usualTimes(date, opened.value) }; };
  const stop = empty ? { id: stopId(at), tabIndex: current ? 0 : -1, "aria-label": t.cell(person.name, dayWords(date)), onFocus: () => { cursor.value = at; } } : {};
  return (
    // The grid's own keys are handled by the table, once.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <td class="day" data-cell={`${row} ${day}`} data-today={today} {...stop}
      onPointerDown={(event) => draw(event)} onClick={() => { if (!wasDragged()) add(); }}>
      <div class="lanes" style={{ "--lanes": String(Math.max(1, ...lanes.map((lane) => lane + 1))) }}>
        <Open column={column} />
        {pieces.map((piece, item) => (piece.width < LEAST ? <span key={shifts[item]?.shift_id} class="extent" style={{ ...place(piece), "--number": String(lanes[item] ?? 0) }} aria-hidden="true" /> : null))}
        {shifts.map((shift, item) => (
          <ShiftBlock key={shift.shift_id} shift={shift} person={person} piece={pieces[item] as Piece} lane={lanes[item] ?? 0} stop={{ row, day, item }}
            reachable={current && Math.min(cursor.value.item, shifts.length - 1) === item} />
        ))}
        <Ghost person={person} row={row} day={day} column={column} />
      </div>
    </td>
  );
}

function Open({ column }: { column: Span }): JSX.Element {
  const pieces = opened.value.map((span) => pieceIn(span, column)).filter((piece): piece is Piece => piece !== null);
  return <>{pieces.map((piece) => <span key={piece.left} class="open-hours" style={place(piece)} aria-hidden="true" />)}</>;
}

function Ghost({ person, row, day, column }: { person: Person; row: number; day: number; column: Span }): JSX.Element | null {
  const moving = floating.value?.counsellor_id === person.counsellor_id ? floating.value.times : null;
  const drawn = sketch.value?.row === row && sketch.value.day === day ? sketch.value.span : null;
  const times: Times | null = moving ?? (drawn ? { starts_at: written(drawn.start), ends_at: written(drawn.end) } : null);
  const piece = times ? pieceIn(spanOf(times), column) : null;
  return times && piece ? <span class="ghost number" style={place(piece)} aria-hidden="true">{spanWords(times)}</span> : null;
}

/** Where a piece stands, as a style. */
export function place({ left, width }: { left: number; width: number }): Record<string, string> {
  return { "--left": `${left * 100}%`, "--width": `${width * 100}%` };
}
