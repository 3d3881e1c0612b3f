// Where conversations stand: which of them are on the screen, and the colour that each keeps for as long as it lasts.

export const COLORS = 5;
export const MOST_SIDE_BY_SIDE = 3;
/** Below this a conversation beside another is too narrow to be read. */
const PANE = 328;
const REM = 16;

/** How many fit side by side beside the rail and the drawer; 1 to 3. The widths are those of console.css. */
export function roomFor(width: number, drawer: boolean): number {
  const small = width <= 70 * REM;
  if (width <= 40 * REM) return 1;
  const beside = drawer && width > 58 * REM ? (small ? 18 : 20) * REM : 0;
  const left = width - (small ? 15 : 18) * REM - beside;
  return Math.min(MOST_SIDE_BY_SIDE, Math.max(1, Math.floor(left / PANE)));
}

/** Those on the screen: looked at last, as many as there is room for, in the order of all of them. */
export function onScreen(all: readonly string[], recent: readonly string[], room: number): string[] {
  const chosen = new Set(recent.filter((id) => all.includes(id)).slice(0, room));
  return all.filter((id) => chosen.has(id));
}

/** Colours by id: everybody keeps hers, whoever is new gets the smallest that is free, and the gone give theirs back. */
export function colorsOf(ids: readonly string[], before: Readonly<Record<string, number>>): Record<string, number> {
  const kept = new Map(ids.flatMap((id) => (before[id] === undefined ? [] : [[id, before[id]] as const])));
  for (const id of ids) {
    if (kept.has(id)) continue;
    const taken = new Set(kept.values());
    const free = Array.from({ length: COLORS }, (_, color) => color).find((color) => !taken.has(color));
    kept.set(id, free ?? kept.size % COLORS);
  }
  return Object.fromEntries(kept);
}
