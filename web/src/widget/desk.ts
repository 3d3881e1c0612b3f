// Is the desk open? Asked while it matters, gently, and at once when it should have opened.
import { signal } from "@preact/signals";
import { call } from "../shared/http.ts";
import { calibrate, deskNow } from "../shared/now.ts";
import type { Channel, ExpectedWait } from "../shared/protocol.ts";

export interface ChannelState {
  state: "open" | "last_call" | "full" | "closed";
  closes_at: string | null;
  opens_at: string | null;
  reason: string | null;
  waiting: number;
  expected_wait: ExpectedWait | null;
  number?: string | null;
  /** Why it is closed today, in the coordinator's own words. */
  label?: { nb: string; nn: string; en: string } | null;
}

export interface DeskState { server_time: string; notice: string | null; channels: Record<Channel, ChannelState> }

const EVERY = 15_000;
const AFTER_FAILURE = 5_000;
/** So that everybody who waits for the opening does not ask in the same second. */
const SPREAD = 4_000;

export class DeskWatch {
  readonly state = signal<DeskState | null>(null);
  /** True when the desk did not answer the last time. */
  readonly silent = signal(false);
  private timer: ReturnType<typeof setTimeout> | undefined;
  private watching = false;

  start(): void {
    if (this.watching) return;
    this.watching = true;
    void this.ask();
  }

  stop(): void {
    this.watching = false;
    clearTimeout(this.timer);
  }

  /** Asks now, and again after a while for as long as it is watched. */
  async ask(): Promise<void> {
    clearTimeout(this.timer);
    try {
      const state = await call<DeskState>("/api/desk");
      calibrate(state.server_time);
      this.state.value = state;
      this.silent.value = false;
    } catch {
      this.silent.value = true;
    }
    if (this.watching) this.timer = setTimeout(() => void this.ask(), this.pause());
  }

  private pause(): number {
    if (this.silent.value) return AFTER_FAILURE + Math.random() * SPREAD;
    const opens = this.state.value?.channels.chat.opens_at;
    const spread = Math.random() * SPREAD;
    const untilOpening = opens ? Date.parse(opens) - deskNow() : EVERY;
    return Math.max(2_000, Math.min(EVERY, untilOpening)) + spread;
  }
}
