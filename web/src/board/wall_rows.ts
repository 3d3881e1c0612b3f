// Which centres get a row of their own on the wall: those where somebody is missing or at work, as far as there is room.
import type { CentreBoard } from "../shared/protocol.ts";

/** Rows that fit at 1920 × 1080; names of those who are missing take more room. */
const ROOM = 7;
const WITH_NAMES = 1.7;

export interface WallRows { rows: CentreBoard[]; others: CentreBoard | null; all: CentreBoard }

export function wallRows(centres: readonly CentreBoard[], room: number = ROOM): WallRows {
  const urgent = (one: CentreBoard): number => one.missing.length * 1_000 + one.on_shift + one.active + one.wrap_up;
  const sorted = centres.toSorted((a, b) => urgent(b) - urgent(a));
  const chosen = taken(sorted, room).length === centres.length ? centres : taken(sorted, room - 1);
  const left = centres.filter((one) => !chosen.includes(one));
  // In the order of the board, so that a centre stays where the eye looks for it.
  const rows = centres.filter((one) => chosen.includes(one));
  return { rows, others: left.length > 0 ? sum(left) : null, all: sum(centres) };
}

function sum(centres: readonly CentreBoard[]): CentreBoard {
  const of = (count: "on_shift" | "ready" | "active" | "wrap_up" | "break"): number => centres.reduce((all, one) => all + one[count], 0);
  const missing = centres.flatMap((one) => one.missing);
  return { centre: "", on_shift: of("on_shift"), ready: of("ready"), active: of("active"), wrap_up: of("wrap_up"), break: of("break"), missing };
}

/** The first of them for which there is room. */
function taken(centres: readonly CentreBoard[], room: number): CentreBoard[] {
  let used = 0;
  return centres.filter((one) => (used += one.missing.length > 0 ? WITH_NAMES : 1) <= room);
}
