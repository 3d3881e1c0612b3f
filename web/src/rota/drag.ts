// The pointer in the grid: dragging across a day sketches a shift, dragging a shift moves it, its ends resize it.
// A finger scrolls instead, and opens things by a tap.
import { signal } from "@preact/signals";
import { cursor } from "./cursor.ts";
import { floating, letBack, putDown, takeUp } from "./floating.ts";
import { columnOf, instantUnder, type Span } from "./geometry.ts";
import { asked, dates, frame, people, type RotaShift } from "./model.ts";
import { DAY_MINUTES, moved, resized, wallOf, written } from "./wall.ts";

const STEP = 30;
const THRESHOLD = 4;

type Part = "whole" | "start" | "end";
interface Place { row: number; day: number; fraction: number }
/** What is being drawn: whose, which day, from when until when. */
export interface Sketch { row: number; day: number; span: Span }

export const sketch = signal<Sketch | null>(null);
let dragged = false;

/** True just after a drag, whose last click opens nothing. */
export function wasDragged(): boolean {
  const was = dragged;
  dragged = false;
  return was;
}

export function grasp(event: PointerEvent, shift: RotaShift, part: Part): void {
  dragged = false;
  const from = placeAt(event);
  if (!from || event.button !== 0 || event.pointerType === "touch") return;
  event.stopPropagation();
  follow(event, {
    begin: () => takeUp(shift, "pointer"),
    step: (at) => { hover(shift, part, { from, at }); },
    done: () => void putDown(),
    leave: letBack,
  });
}

export function draw(event: PointerEvent): void {
  dragged = false;
  const from = placeAt(event);
  if (!from || event.button !== 0 || event.pointerType === "touch") return;
  follow(event, {
    begin: () => undefined,
    step: (at) => { sketch.value = { row: from.row, day: from.day, span: drawn(from, at) }; },
    done: () => {
      const made = sketch.value;
      sketch.value = null;
      if (made && made.span.end > made.span.start) openSketch(made);
    },
    leave: () => { sketch.value = null; },
  });
}

interface Drag { begin: () => void; step: (at: Place) => void; done: () => void; leave: () => void }

/** Follows one pointer until it is lifted; Escape leaves everything as it was. */
function follow(first: PointerEvent, drag: Drag): void {
  let begun = false;
  const end = new AbortController();
  const { signal: until } = end;
  addEventListener("pointermove", (event) => {
    if (!begun && Math.hypot(event.clientX - first.clientX, event.clientY - first.clientY) < THRESHOLD) return;
    if (!begun) drag.begin();
    begun = true;
    event.preventDefault();
    const at = placeAt(event);
    if (at) drag.step(at);
  }, { signal: until });
  addEventListener("pointerup", () => {
    end.abort();
    dragged = begun;
    if (begun) drag.done();
  }, { signal: until });
  const leave = (): void => {
    end.abort();
    dragged = begun;
    drag.leave();
  };
  addEventListener("pointercancel", leave, { signal: until });
  addEventListener("keydown", (event) => { if (event.key === "Escape") leave(); }, { signal: until });
}

function hover(shift: RotaShift, part: Part, { from, at }: { from: Place; at: Place }): void {
  const now = floating.value;
  if (!now) return;
  const days = at.day - from.day;
  const { from: first, to: last } = frame.value;
  const minutes = Math.round(((at.fraction - from.fraction) * (last - first)) / STEP) * STEP;
  const person = people.value[at.row];
  if (part === "whole") floating.value = { ...now, times: moved(shift, days, minutes), counsellor_id: person?.counsellor_id ?? now.counsellor_id };
  else floating.value = { ...now, times: resized(shift, part, minutes + days * DAY_MINUTES) };
}

function drawn(from: Place, at: Place): Span {
  const column = columnOf(dates.value[from.day] ?? "", frame.value);
  const reach = at.day > from.day ? 1 : at.day < from.day ? 0 : at.fraction;
  const ends = [instantUnder(from.fraction, column, STEP), instantUnder(reach, column, STEP)];
  return { start: Math.min(...ends), end: Math.max(...ends) };
}

function openSketch({ row, day, span }: Sketch): void {
  const person = people.value[row];
  const date = dates.value[day];
  if (!person || !date) return;
  cursor.value = { row, day, item: 0 };
  const [from, to] = [wallOf(span.start), wallOf(span.end)];
  asked.value = { kind: "shift", shift: null, counsellor_id: person.counsellor_id, date, from: from.minutes, to: to.date === date ? to.minutes : DAY_MINUTES };
}

/** The cell under the pointer, and how far along it. */
function placeAt(event: PointerEvent): Place | null {
  const cell = document.elementFromPoint(event.clientX, event.clientY)?.closest<HTMLElement>("[data-cell]");
  if (!cell) return null;
  const box = (cell.firstElementChild ?? cell).getBoundingClientRect();
  const [row, day] = (cell.dataset["cell"] ?? "").split(" ").map(Number);
  return { row: row ?? 0, day: day ?? 0, fraction: (event.clientX - box.left) / box.width };
}

/** What a new shift on a day begins with: its opening hours, else an ordinary day. */
export function usualTimes(date: string, opened: readonly Span[]): { from: number; to: number } {
  const column = columnOf(date, { from: 0, to: DAY_MINUTES });
  const open = opened.filter((span) => span.start < column.end && span.end > column.start);
  if (open.length === 0) return { from: 600, to: 1200 };
  const start = Math.max(column.start, Math.min(...open.map((span) => span.start)));
  const end = Math.min(column.end, Math.max(...open.map((span) => span.end)));
  if (end - start > 12 * 3_600_000) return { from: 600, to: 1200 };
  const to = wallOf(Date.parse(written(end)));
  return { from: wallOf(start).minutes, to: to.date === date ? to.minutes : DAY_MINUTES };
}
