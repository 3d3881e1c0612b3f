// One contact of mine on the counsellor's screen: its messages and notes, what is not sent, the draft and the wrap-up.
import { computed, effect, signal } from "@preact/signals";
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
const KEPT = /^desk\.(?:message|note|draft|note-draft|mode|result|wrap-up)\.(.+)$/;

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
  /** What is being written to the citizen, and what to colleagues: two drafts, so that no note is ever sent by a slip. */
  private readonly drafts = { message: signal(""), note: signal("") };
  readonly noteMode = signal(false);
  readonly draft = computed(() => this.drafts[this.noteMode.value ? "note" : "message"].value);
  /** Something has been written here and not sent, in either field. */
  readonly hasDraft = computed(() => Object.values(this.drafts).some((draft) => draft.value.trim() !== ""));
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
  private readonly stopKeeping: () => void;
  private sight = 0;
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
    this.said.value = read<Result>(store, this.key("result"));
    this.seen.value = contact.seen_seq;
    const mode = read<string>(store, this.key("mode")) ?? (contact.channel === "phone" ? "note" : "message");
    this.noteMode.value = mode === "note";
    this.stopKeeping = effect(() => write(store, this.key("mode"), this.noteMode.value ? "note" : "message"));
    this.drafts.message.value = read<string>(store, this.key("draft")) ?? "";
    this.drafts.note.value = read<string>(store, this.key("note-draft")) ?? "";
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

  /** The instant since when the citizen waits for my answer, whatever she has added to it; null when it is not my turn. */
  get waitsSince(): string | null {
    if (this.contact.value.state !== "active" || this.guest.value) return null;
    const answered = this.messages.value.findLastIndex((message) => message.author === "counsellor");
    return this.messages.value.slice(answered + 1).find((message) => message.author === "citizen")?.at ?? null;
  }

  /** When the citizen wrote last; null before the text has been read, and where nothing was written. */
  get citizenWroteAt(): string | null {
    return this.messages.value.findLast((message) => message.author === "citizen")?.at ?? null;
  }

  /** What the attempt came to: as she says, else as is usual. */
  get result(): Result {
    const wrote = this.messages.value.some((message) => message.author === "counsellor");
    return this.said.value ?? usualResult(this.contact.value.follow_up ?? "message", wrote);
  }

  /** She says what it came to. Nobody reached leaves nothing to record, unless something was. */
  conclude(result: Result): void {
    this.said.value = result;
    write(this.store, this.key("result"), result);
    const { topics, disposition } = this.wrapUp.fields.value;
    if ((topics ?? []).length > 0) return;
    if (result === "again" && disposition === "FULL") this.wrapUp.record({ disposition: "IR" });
    if (result === "done" && disposition === "IR") this.wrapUp.record({ disposition: "FULL" });
  }

  update(contact: ContactView): void {
    const before = this.contact.value;
    this.contact.value = contact;
    this.seen.value = Math.max(this.seen.value, contact.seen_seq);
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

  /** Sends what stands in the field; its id. */
  say(text: string): string {
    const { cid } = (this.noteMode.value ? this.noteOutbox : this.outbox).add(text);
    this.write("");
    return cid;
  }

  /** Sends to the citizen whatever the field is set to, and leaves the drafts alone; its id. */
  tell(text: string): string {
    return this.outbox.add(text).cid;
  }

  write(text: string): void {
    this.keep(this.noteMode.value ? "note" : "message", text);
    const now = Date.now();
    if (text === "" || text.startsWith("/") || this.noteMode.value || now - this.typingSaidAt < TYPING_EVERY) return;
    if (this.line.send({ type: "typing", contact_id: this.id })) this.typingSaidAt = now;
  }

  /** Turns to the other field; each keeps what was written in it. */
  writeNote(on: boolean): void {
    this.noteMode.value = on;
  }

  /** Takes back what was refused, into the field that it came from. */
  mend(cid: string): void {
    const message = this.outbox.withdraw(cid);
    const text = message || this.noteOutbox.withdraw(cid);
    this.writeNote(message === "");
    this.write(this.draft.value === "" ? text : `${text}\n${this.draft.value}`);
  }

  /** Takes back what has not come, to nowhere. */
  withdraw(cid: string): string {
    return this.outbox.withdraw(cid);
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

  /** How far has been on the screen; what stands further down or above a fold nobody has read. */
  inSight(seq: number): void {
    this.sight = Math.max(this.sight, seq);
  }

  /** Says how far it has been read, once somebody is at it: in this window, and in this conversation of those beside it. */
  look(): void {
    if (document.visibilityState !== "visible" || !document.hasFocus()) return;
    const last = this.messages.value.findLast((message) => message.author === "citizen" && message.seq <= this.sight)?.seq ?? 0;
    if (last > this.seen.value && this.line.send({ type: "seen", contact_id: this.id, seq: last })) this.seen.value = last;
  }

  /** How far I have read, as it stands. */
  get seenSeq(): number {
    return this.seen.peek();
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
    this.keep("message", "");
    this.keep("note", "");
  }

  /** It is closed or no longer mine: nothing of it stays in the tab. */
  forget(): void {
    clearTimeout(this.loadTimer);
    this.erase();
    this.stopKeeping();
    write(this.store, this.key("mode"), null);
    write(this.store, this.key("result"), null);
    this.wrapUp.forget();
  }

  private async loadDetails(): Promise<void> {
    const details = await call<Details>(`/api/contacts/${this.id}`).catch(() => null);
    if (!details) return;
    this.notes.value = details.notes ?? this.notes.value;
    this.followUp.value = details.follow_up ?? null;
    this.wrapUp.adopt(details.draft);
  }

  private keep(mode: "message" | "note", text: string): void {
    this.drafts[mode].value = text;
    write(this.store, this.key(mode === "note" ? "note-draft" : "draft"), text);
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
