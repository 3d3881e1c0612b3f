// One contact of a citizen: socket, messages, what is not yet sent, and what the page shows of it.
import { signal } from "@preact/signals";
import { BAD_TOKEN, OVER } from "../shared/closing.ts";
import { Connection, type ConnectionState } from "../shared/connection.ts";
import { call, HttpError } from "../shared/http.ts";
import { calibrate } from "../shared/now.ts";
import { isLookedAt } from "../shared/looked_at.ts";
import { DEFAULT_LIMITS, Outbox, type Pending } from "../shared/outbox.ts";
import type { CitizenContact, CitizenEvent, Limits, Notice } from "../shared/protocol.ts";
import { read, type Store, write } from "../shared/storage.ts";
import { type Message, Transcript } from "../shared/transcript.ts";
import { textLength } from "../shared/typed.ts";
import { openSocket, wakeWith } from "../shared/wake.ts";
import { afterEvent, isOver, isWaiting } from "./contact.ts";
import { draftKey, type Kept, leftKey, outboxKey } from "./kept.ts";
import { leaveOverHttp } from "./parting.ts";
import { personalNumbers } from "./personal_numbers.ts";
import type { Unsent } from "./tabs.ts";

const TYPING_EVERY = 2_000;
const TYPING_SHOWN = 5_000;
const RESYNC_EVERY = 2_000;
/** Milliseconds after which a `leave` that the desk has not answered is said again. */
const LEAVE_AGAIN = 8_000;
const LEAVE = "leave";
/** A notice that stands is told within a second of `live`; heartbeats come every ten, the first of them maybe at once. */
const HEARTBEATS_WITHOUT = 2;

/** What calls somebody back who has looked away. */
export type Call = "answered" | "message";

export class Conversation {
  readonly contact = signal<CitizenContact | null>(null);
  readonly messages = signal<readonly Message[]>([]);
  readonly pending = signal<readonly Pending[]>([]);
  readonly network = signal<ConnectionState>("connecting");
  readonly closeCode = signal<number | null>(null);
  readonly typing = signal(false);
  /** Who writes, where it is not the counsellor herself. */
  readonly typist = signal<string | null>(null);
  readonly unread = signal(0);
  /** Somebody else has taken over: said until the conversation goes on. */
  readonly handedOver = signal(false);
  readonly draft = signal("");
  /** How often what stands in the field has been stopped because it holds something personal; none when it does not. */
  readonly caught = signal(0);
  /** What the desk tells everybody now. */
  readonly notice = signal<Notice | null>(null);
  /** She has left, whether or not the desk knows it yet. */
  readonly left = signal(false);
  limits: Limits = DEFAULT_LIMITS;
  private readonly kept: Kept;
  private readonly store: Store;
  private readonly onGone: () => void;
  private readonly transcript = new Transcript();
  private readonly outbox: Outbox;
  private readonly connection: Connection<CitizenEvent>;
  private readonly asleep: () => void;
  private typingSaidAt = 0;
  private seenSaid = 0;
  private resyncAt = 0;
  private typingTimer: ReturnType<typeof setTimeout> | undefined;
  private leaveTimer: ReturnType<typeof setTimeout> | undefined;
  private heartbeats = 0;
  private callBack: (kind: Call) => void = () => undefined;

  /** `onGone` is called when the desk no longer knows the token: the text is gone there, and goes here. */
  constructor(kept: Kept, store: Store, onGone: () => void) {
    this.kept = kept;
    this.store = store;
    this.onGone = onGone;
    this.draft.value = read<string>(store, draftKey(kept.contactId)) ?? "";
    this.left.value = read<boolean>(store, leftKey(kept.contactId)) === true;
    this.outbox = new Outbox({
      store,
      key: outboxKey(kept.contactId),
      send: (cid, text) => this.connection.send({ type: "message", cid, text }),
      onChange: () => { this.pending.value = this.outbox.pending; },
    });
    this.pending.value = this.outbox.pending;
    this.connection = new Connection<CitizenEvent>({
      open: () => openSocket("/ws/citizen"),
      hello: () => ({ type: "hello", v: 1, token: kept.token, last_seq: this.transcript.lastSeq }),
      onFrame: (event) => this.hear(event),
      onState: (state, code) => this.changed(state, code),
    });
    this.asleep = wakeWith(this.connection);
  }

  get contactId(): string {
    return this.kept.contactId;
  }

  start(): void {
    this.closeCode.value = null;
    this.connection.start();
  }

  stop(): void {
    this.asleep();
    clearTimeout(this.leaveTimer);
    this.connection.stop();
  }

  /** Sends a text that is fit to send; one with something personal in it stays in the field. */
  say(text: string): void {
    this.write(text);
    this.caught.value = personalNumbers(text).length > 0 ? this.caught.value + 1 : 0;
    if (this.caught.value > 0 || textLength(text) > this.limits.text) return;
    this.outbox.add(text);
    this.write("");
  }

  write(text: string): void {
    this.draft.value = text;
    if (this.caught.value > 0 && personalNumbers(text).length === 0) this.caught.value = 0;
    write(this.store, draftKey(this.kept.contactId), text);
    const now = Date.now();
    if (text === "" || now - this.typingSaidAt < TYPING_EVERY) return;
    if (this.connection.send({ type: "typing" })) this.typingSaidAt = now;
  }

  /** Takes a refused message back into the field. */
  mend(cid: string): void {
    const text = this.outbox.withdraw(cid);
    this.write(this.draft.value === "" ? text : `${text}\n${this.draft.value}`);
  }

  /** Leaving is always possible: without a network the desk is told when there is one. */
  leave(): void {
    this.left.value = true;
    write(this.store, leftKey(this.kept.contactId), true);
    this.tellLeft();
  }

