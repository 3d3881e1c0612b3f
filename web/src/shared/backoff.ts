// How long to wait before the next attempt to reconnect (protocol § 3.4), in milliseconds.

const FIRST = 200;
const EARLY_CAP = 1_500;
const LATE_CAP = 30_000;
const EARLY = 3 * 60_000;

/** Full jitter from 0.2 s, at most 1.5 s during the first 3 minutes of a loss and at most 30 s later. */
export function reconnectDelay(attempt: number, lostFor: number, random: () => number): number {
  const cap = lostFor < EARLY ? EARLY_CAP : LATE_CAP;
  const ceiling = Math.min(cap, FIRST * 2 ** Math.min(attempt, 20));
  return random() * ceiling;
}

/** An attempt without a snapshot is given up after 4 s; the first two already after 1.5 s. */
export function attemptPatience(attempt: number): number {
  return attempt < 2 ? 1_500 : 4_000;
}
