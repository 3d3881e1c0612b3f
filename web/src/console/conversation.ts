// One contact of mine on the counsellor's screen: its messages and notes, what is not sent, the draft and the wrap-up.
import { computed, signal } from "@preact/signals";
import { call } from "../shared/http.ts";
import { Outbox, type Pending } from "../shared/outbox.ts";
import type { ContactView, Limits, NoteFrame, Result } from "../shared/protocol.ts";
import { read, type Store, write } from "../shared/storage.ts";
import { type Message, Transcript } from "../shared/transcript.ts";
import { type FollowUp, usualResult } from "./follow_up.ts";
import type { WrapUpFields } from "./wrap_up.ts";
import { WrapUpDraft } from "./wrap_up_draft.ts";

const TYPING_EVERY = 2_000;
const TYPING_SHOWN = 5_000;
const LOAD_AGAIN = 2_000;

export type Note = Omit<NoteFrame, "type">;
const KEPT = /^desk\.(?:message|note|draft|wrap-up)\.(.+)$/;

/** Whether a key of the tab's memory belongs to a contact that is not, or no longer, mine. */
export function isOfOthers(key: string, mine: ReadonlySet<string>): boolean {
  const contactId = KEPT.exec(key)?.[1];
  return contactId !== undefined && !mine.has(contactId);
}

interface Details { notes?: Note[]; draft?: Partial<WrapUpFields> | null; follow_up?: FollowUp | null }

export interface Line { send(frame: object): boolean }

export class Conversation {
  readonly contact;
  readonly messages = signal<readonly Message[]>([]);
  readonly notes = signal<readonly Note[]>([]);
  readonly pending = signal<readonly Pending[]>([]);
  readonly pendingNotes = signal<readonly Pending[]>([]);
  readonly draft = signal("");
  readonly noteMode = signal(false);
  readonly typing = signal(false);
  /** How far the citizen has read, as far as this tab has heard. */
  readonly readByCitizen = signal(0);
  private readonly seen = signal(0);
  readonly unread = computed(() => this.messages.value.filter(
    (message) => message.author === "citizen" && message.seq > this.seen.value,
  ).length);
  readonly loaded = signal(false);
  readonly erased = signal(false);
  /** It is a colleague's, and I have joined: I may write, and the rest is hers. */
  readonly guest = signal(false);
  readonly wrapUp: WrapUpDraft;
  /** What was left, where this contact is an attempt at it. */
  readonly followUp = signal<FollowUp | null>(null);
  private readonly said = signal<Result | null>(null);
  /** Why it came to me, as the offer said. */
  why: string | null = null;
  limits: Limits;
  private readonly store: Store;
  private readonly line: Line;
  private readonly transcript = new Transcript();
  private readonly outbox: Outbox;
  private readonly noteOutbox: Outbox;
  private typingSaidAt = 0;
  private loading = false;
  private typingTimer: ReturnType<typeof setTimeout> | undefined;
  private loadTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(contact: ContactView, limits: Limits, line: Line, store: Store) {
    this.contact = signal(contact);
    this.limits = limits;
    this.line = line;
    this.store = store;
    this.wrapUp = new WrapUpDraft(contact.contact_id, store);
    this.seen.value = contact.seen_seq;
    this.noteMode.value = contact.follow_up === "call";
    this.draft.value = read<string>(store, this.key("draft")) ?? "";
    this.outbox = this.makeOutbox("message", () => { this.pending.value = this.outbox.pending; });
    this.noteOutbox = this.makeOutbox("note", () => { this.pendingNotes.value = this.noteOutbox.pending; });
    this.pending.value = this.outbox.pending;
    this.pendingNotes.value = this.noteOutbox.pending;
  }

  get id(): string {
    return this.contact.value.contact_id;
  }

  /** What `hello` may ask to be continued from; nothing before the text has been read once. */
  get lastSeq(): number {
    return this.transcript.lastSeq;
  }

  /** The instant since when the citizen waits for my answer; null when it is not my turn. */
  get waitsSince(): string | null {
    if (this.contact.value.state !== "active" || this.guest.value) return null;
    const last = this.messages.value.findLast((message) => message.author !== "desk");
    return last?.author === "citizen" ? last.at : null;
  }

  /** What the attempt came to: as she says, else as is usual. */
  get result(): Result {
    const wrote = this.messages.value.some((message) => message.author === "counsellor");
    return this.said.value ?? usualResult(this.contact.value.follow_up ?? "message", wrote);
  }

  /** She says what it came to. Nobody reached leaves nothing to record, unless something was. */
  conclude(result: Result): void {
    this.said.value = result;
    const { topics, disposition } = this.wrapUp.fields.value;
    if ((topics ?? []).length > 0) return;
    if (result === "again" && disposition === "FULL") this.wrapUp.record({ disposition: "IR" });
    if (result === "done" && disposition === "IR") this.wrapUp.record({ disposition: "FULL" });
  }

