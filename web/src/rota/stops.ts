// Where the keyboard stands in the grid, and where a key takes it: a day without shifts is one stop, else each shift is.

/** A row, a day, and which of the shifts there. */
export interface Stop { row: number; day: number; item: number }

/** How many shifts each row has on each day. */
export type Counts = readonly (readonly number[])[];

/** The stop that a key leads to; null where it leads out of the grid or is no key of ours. */
export function stopAfter(key: string, { row, day, item }: Stop, counts: Counts): Stop | null {
  const last = (at: { row: number; day: number }): number => Math.max(0, (counts[at.row]?.[at.day] ?? 0) - 1);
  const inside = (at: { row: number; day: number }, wanted: number): Stop | null =>
    (counts[at.row]?.[at.day] === undefined ? null : { ...at, item: Math.min(wanted, last(at)) });
  switch (key) {
    case "ArrowRight": return item < last({ row, day }) ? { row, day, item: item + 1 } : inside({ row, day: day + 1 }, 0);
    case "ArrowLeft": return item > 0 ? { row, day, item: item - 1 } : inside({ row, day: day - 1 }, Infinity);
    case "ArrowDown": return inside({ row: row + 1, day }, item);
    case "ArrowUp": return inside({ row: row - 1, day }, item);
    case "Home": return inside({ row, day: 0 }, 0);
    case "End": return inside({ row, day: 6 }, Infinity);
    default: return null;
  }
}

/** The nearest stop there is: rows and shifts may have gone since. */
export function within(stop: Stop, counts: Counts): Stop {
  const row = Math.max(0, Math.min(stop.row, counts.length - 1));
  return { row, day: stop.day, item: Math.max(0, Math.min(stop.item, (counts[row]?.[stop.day] ?? 0) - 1)) };
}

/** The id of a stop's element. */
export function stopId({ row, day, item }: Stop): string {
  return `rota-${row}-${day}-${item}`;
}
