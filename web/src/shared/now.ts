// The desk's time, as near as this browser knows it. Waits and offers are counted on it, not on a wrong clock.
import { signal } from "@preact/signals";

const TOLERATED = 2_000;
let offset = 0;

/** Learns from an instant that the desk has just written. A small difference is the network's, not the clock's. */
export function calibrate(serverTime: string): void {
  const difference = Date.parse(serverTime) - Date.now();
  if (Number.isNaN(difference)) return;
  offset = Math.abs(difference) > TOLERATED ? difference : 0;
}

export function deskNow(): number {
  return Date.now() + offset;
}

/** Beats once a second while somebody looks; everything that shows a running time reads it. */
export const second = signal(deskNow());

export function startSeconds(): void {
  setInterval(() => {
    second.value = deskNow();
  }, 1_000);
}
