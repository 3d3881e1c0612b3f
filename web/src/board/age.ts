// How old the board on the screen is: by the desk's own clock, whatever the browser's says, a slow network included.

/** Older than that, and the page says so. */
export const STALE_SECONDS = 5;
const REMEMBERED = 20;

/** The smallest difference between this clock and the desk's in the last boards: that of the quickest one. */
export class Age {
  private differences: number[] = [];
  private made: number | null = null;

  /** A board that the desk made `at` has come. */
  hear(at: string, now: number): void {
    this.made = Date.parse(at);
    this.differences = [...this.differences, now - this.made].slice(-REMEMBERED);
  }

  /** How old the newest board is, in seconds; null before the first. */
  seconds(now: number): number | null {
    return this.made === null ? null : Math.max(0, now - this.made - Math.min(...this.differences)) / 1_000;
  }

  forget(): void {
    this.differences = [];
    this.made = null;
  }
}
