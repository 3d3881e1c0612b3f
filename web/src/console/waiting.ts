// When somebody has waited so long for an answer that it is worth more weight on the screen.

const LONG = 120;

/** Over two minutes; shown by weight and a dot, never by blinking. */
export function waitsLong(seconds: number): boolean {
  return seconds > LONG;
}
