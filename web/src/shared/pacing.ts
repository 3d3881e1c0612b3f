// The desk's bucket for messages, mirrored: `burst` at once, then `per_second` (protocol § 3.4).
import type { Limits } from "./protocol.ts";

export class Bucket {
  private readonly limits: Limits;
  private tokens: number;
  private at: number;

  constructor(limits: Limits, now: number) {
    this.limits = limits;
    this.tokens = limits.burst;
    this.at = now;
  }

  /** Takes one message out; false when the desk would answer `too_fast`. */
  take(now: number): boolean {
    this.refill(now);
    if (this.tokens < 1) return false;
    this.tokens -= 1;
    return true;
  }

  /** Puts one back: nothing was sent after all. */
  giveBack(): void {
    this.tokens = Math.min(this.limits.burst, this.tokens + 1);
  }

  /** Milliseconds until one more message is let through. */
  wait(now: number): number {
    this.refill(now);
    return Math.max(0, Math.ceil(((1 - this.tokens) / this.limits.per_second) * 1_000));
  }

  private refill(now: number): void {
    const grown = this.tokens + ((now - this.at) / 1_000) * this.limits.per_second;
    this.tokens = Math.min(this.limits.burst, grown);
    this.at = now;
  }
}
