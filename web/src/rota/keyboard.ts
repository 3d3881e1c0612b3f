// The grid by keyboard: one stop is in the tab order, arrows go on from it, and keys do what the pointer can.
import { remove, told, undoLast } from "./changes.ts";
import { cursor } from "./cursor.ts";
import { usualTimes } from "./drag.ts";
import { floatBy, floating, putDown, takeUp } from "./floating.ts";
import { columnOf } from "./geometry.ts";
import { asked, dates, frame, goTo, opened, people, type Person, type RotaShift, shiftsIn, week } from "./model.ts";
import { openShift } from "./ShiftBlock.tsx";
import { type Counts, stopAfter, stopId, within } from "./stops.ts";
import { plusWeeks } from "./week.ts";

const PUTS_DOWN: ReadonlySet<string> = new Set(["Enter", " ", "m", "M"]);

/** True while the grid has the focus and shall have it again after it has been drawn anew. */
let holding = false;

export function onGridKey(event: KeyboardEvent): void {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z" && told.value?.undo) void undoLast();
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const flying = floating.value?.by === "key" ? floating.value : null;
  if (flying && PUTS_DOWN.has(event.key)) void putDown().then(() => goToShift(flying.shift.shift_id));
  else if (!(flying ? floatBy(event) : does(event.key))) return;
  event.preventDefault();
}

/** The keyboard goes where the shift went. */
function goToShift(shiftId: string): void {
  const row = people.value.findIndex((person) => person.shifts.some((shift) => shift.shift_id === shiftId));
  const person = people.value[row];
  if (!person) return;
  const day = dates.value.findIndex((_, index) => shiftsOn(person, index).some((shift) => shift.shift_id === shiftId));
  if (day < 0) return;
  cursor.value = { row, day, item: shiftsOn(person, day).findIndex((shift) => shift.shift_id === shiftId) };
  requestAnimationFrame(() => document.getElementById(stopId(cursor.value))?.focus());
}

/** After the grid is drawn anew: the focus goes where it was, or as near as there is something. */
export function keepFocus(): void {
  cursor.value = within(cursor.value, counts());
  const nowhere = document.activeElement === null || document.activeElement === document.body;
  if (holding && nowhere) document.getElementById(stopId(cursor.value))?.focus();
}

/** A dialog about a shift is shut: the focus goes to the shift, or to the day, unless it has found a place by itself. */
export function comeBack(): void {
  holding = true;
  requestAnimationFrame(() => requestAnimationFrame(keepFocus));
}

/** A pointer goes somewhere else: the grid shall not ask for the focus again. */
export function letGo(event: Event): void {
  const inside = event.target instanceof Element && event.target.closest(".rota, .rota-dialog, .rota-toast");
  if (!inside) holding = false;
}

export function hold(on: boolean): void {
  holding = on;
}

function does(key: string): boolean {
  const next = stopAfter(key, cursor.value, counts());
  if (next) {
    cursor.value = next;
    document.getElementById(stopId(next))?.focus();
    return true;
  }
  if (key === "PageUp" || key === "PageDown") goTo(plusWeeks(week.value, key === "PageUp" ? -1 : 1));
  else return onShift(key) || key.startsWith("Arrow");
  return true;
}

function onShift(key: string): boolean {
  const { row, day, item } = cursor.value;
  const person = people.value[row];
  const date = dates.value[day];
  if (!person || !date) return false;
  const shift = shiftsOn(person, day)[item];
  if (key.toLowerCase() === "n" || (!shift && (key === "Enter" || key === " "))) {
    asked.value = { kind: "shift", shift: null, counsellor_id: person.counsellor_id, date, ...usualTimes(date, opened.value) };
    return true;
  }
  return shift ? withShift(key, shift, person) : false;
}

function withShift(key: string, shift: RotaShift, person: Person): boolean {
  if (key === "Enter" || key === " ") openShift(shift, person);
  else if (key === "Delete" || key === "Backspace") void remove(shift);
  else if (key.toLowerCase() === "m") takeUp(shift, "key");
  else return false;
  return true;
}

function shiftsOn(person: Person, day: number): RotaShift[] {
  return shiftsIn(person, columnOf(dates.value[day] ?? "", frame.value));
}

function counts(): Counts {
  return people.value.map((person) => dates.value.map((_, day) => shiftsOn(person, day).length));
}
