// What a coordinator can do with shifts. Every change is the desk's; afterwards the week is read anew, and it can be undone.
import { signal } from "@preact/signals";
import { call, HttpError } from "../shared/http.ts";
import { announce } from "../shared/parts/Announce.tsx";
import type { Channel } from "../shared/protocol.ts";
import { rotaTexts } from "../shared/texts/rota.ts";
import { load, personOf, rota, type RotaShift } from "./model.ts";
import type { Times } from "./wall.ts";
import { problemWords } from "./words.ts";

export interface ShiftFields extends Times { counsellor_id: string; channels: Channel[] }
/** A word after a change, with the way back where there is one. */
export interface Told { words: string; undo: (() => Promise<unknown>) | null; bad: boolean }

export const told = signal<Told | null>(null);
let until: ReturnType<typeof setTimeout> | undefined;

/** Says what was done. It stays until the next change: whoever is slow has time to undo. */
export function tell(words: string, undo: Told["undo"] = null, bad = false): void {
  clearTimeout(until);
  told.value = { words, undo, bad };
  announce(words);
  if (!undo && !bad) until = setTimeout(() => { told.value = null; }, 6_000);
}

/** Throws HttpError. */
export async function add(fields: ShiftFields): Promise<void> {
  await call("/api/shifts", { method: "POST", staff: true, body: fields });
  await load();
}

/** Throws HttpError. */
export async function change(shiftId: string, fields: ShiftFields): Promise<void> {
  await call(`/api/shifts/${shiftId}`, { method: "PUT", staff: true, body: fields });
  await load();
}

/** Takes a shift away, with a way back. */
export async function remove(shift: RotaShift): Promise<boolean> {
  const fields = fieldsOf(shift);
  const t = rotaTexts();
  return attempt(async () => {
    await call(`/api/shifts/${shift.shift_id}`, { method: "DELETE", staff: true });
    await load();
    tell(t.undo.removed, () => back(() => add(fields)));
  });
}

/** Moves a shift to another time or another person: seen at once, put back where the desk refuses. */
export async function move(shift: RotaShift, to: { counsellor_id: string; times: Times }): Promise<boolean> {
  const before = fieldsOf(shift);
  const fields = { ...before, ...to.times, counsellor_id: to.counsellor_id };
  if (JSON.stringify(before) === JSON.stringify(fields)) return true;
  showMoved(shift, fields);
  const t = rotaTexts();
  const done = await attempt(async () => {
    await change(shift.shift_id, fields);
    tell(t.undo.moved, () => back(() => change(shift.shift_id, before)));
  });
  if (!done) await load();
  return done;
}

/** Takes the last change back, where it can be. */
export async function undoLast(): Promise<void> {
  const undo = told.value?.undo;
  told.value = null;
  await undo?.();
}

export function fieldsOf(shift: RotaShift): ShiftFields {
  return { counsellor_id: personOf(shift)?.counsellor_id ?? "", starts_at: shift.starts_at, ends_at: shift.ends_at, channels: shift.channels };
}

/** Runs a change; what goes wrong is said in words. True when it was done. */
export async function attempt(run: () => Promise<unknown>): Promise<boolean> {
  try {
    await run();
    return true;
  } catch (error) {
    tell(problemWords(error instanceof HttpError ? error.code : "unavailable"), null, true);
    if (error instanceof HttpError && error.status === 404) await load();
    return false;
  }
}

async function back(run: () => Promise<void>): Promise<void> {
  if (await attempt(run)) tell(rotaTexts().undo.undone);
}

function showMoved(shift: RotaShift, { counsellor_id, starts_at, ends_at }: ShiftFields): void {
  const now = rota.value;
  if (!now) return;
  const there = { ...shift, starts_at, ends_at };
  const centres = now.centres.map((centre) => ({ ...centre, counsellors: centre.counsellors.map((person) => {
    const others = person.shifts.filter((one) => one.shift_id !== shift.shift_id);
    const hers = person.counsellor_id === counsellor_id ? [...others, there].sort((a, b) => a.starts_at.localeCompare(b.starts_at)) : others;
    return { ...person, shifts: hers };
  }) }));
  rota.value = { ...now, centres };
}
