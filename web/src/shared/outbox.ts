// What has been written and has not come back: shown as not sent, resent by itself, never doubled (P2).
import { newId } from "./ids.ts";
import { Bucket } from "./pacing.ts";
import type { Limits } from "./protocol.ts";
import { read, type Store, write } from "./storage.ts";

const RESEND_AFTER = 8_000;
const UNAVAILABLE_PAUSE = 1_000;
const RETRIED = new Set(["too_fast", "busy", "unavailable"]);

export const DEFAULT_LIMITS: Limits = { text: 2_000, burst: 20, per_second: 2, unacknowledged: 16 };

export interface Pending {
  cid: string;
  text: string;
  at: string;
  /** The code of a refusal that resending cannot mend; null while it is on its way. */
  refused: string | null;
}

export interface OutboxOptions {
  store: Store;
  key: string;
  /** Sends one message; false when there is no live socket. */
  send: (cid: string, text: string) => boolean;
  onChange: () => void;
  limits?: Limits;
  newId?: () => string;
}

interface Sent { at: number }

export class Outbox {
  pending: Pending[];
  private readonly options: OutboxOptions;
  private limits: Limits;
  private bucket: Bucket;
  private readonly inFlight = new Map<string, Sent>();
  private pausedUntil = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: OutboxOptions) {
    this.options = options;
    this.limits = options.limits ?? DEFAULT_LIMITS;
    this.bucket = new Bucket(this.limits, Date.now());
    this.pending = read<Pending[]>(options.store, options.key) ?? [];
  }

  /** Takes a text in and sends it as soon as it may go. */
  add(text: string): Pending {
    const cid = (this.options.newId ?? newId)();
    const item: Pending = { cid, text, at: new Date(Date.now()).toISOString(), refused: null };
    this.pending = [...this.pending, item];
    this.changed();
    this.pump();
    return item;
  }

  /** Takes over what another tab had not sent: the same ids, so that nothing is doubled. */
  take(items: readonly Pending[]): void {
    const fresh = items.filter((item) => !this.pending.some((own) => own.cid === item.cid));
    if (fresh.length === 0) return;
    this.pending = [...this.pending, ...fresh];
    this.changed();
    this.pump();
  }

  /** The message came back: it is stored, and no longer ours to keep. */
  acknowledge(cid: string): void {
    if (!this.pending.some((item) => item.cid === cid)) return;
    this.inFlight.delete(cid);
    this.pending = this.pending.filter((item) => item.cid !== cid);
    this.changed();
    this.pump();
  }

  /** The desk refused it: for a while (resend from there, in order) or for good (a person decides). */
  refuse(cid: string, code: string, retryAfter: number | null): void {
    const index = this.pending.findIndex((item) => item.cid === cid);
    if (index < 0) return;
    if (!RETRIED.has(code)) return this.fail(cid, code);
    for (const later of this.pending.slice(index)) this.inFlight.delete(later.cid);
    this.pausedUntil = Math.max(this.pausedUntil, Date.now() + (retryAfter ?? UNAVAILABLE_PAUSE));
    this.pump();
  }

  /** Takes a refused message out again, to be mended or forgotten; its text is given back. */
  withdraw(cid: string): string {
    const item = this.pending.find((other) => other.cid === cid);
    this.inFlight.delete(cid);
    this.pending = this.pending.filter((other) => other.cid !== cid);
    this.changed();
    return item?.text ?? "";
  }

  /** A socket is live: whatever has not come back goes again, in order, with the same ids. */
  resume(limits: Limits): void {
    if (JSON.stringify(limits) !== JSON.stringify(this.limits)) {
      this.limits = limits;
      this.bucket = new Bucket(limits, Date.now());
    }
    this.inFlight.clear();
    this.pump();
  }

  /** The contact is over: nothing of it stays in the tab. */
  clear(): void {
    clearTimeout(this.timer);
    this.inFlight.clear();
    this.pending = [];
    this.changed();
  }

  private fail(cid: string, code: string): void {
    this.inFlight.delete(cid);
    this.pending = this.pending.map((item) => (item.cid === cid ? { ...item, refused: code } : item));
    this.changed();
    this.pump();
  }

  /** Sends what may go now, oldest first, and comes back when more may go. */
  private pump(): void {
    clearTimeout(this.timer);
    const now = Date.now();
    this.forgetUnanswered(now);
    for (const item of this.pending) {
      if (item.refused !== null || this.inFlight.has(item.cid)) continue;
      const wait = this.mayGo(now);
      if (wait !== null) return this.later(wait);
      if (!this.options.send(item.cid, item.text)) return this.bucket.giveBack();
      this.inFlight.set(item.cid, { at: now });
    }
    if (this.inFlight.size > 0) this.later(RESEND_AFTER);
  }

  /** Null when a message may go now, else the milliseconds until it is worth asking again. */
  private mayGo(now: number): number | null {
    if (now < this.pausedUntil) return this.pausedUntil - now;
    if (this.inFlight.size >= this.limits.unacknowledged) return RESEND_AFTER;
    return this.bucket.take(now) ? null : this.bucket.wait(now);
  }

  private forgetUnanswered(now: number): void {
    const first = this.pending.find((item) => this.inFlight.has(item.cid));
    const sent = first && this.inFlight.get(first.cid);
    if (sent && now - sent.at >= RESEND_AFTER) this.inFlight.clear();
  }

  private later(delay: number): void {
    this.timer = setTimeout(() => this.pump(), Math.max(1, delay));
  }

  private changed(): void {
    write(this.options.store, this.options.key, this.pending.length > 0 ? this.pending : null);
    this.options.onChange();
  }
}
