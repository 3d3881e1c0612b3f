// The counsellor's desk: one socket, what it has told, and the commands she can give.
import { batch, signal } from "@preact/signals";
import { BAD_TOKEN } from "../shared/closing.ts";
import { Connection, type ConnectionState } from "../shared/connection.ts";
import { calibrate, deskNow } from "../shared/now.ts";
import { DEFAULT_LIMITS } from "../shared/outbox.ts";
import type {
  ColleagueFrame, ContactView, CounsellorEvent, CounsellorSnapshot, Error as Refusal, JoinRequestPart, Limits, Me, OfferEnded, OfferPart,
  Ok, PerChannel, PresencePart, TransferEnded,
} from "../shared/protocol.ts";
import { ticket } from "../shared/sign_in.ts";
import { forgetWhere, type Store } from "../shared/storage.ts";
import { openSocket, wakeWith } from "../shared/wake.ts";
import { loadShifts } from "./my_shifts.ts";
import { Conversation, isOfOthers } from "./conversation.ts";
import { type Command, Unanswered } from "./unanswered.ts";

const NO_SEATS: PerChannel = { chat: 0, phone: 0 };

/** What a colleague has answered; `out`: a conversation of hers that I had joined goes on without me, or is over. */
export type FromColleagues = ColleagueFrame | TransferEnded | "out";

export class CounsellorDesk {
  readonly me = signal<Me | null>(null);
  readonly presence = signal<PresencePart | null>(null);
  readonly capacity = signal<PerChannel>(NO_SEATS);
  readonly load = signal<PerChannel>(NO_SEATS);
  readonly queue = signal<readonly ContactView[]>([]);
  readonly more = signal(0);
  /** Whether she may take from the line by hand. */
  readonly takes = signal(true);
  /** How long a wrap-up stands open before it is worth a word; 0: never. */
  readonly nudgeSeconds = signal(0);
  readonly offers = signal<readonly OfferPart[]>([]);
  /** Colleagues who ask me into their conversations. */
  readonly requests = signal<readonly JoinRequestPart[]>([]);
  readonly conversations = signal<readonly Conversation[]>([]);
  /** How the last offer ended that has ended. */
  readonly offerEnded = signal<OfferEnded | null>(null);
  /** Rises when lists, quick replies or public pages are worth reading anew. */
  readonly settingsVersion = signal(0);
  /** The notice that the desk has pushed last; empty when none stands any more. All that stand are read over HTTP. */
  readonly notice = signal<string | null>(null);
  /** Since when what stands here is no longer kept up to date; null while it is. */
  readonly lostAt = signal<number | null>(null);
  readonly network = signal<ConnectionState>("connecting");
  readonly closeCode = signal<number | null>(null);
  private limits: Limits = DEFAULT_LIMITS;
  private readonly store: Store;
  private readonly connection: Connection<CounsellorEvent>;
  private readonly asleep: () => void;
  private readonly unanswered = new Unanswered((frame) => this.connection.send(frame));
  private readonly offered = new Map<string, string>();
  private readonly onSignedOut: () => void;
  private readonly onColleague: (event: FromColleagues) => void;

  /** `onColleague` hears what colleagues answer. */
  constructor(store: Store, onSignedOut: () => void, onColleague: (event: FromColleagues) => void = () => undefined) {
    this.store = store;
    this.onSignedOut = onSignedOut;
    this.onColleague = onColleague;
    this.connection = new Connection<CounsellorEvent>({
      open: () => openSocket("/ws/counsellor"),
      hello: async () => ({ type: "hello", v: 1, token: await ticket(), last_seqs: this.lastSeqs() }),
      onFrame: (event) => this.hear(event),
      onState: (state, code) => this.changed(state, code),
      retryTicket: true,
    });
    this.asleep = wakeWith(this.connection);
  }

  start(): void {
    this.closeCode.value = null;
    this.connection.start();
  }

  stop(): void {
    this.asleep();
    this.connection.stop();
  }

  /** Gives a command and waits for its `ok`; rejects with the code of the refusal. */
  command(frame: Command): Promise<Ok> {
    return this.unanswered.give(frame);
  }

  find(contactId: string): Conversation | undefined {
    return this.conversations.value.find((conversation) => conversation.id === contactId);
  }

  private lastSeqs(): Record<string, number> {
    const read = this.conversations.value.filter((conversation) => conversation.loaded.value);
    return Object.fromEntries(read.map((conversation) => [conversation.id, conversation.lastSeq]));
  }