  update(contact: ContactView): void {
    const before = this.contact.value;
    this.contact.value = contact;
    if (contact.last_seq > this.transcript.lastSeq) void this.load();
    else if (contact.version > before.version) void this.loadDetails();
  }

  /** Reads what is missing over HTTP, in pages; live messages that come meanwhile find their place by seq. */
  async load(): Promise<void> {
    if (this.loading || this.erased.value) return;
    this.loading = true;
    try {
      for (let more = true; more;) {
        const path = `/api/contacts/${this.id}/messages?after=${this.transcript.lastSeq}`;
        const page = await call<{ messages: Message[]; last_seq: number }>(path);
        for (const message of page.messages) this.transcript.add(message);
        this.messages.value = this.transcript.messages;
        more = page.messages.length > 0 && this.transcript.lastSeq < page.last_seq;
      }
      if (!this.loaded.value) await this.loadDetails();
      this.loaded.value = true;
    } catch {
      clearTimeout(this.loadTimer);
      this.loadTimer = setTimeout(() => void this.load(), LOAD_AGAIN);
    } finally {
      this.loading = false;
    }
  }

  take(message: Message): void {
    const arrival = this.transcript.add(message);
    if (message.author === "counsellor") this.outbox.acknowledge(message.cid);
    if (arrival === "known") return;
    if (arrival === "gap") void this.load();
    this.messages.value = this.transcript.messages;
    if (message.author === "citizen") this.typing.value = false;
  }

  takeNote(note: Note): void {
    this.noteOutbox.acknowledge(note.cid);
    if (this.notes.value.some((known) => known.note_id === note.note_id)) return;
    this.notes.value = [...this.notes.value, note];
  }

  say(text: string): void {
    (this.noteMode.value ? this.noteOutbox : this.outbox).add(text);
    this.write("");
  }

  write(text: string): void {
    this.draft.value = text;
    write(this.store, this.key("draft"), text);
    const now = Date.now();
    if (text === "" || text.startsWith("/") || this.noteMode.value || now - this.typingSaidAt < TYPING_EVERY) return;
    if (this.line.send({ type: "typing", contact_id: this.id })) this.typingSaidAt = now;
  }

  mend(cid: string): void {
    const text = this.outbox.withdraw(cid) || this.noteOutbox.withdraw(cid);
    this.write(this.draft.value === "" ? text : `${text}\n${this.draft.value}`);
  }

  refused(cid: string, code: string, retryAfter: number | null): void {
    this.outbox.refuse(cid, code, retryAfter);
    this.noteOutbox.refuse(cid, code, retryAfter);
  }

  /** A socket is live again: resend in order. */
  resume(limits: Limits): void {
    this.limits = limits;
    this.outbox.resume(limits);
    this.noteOutbox.resume(limits);
    this.wrapUp.resume();
  }

  /** Says how far it has been read, when it stands on the screen and somebody looks. */
  look(): void {
    if (document.visibilityState !== "visible") return;
    const last = this.messages.value.findLast((message) => message.author === "citizen")?.seq ?? 0;
    if (last > this.seen.value && this.line.send({ type: "seen", contact_id: this.id, seq: last })) this.seen.value = last;
  }

  showTyping(): void {
    this.typing.value = true;
    clearTimeout(this.typingTimer);
    this.typingTimer = setTimeout(() => { this.typing.value = false; }, TYPING_SHOWN);
  }

  /** The citizen erased it: no text of it stays on this screen. */
  erase(): void {
    this.erased.value = true;
    this.transcript.clear();
    this.messages.value = [];
    this.notes.value = [];
    this.followUp.value = null;
    this.outbox.clear();
    this.noteOutbox.clear();
    this.write("");
  }

  /** It is closed or no longer mine: nothing of it stays in the tab. */
  forget(): void {
    clearTimeout(this.loadTimer);
    this.erase();
    this.wrapUp.forget();
  }

  private async loadDetails(): Promise<void> {
    const details = await call<Details>(`/api/contacts/${this.id}`).catch(() => null);
    if (!details) return;
    this.notes.value = details.notes ?? this.notes.value;
    this.followUp.value = details.follow_up ?? null;
    this.wrapUp.adopt(details.draft);
  }

  private makeOutbox(type: "message" | "note", onChange: () => void): Outbox {
    return new Outbox({
      store: this.store, key: this.key(type), onChange, limits: this.limits,
      send: (cid, text) => this.line.send({ type, contact_id: this.id, cid, text }),
    });
  }

  private key(what: string): string {
    return `desk.${what}.${this.contact.value.contact_id}`;
  }
}
