// Is the desk open? Asked while it matters, gently, and at once when it should have opened or closed.
import { computed, signal } from "@preact/signals";
import { readAnew } from "../shared/http.ts";
import { calibrate, deskNow, second } from "../shared/now.ts";
import { asOf, type ChannelState, type DeskState, untilChange } from "./standing.ts";
import { toldWithThePage } from "./told.ts";

const EVERY = 5_000;
/** A tab that nobody looks at learns of it when somebody does. */
const UNSEEN = 30_000;
const AFTER_FAILURE = 5_000;
const LEAST = 1_000;
/** So that everybody who waits for the opening does not ask in the same second. */
const SPREAD = 3_000;

export class DeskWatch {
  readonly state = signal<DeskState | null>(toldWithThePage());
  /** The chat as of this second; null while neither the page nor the desk has told it. */
  readonly chat = computed<ChannelState | null>(() => (this.state.value ? asOf(this.state.value.channels.chat, second.value) : null));
  /** True when the desk did not answer the last time. */
  readonly silent = signal(false);
  private timer: ReturnType<typeof setTimeout> | undefined;
  private watching = false;
  /** Of the answer that is shown: an unchanged one need not travel again. */
  private tag: string | null = null;

  start(): void {
    if (this.watching) return;
    this.watching = true;
    document.addEventListener("visibilitychange", this.seen);
    addEventListener("online", this.seen);
    void this.ask();
  }

  stop(): void {
    this.watching = false;
    clearTimeout(this.timer);
    document.removeEventListener("visibilitychange", this.seen);
    removeEventListener("online", this.seen);
  }

  /** Asks now, and again after a while for as long as it is watched. */
  async ask(): Promise<void> {
    clearTimeout(this.timer);
    try {
      const read = await readAnew<DeskState>("/api/desk", this.tag);
      if (read) this.learn(read.answer, read.tag);
      this.silent.value = false;
    } catch {
      this.silent.value = true;
    }
    clearTimeout(this.timer);
    if (this.watching) this.timer = setTimeout(() => void this.ask(), this.pause());
  }

  private learn(state: DeskState, tag: string | null): void {
    calibrate(state.server_time);
    this.state.value = state;
    this.tag = tag;
  }

  private readonly seen = (): void => {
    if (this.watching && document.visibilityState === "visible") void this.ask();
  };

  private pause(): number {
    const spread = Math.random() * SPREAD;
    if (this.silent.value || !this.state.value) return AFTER_FAILURE + spread;
    const usual = document.visibilityState === "visible" ? EVERY : UNSEEN;
    const change = untilChange(this.state.value.channels.chat, deskNow());
    return change === null || change > usual ? usual + spread : Math.max(LEAST, change) + spread;
  }
}