  private hear(event: CounsellorEvent): void {
    switch (event.type) {
      case "snapshot":
        batch(() => this.replace(event));
        return this.unanswered.again();
      case "live": return this.resume();
      case "queue":
        this.queue.value = event.waiting;
        this.more.value = event.more;
        return;
      case "offer": return this.takeOffer(event);
      case "offer_ended":
        this.offers.value = this.offers.value.filter((offer) => offer.offer_id !== event.offer_id);
        this.offerEnded.value = event;
        return;
      case "join_request":
        this.requests.value = [...this.otherRequests(event.contact.contact_id), event];
        return;
      case "join_request_ended":
        this.requests.value = this.otherRequests(event.contact_id);
        return;
      case "colleague":
      case "transfer_ended": return this.onColleague(event);
      case "contact": return this.takeContact(event, event.erased === true, event.reload === true);
      case "presence":
        this.presence.value = event;
        this.capacity.value = event.capacity;
        this.load.value = event.load;
        return;
      case "notice":
        this.notice.value = event.text;
        return;
      case "settings":
        this.settingsVersion.value = event.version;
        return;
      case "ok": return this.unanswered.answered(event.id, event);
      case "error": return this.refused(event);
      default: return this.pass(event);
    }
  }

  private otherRequests(contactId: string): JoinRequestPart[] {
    return this.requests.value.filter((request) => request.contact.contact_id !== contactId);
  }

  /** What concerns one conversation goes to it. */
  private pass(event: CounsellorEvent): void {
    if (!("contact_id" in event) || typeof event.contact_id !== "string") return;
    const conversation = this.find(event.contact_id);
    if (!conversation) return;
    if (event.type === "message") conversation.take(event);
    else if (event.type === "note") conversation.takeNote(event);
    else if (event.type === "typing") conversation.showTyping();
    else if (event.type === "citizen") conversation.contact.value = { ...conversation.contact.value, citizen_present: event.present };
    else if (event.type === "seen" && event.author === "citizen") conversation.readByCitizen.value = event.seq;
  }

  private replace(snapshot: CounsellorSnapshot): void {
    calibrate(snapshot.server_time);
    this.limits = snapshot.limits;
    this.me.value = snapshot.me;
    this.presence.value = snapshot.presence;
    this.capacity.value = snapshot.capacity;
    this.load.value = snapshot.load;
    void loadShifts(snapshot.me.counsellor_id).catch(() => undefined);
    this.takes.value = snapshot.take_by_hand;
    this.settingsVersion.value = snapshot.settings_version ?? 0;
    this.nudgeSeconds.value = snapshot.wrap_up_nudge_seconds;
    this.queue.value = snapshot.queue;
    this.offers.value = snapshot.offers;
    for (const offer of snapshot.offers) this.offered.set(offer.contact.contact_id, offer.why);
    this.requests.value = snapshot.join_requests;
    const all = [...snapshot.contacts, ...snapshot.joined];
    const within = new Set(all.map((contact) => contact.contact_id));
    for (const conversation of this.conversations.value) {
      if (!within.has(conversation.id)) this.remove(conversation.id);
    }
    forgetWhere(this.store, (key) => isOfOthers(key, within));
    for (const contact of all) this.takeContact(contact, false, false);
  }

  private takeOffer(offer: OfferPart): void {
    this.offered.set(offer.contact.contact_id, offer.why);
    this.offers.value = [...this.offers.value.filter((other) => other.offer_id !== offer.offer_id), offer];
  }

  private takeContact(contact: ContactView, erased: boolean, reload: boolean): void {
    const known = this.find(contact.contact_id);
    const me = this.me.value?.counsellor_id;
    const mine = contact.owner === me && (contact.state === "active" || contact.state === "wrap_up");
    const guest = !mine && contact.joined.some((one) => one.present && one.counsellor_id === me);
    if (!mine && !guest) return this.remove(contact.contact_id);
    const conversation = known ?? this.add(contact);
    conversation.guest.value = guest;
    if (erased) conversation.erase();
    conversation.update(contact);
    if (reload || !conversation.loaded.value) void conversation.load();
  }

  private add(contact: ContactView): Conversation {
    const conversation = new Conversation(contact, this.limits, this.connection, this.store);
    conversation.why = this.offered.get(contact.contact_id) ?? null;
    this.conversations.value = [...this.conversations.value, conversation];
    this.offers.value = this.offers.value.filter((offer) => offer.contact.contact_id !== contact.contact_id);
    if (this.network.value === "live") conversation.resume(this.limits);
    return conversation;
  }

  private remove(contactId: string): void {
    const conversation = this.find(contactId);
    if (conversation?.guest.value) this.onColleague("out");
    conversation?.forget();
    this.conversations.value = this.conversations.value.filter((other) => other.id !== contactId);
  }

  private resume(): void {
    for (const conversation of this.conversations.value) conversation.resume(this.limits);
  }

  private refused(error: Refusal): void {
    this.unanswered.answered(error.id, error.code);
    if (!error.cid) return;
    const all = error.contact_id ? [this.find(error.contact_id)] : this.conversations.value;
    for (const conversation of all) conversation?.refused(error.cid, error.code, error.retry_after_ms ?? null);
  }

  private changed(state: ConnectionState, code: number | null): void {
    const before = this.network.value;
    this.network.value = state;
    if (state === "live") this.lostAt.value = null;
    else if (before === "live") this.lostAt.value = deskNow();
    if (code === BAD_TOKEN) this.onSignedOut();
    else this.closeCode.value = code;
  }
}