  /** Whether the desk has yet to learn that she has left. */
  get isUntold(): boolean {
    return this.left.value && !isOver(this.contact.value);
  }

  /** Leaves and hears nothing more; the call outlives the page. */
  leaveForGood(): void {
    this.stop();
    leaveOverHttp(this.kept.token);
  }

  /** What is unsent, for another tab that has this conversation from now on. */
  unsent(): Unsent {
    return { pending: this.outbox.pending, draft: this.draft.value };
  }

  /** The other tab has it. */
  letGo({ pending, draft }: Unsent): void {
    for (const item of pending) this.outbox.withdraw(item.cid);
    if (this.draft.value === draft) this.write("");
  }

  /** What another tab had not sent is sent from here. */
  takeUnsent({ pending, draft }: Unsent): void {
    this.outbox.take(pending);
    if (draft !== "" && draft !== this.draft.value) this.write(this.draft.value === "" ? draft : `${this.draft.value}\n${draft}`);
  }

  onCall(hear: (kind: Call) => void): void {
    this.callBack = hear;
  }

  /** Erases the text at the desk and here. Throws HttpError when the desk could not be reached. */
  async erase(): Promise<void> {
    try {
      await call("/api/contacts/self", { method: "DELETE", token: this.kept.token });
    } catch (error) {
      // The token is dead because the text is gone already: that is what was asked for.
      if (!(error instanceof HttpError) || error.status !== 401) throw error;
    }
    this.stop();
    this.outbox.clear();
    this.transcript.clear();
    this.messages.value = [];
    this.write("");
  }

  /** Says that what came from the other side has been read, up to `seq`: somebody has really looked. */
  look(seq: number): void {
    if (!isLookedAt()) return;
    this.unread.value = 0;
    const last = this.messages.value.findLast((message) => message.author !== "citizen" && message.seq <= seq)?.seq ?? 0;
    if (last > this.seenSaid && this.connection.send({ type: "seen", seq: last })) this.seenSaid = last;
  }

  private hear(event: CitizenEvent): void {
    if (event.type === "message") this.take(event);
    else if (event.type === "error") this.refused(event);
    else if (event.type === "live") this.goOn();
    else if (event.type === "typing" && event.author !== "citizen") this.showTyping(event.name ?? null);
    else if (event.type === "notice") this.tell(event);
    else if (event.type === "heartbeat") this.doubtNotice();
    if (event.type === "snapshot") {
      calibrate(event.server_time);
      this.limits = event.limits;
      this.seenSaid = Math.max(this.seenSaid, event.contact.seen.citizen);
    }
    this.follow(event);
  }

  private goOn(): void {
    this.outbox.resume(this.limits);
    this.heartbeats = 0;
    this.tellLeft();
  }

  /** Said until the contact is over: the page has told her that it is. */
  private tellLeft(): void {
    clearTimeout(this.leaveTimer);
    if (this.isUntold && this.connection.send({ type: "leave", id: LEAVE })) this.tellLeftIn(LEAVE_AGAIN);
  }

  private tellLeftIn(delay: number): void {
    clearTimeout(this.leaveTimer);
    this.leaveTimer = setTimeout(() => this.tellLeft(), delay);
  }

  private tell(notice: Notice): void {
    this.heartbeats = HEARTBEATS_WITHOUT;
    this.notice.value = notice.text === "" ? null : notice;
  }

  /** A new socket is told what stands, and nothing when nothing does: what was told on the one before may have been taken back. */
  private doubtNotice(): void {
    if (this.heartbeats >= HEARTBEATS_WITHOUT) return;
    this.heartbeats += 1;
    if (this.heartbeats === HEARTBEATS_WITHOUT) this.notice.value = null;
  }

  private follow(event: CitizenEvent): void {
    const before = this.contact.value;
    if (!before && event.type !== "snapshot") return;
    const after = event.type === "snapshot" ? event.contact : afterEvent(before as CitizenContact, event);
    this.contact.value = after;
    if (event.type === "transferred") this.handedOver.value = event.counsellor !== null;
    if (before && isWaiting(before) && after.state === "active") this.callBack("answered");
    if (after.state !== "active") this.typing.value = false;
  }

  private take(message: Message): void {
    const arrival = this.transcript.add(message);
    if (message.author === "citizen") this.outbox.acknowledge(message.cid);
    if (arrival === "known") return;
    if (arrival === "gap") this.resync();
    this.messages.value = this.transcript.messages;
    if (message.author !== "counsellor") return;
    this.handedOver.value = false;
    this.typing.value = false;
    if (this.network.value === "live" && !isLookedAt()) {
      this.unread.value += 1;
      this.callBack("message");
    }
  }

  private refused(event: CitizenEvent & { type: "error" }): void {
    if (event.id === LEAVE) this.tellLeftIn(event.retry_after_ms ?? LEAVE_AGAIN);
    if (event.cid) this.outbox.refuse(event.cid, event.code, event.retry_after_ms ?? null);
  }

  private resync(): void {
    if (Date.now() - this.resyncAt < RESYNC_EVERY) return;
    this.resyncAt = Date.now();
    this.connection.renew();
  }

  private showTyping(name: string | null): void {
    this.typist.value = name;
    this.typing.value = true;
    clearTimeout(this.typingTimer);
    this.typingTimer = setTimeout(() => { this.typing.value = false; }, TYPING_SHOWN);
  }

  private changed(state: ConnectionState, code: number | null): void {
    this.network.value = state;
    if (code === BAD_TOKEN) this.onGone();
    else this.closeCode.value = code === OVER ? null : code;
  }
}
