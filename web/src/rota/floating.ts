// A shift in the air: taken up by a pointer or by a key, shown where it would come down, and put down or let back.
import { signal } from "@preact/signals";
import { announce } from "../shared/parts/Announce.tsx";
import { rotaTexts } from "../shared/texts/rota.ts";
import { move } from "./changes.ts";
import { people, personOf, type RotaShift } from "./model.ts";
import { moved, resized, type Times } from "./wall.ts";
import { whenWords } from "./words.ts";

export interface Floating { shift: RotaShift; counsellor_id: string; times: Times; by: "key" | "pointer" }

const STEP = 30;
const HALF_HOURS: Record<string, number> = { ArrowLeft: -STEP, ArrowRight: STEP };
const DAYS: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1 };
const ROWS: Record<string, number> = { ArrowUp: -1, ArrowDown: 1 };
const LENGTHS: Record<string, number> = { "+": STEP, "-": -STEP };

export const floating = signal<Floating | null>(null);

export function takeUp(shift: RotaShift, by: Floating["by"]): void {
  const owner = personOf(shift);
  if (!owner) return;
  floating.value = { shift, counsellor_id: owner.counsellor_id, times: { starts_at: shift.starts_at, ends_at: shift.ends_at }, by };
  if (by === "key") announce(rotaTexts().moving);
}

export async function putDown(): Promise<void> {
  const now = floating.value;
  floating.value = null;
  if (now) await move(now.shift, now);
}

export function letBack(): void {
  if (floating.value?.by === "key") announce(rotaTexts().putBack);
  floating.value = null;
}

/** A key that steers a shift in the air, or lets it back; true when it was one of ours. */
export function floatBy(event: KeyboardEvent): boolean {
  const now = floating.value;
  if (!now) return false;
  if (event.key === "Tab") return false;
  if (event.key === "Escape") letBack();
  else steer(now, event);
  return true;
}

function steer(now: Floating, { key, shiftKey }: KeyboardEvent): void {
  const next = steered(now, key, shiftKey);
  if (!next) return;
  floating.value = next;
  const name = people.value.find((person) => person.counsellor_id === next.counsellor_id)?.name ?? "";
  announce(rotaTexts().movingTo(name, whenWords(next.times)));
}

function steered(now: Floating, key: string, fine: boolean): Floating | null {
  const length = LENGTHS[key === "−" || key === "_" ? "-" : key];
  if (length !== undefined) return { ...now, times: resized(now.times, "end", length) };
  if (fine && HALF_HOURS[key] !== undefined) return { ...now, times: moved(now.times, 0, HALF_HOURS[key]) };
  if (DAYS[key] !== undefined) return { ...now, times: moved(now.times, DAYS[key], 0) };
  const rows = ROWS[key];
  if (rows === undefined) return null;
  const at = people.value.findIndex((person) => person.counsellor_id === now.counsellor_id);
  const other = people.value[at + rows];
  return other ? { ...now, counsellor_id: other.counsellor_id } : null;
}
