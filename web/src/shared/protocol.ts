// Generated from app/frames by tools/frames_to_ts.py: change the frames, never this file.

/** Who opens the socket, and what is already there: `last_seq` for a citizen, `last_seqs` for staff. */
export interface Hello {
  type: "hello";
  v: number;
  token: string;
  last_seq?: number;
  last_seqs?: Record<string, number>;
}

/** Say something; resend the same `cid` until the message comes back. */
export interface PostMessage {
  type: "message";
  id?: string | null;
  cid: string;
  text: string;
}

/** I am writing; at most one per 2 s. */
export interface SayTyping {
  type: "typing";
  id?: string | null;
}

/** I have read up to `seq`. */
export interface SaySeen {
  type: "seen";
  id?: string | null;
  seq: number;
}

/** I leave the line or the conversation; answered by `ended`. */
export interface Leave {
  type: "leave";
  id?: string | null;
}

/** The client is there. */
export interface Heartbeat {
  type: "heartbeat";
  id?: string | null;
}

/** Where a contact is in its life; `closed` and `abandoned` are final (I6). */
export type State = "queued" | "offered" | "active" | "wrap_up" | "closed" | "abandoned";

/** The languages the desk answers in. */
export type Language = "nb" | "nn" | "en" | "se";

/** A rounded range; null where there is too little evidence. */
export interface ExpectedWait {
  from_seconds: number;
  to_seconds: number;
}

/** Who answers: a counsellor's name and the centre's name in the contact's language. */
export interface Person {
  name: string;
  centre: string | null;
}

/** By whom, and why. */
export interface Ended {
  by: string;
  reason: string;
}

/** How far each side has read. */
export interface Seen {
  citizen: number;
  counsellor: number;
}

/** The contact as its citizen sees it; `centre` of the counsellor is in the contact's language. */
export interface CitizenContact {
  contact_id: string;
  state: State;
  language: Language;
  position: number | null;
  expected_wait: ExpectedWait | null;
  counsellor: Person | null;
  alias: string | null;
  version: number;
  code: string | null;
  ended: Ended | null;
  returned: string | null;
  seen: Seen;
  present: Person[];
}

/** How fast and how much a side may send: clients pace themselves by it. */
export interface Limits {
  text: number;
  burst: number;
  per_second: number;
  unacknowledged: number;
}

/** All there is now; it may come again at any time and replaces the state shown. */
export interface CitizenSnapshot {
  type: "snapshot";
  contact: CitizenContact;
  last_seq: number;
  server_time: string;
  limits: Limits;
}

/** Who wrote a message: one of the two sides, or the desk itself. */
export type Author = "citizen" | "counsellor" | "desk";

/** A stored message: for the sender the receipt, for the other side the message. */
export interface CitizenMessage {
  type: "message";
  seq: number;
  cid: string;
  author: Author;
  name: string | null;
  text: string;
  at: string;
  masked: boolean;
}

/** The place in line, pushed when it changes; it never grows. */
export interface CitizenQueue {
  type: "queue";
  position: number;
  expected_wait: ExpectedWait | null;
}

/** A counsellor has taken the contact. */
export interface Answered {
  type: "answered";
  counsellor: Person;
}

/** Back in line, and why: `counsellor_gone` (first in line) or `transfer_failed`. */
export interface Returned {
  type: "returned";
  reason: string;
}

/** Handed over: to somebody, or to the line. */
export interface Transferred {
  type: "transferred";
  counsellor: Person | null;
}

/** A colleague is in the conversation too. */
export interface CounsellorJoined {
  type: "joined";
  counsellor: Person;
}

/** The colleague has left; whoever `answered` or was `transferred` to is still there. */
export interface CounsellorLeft {
  type: "left";
  counsellor: Person;
}

/** It is over: by whom, and why. */
export interface CitizenEnded {
  type: "ended";
  by: string;
  reason: string;
}

/** The other side is writing; `name` where it is a colleague who has joined. */
export interface CitizenTyping {
  type: "typing";
  author: Author;
  name?: string;
}

/** A side has read up to `seq`. */
export interface CitizenSeen {
  type: "seen";
  author: Author;
  seq: number;
}

/** A notice in each language of the pages. */
export interface NoticeTexts {
  nb: string;
  nn: string;
  en: string;
}

/** A word from the desk that stands until `until`; each takes the place of the one before. */
export interface Notice {
  type: "notice";
  text: string;
  texts?: NoticeTexts | null;
  until?: string | null;
}

/** This worker is leaving: open the new socket after `after_ms`, close the old one at its `live`. */
export interface Move {
  type: "move";
  after_ms: number;
}

/** Everything missed has been sent; from here on it is as it happens. */
export interface Live {
  type: "live";
}

/** Sent every 10 s; the client answers each from its message handler. */
export interface ServerHeartbeat {
  type: "heartbeat";
}

/** The command's effect holds. */
export interface Ok {
  type: "ok";
  id: string;
  contact_id?: string;
}

/** A command was refused; `code` is stable, `message` for people, `details` field -> why. */
export interface Error {
  type: "error";
  code: string;
  message: string;
  details: Record<string, string>;
  id?: string;
  cid?: string;
  contact_id?: string;
  retry_after_ms?: number;
}

/** What a counsellor wishes: to be offered contacts, a break, or to be off. */
export type Presence = "off" | "ready" | "break";

/** How the citizen reaches the desk. */
export type Channel = "chat" | "phone";

/** The wish: ready, on a break or off, and for which channels. */
export interface SetPresence {
  type: "presence";
  id?: string | null;
  state: Presence;
  channels?: Channel[] | null;
}

/** Take a contact from the line; null takes the next that fits (then `id` is required). */
export interface Take {
  type: "take";
  id?: string | null;
  contact_id: string | null;
}

/** Take the contact that is offered to me. */
export interface Accept {
  type: "accept";
  id?: string | null;
  contact_id: string;
  offer_id?: string | null;
}

/** Leave it to somebody else; it goes back to its old place. */
export interface Decline {
  type: "decline";
  id?: string | null;
  contact_id: string;
  offer_id?: string | null;
  reason?: string | null;
}

/** Answer the citizen. */
export interface PostStaffMessage {
  type: "message";
  id?: string | null;
  contact_id: string;
  cid: string;
  text: string;
}

/** A note for colleagues, never shown to the citizen. */
export interface PostNote {
  type: "note";
  id?: string | null;
  contact_id: string;
  cid: string;
  text: string;
}

/** I am writing in this conversation. */
export interface SayStaffTyping {
  type: "typing";
  id?: string | null;
  contact_id: string;
}

/** I have read this conversation up to `seq`. */
export interface SayStaffSeen {
  type: "seen";
  id?: string | null;
  contact_id: string;
  seq: number;
}

/** Exactly one of: the line, a centre, a counsellor. */
export interface TransferTo {
  queue?: boolean | null;
  centre?: string | null;
  counsellor?: string | null;
}

/** Hand the conversation over, with a note for whoever gets it. */
export interface Transfer {
  type: "transfer";
  id?: string | null;
  contact_id: string;
  to: TransferTo;
  note?: string | null;
}

/** Take back a transfer that is on its way to a colleague. */
export interface CancelTransfer {
  type: "cancel_transfer";
  id?: string | null;
  contact_id: string;
}

/** Ask a colleague into a conversation of mine; it stays mine. */
export interface AskColleague {
  type: "ask_colleague";
  id?: string | null;
  contact_id: string;
  counsellor: string;
}

/** Take the request back, or show the colleague out of my conversation. */
export interface ReleaseColleague {
  type: "release_colleague";
  id?: string | null;
  contact_id: string;
  counsellor: string;
}

/** Come into the conversation I am asked into. */
export interface Join {
  type: "join";
  id?: string | null;
  contact_id: string;
}

/** Leave a conversation I have joined, or say no to coming. */
export interface LeaveConversation {
  type: "leave_conversation";
  id?: string | null;
  contact_id: string;
}

/** Acute concern: while it is flagged, the desk never ends the conversation for silence. */
export interface FlagContact {
  type: "flag";
  id?: string | null;
  contact_id: string;
  on: boolean;
  reason?: string | null;
}

/** End the conversation; wrap-up remains. `abuse`: its citizen is abusive, and is slowed down. */
export interface End {
  type: "end";
  id?: string | null;
  contact_id: string;
  abuse?: boolean;
}

/** What a counsellor says of an attempt: it is done, or somebody tries again later. */
export type Result = "done" | "again";

/** Record what it was about; this closes the contact and frees the seat. */
export interface RecordWrapUp {
  type: "wrap_up";
  id?: string | null;
  contact_id: string;
  disposition?: string | null;
  topics?: string[] | null;
  education_level_asked?: string | null;
  education_background?: string | null;
  sex?: string | null;
  age_band?: string | null;
  job_status?: string | null;
  county?: string | null;
  earlier_guidance?: string | null;
  follow_up?: Result | null;
}

/** What a member of staff may do. */
export type Role = "counsellor" | "coordinator";

/** The counsellor herself. */
export interface Me {
  counsellor_id: string;
  name: string;
  role: Role;
  centre: string | null;
}

/** The wish as it stands, since when, and why where the desk changed it; and the duty it holds in. */
export interface PresencePart {
  state: Presence;
  channels: Channel[];
  since: string;
  reason: string | null;
  on_shift_until: string | null;
  last_offers: boolean;
}

/** A whole number for each channel. */
export interface PerChannel {
  chat: number;
  phone: number;
}

/** What was asked for. */
export type Kind = "message" | "call";

/** A colleague beside the owner: asked, and `present` once she has joined; `centre` is a code. */
export interface Companion {
  counsellor_id: string;
  name: string;
  centre: string | null;
  present: boolean;
}

/** A transfer on its way to a colleague, who may accept it until `expires_at`. */
export interface Transferring {
  offer_id: string;
  counsellor_id: string;
  name: string;
  expires_at: string;
}

/** The text is held back from the sweep until then; why stands at the contact itself. */
export interface Hold {
  until: string;
}

/** A contact as staff see it (CONTACT in the protocol); `since` is the entry into `state`. */
export interface ContactView {
  contact_id: string;
  channel: Channel;
  language: Language;
  state: State;
  owner: string | null;
  arrived_at: string;
  since: string;
  alias: string | null;
  county: string | null;
  first_line: string | null;
  position: number | null;
  last_seq: number;
  seen_seq: number;
  citizen_present: boolean;
  version: number;
  returned: string | null;
  transferred_from: string | null;
  follow_up: Kind | null;
  flagged: boolean;
  joined: Companion[];
  transferring: Transferring | null;
  hold: Hold | null;
}

/** Who asks; `centre` is a code. */
export interface Colleague {
  counsellor_id: string;
  name: string;
  centre: string | null;
}

/** A colleague asks me into a conversation; the request goes by itself at `expires_at`. */
export interface JoinRequestPart {
  contact: ContactView;
  asked_by: Colleague;
  asked_at: string;
  expires_at: string;
}

/** Why the contact was offered to this counsellor, layer by layer, in each language of the pages. */
export interface WhyWords {
  nb: string;
  nn: string;
  en: string;
}

/** An open offer to this counsellor; `why` names the layer that decided, `why_words` tells the whole. */
export interface OfferPart {
  offer_id: string;
  contact: ContactView;
  expires_at: string;
  why: string;
  why_words?: WhyWords | null;
}

/** All there is now; it may come again at any time and replaces the state shown. */
export interface CounsellorSnapshot {
  type: "snapshot";
  me: Me;
  presence: PresencePart;
  capacity: PerChannel;
  load: PerChannel;
  free: PerChannel;
  shift_until: string | null;
  queue: ContactView[];
  contacts: ContactView[];
  joined: ContactView[];
  join_requests: JoinRequestPart[];
  offers: OfferPart[];
  limits: Limits;
  wrap_up_nudge_seconds: number;
  take_by_hand: boolean;
  settings_version: number;
  server_time: string;
}

/** The whole line (at most 200; `more` is the rest), at most once a second. */
export interface StaffQueue {
  type: "queue";
  waiting: ContactView[];
  more: number;
}

/** A contact is held for me until `expires_at`; `why` and `why_words` as in `OfferPart`. */
export interface OfferFrame {
  type: "offer";
  offer_id: string;
  contact: ContactView;
  expires_at: string;
  why: string;
  why_words?: WhyWords | null;
}

/** How an offer ended. */
export type Outcome = "accepted" | "declined" | "expired" | "withdrawn";

/** The offer is over. */
export interface OfferEnded {
  type: "offer_ended";
  offer_id: string;
  contact_id: string;
  outcome: Outcome;
}

/** My transfer to a colleague is over; only when it was accepted the conversation has moved. */
export interface TransferEnded {
  type: "transfer_ended";
  contact_id: string;
  counsellor_id: string;
  name: string;
  outcome: Outcome;
}

/** See `JoinRequestPart`. */
export interface JoinRequest {
  type: "join_request";
  contact: ContactView;
  asked_by: Colleague;
  asked_at: string;
  expires_at: string;
}

/** What became of a request, or of a colleague who had joined. */
export type JoiningOutcome = "asked" | "joined" | "declined" | "expired" | "withdrawn" | "left" | "gone";

/** The request to me is over. */
export interface JoinRequestEnded {
  type: "join_request_ended";
  contact_id: string;
  outcome: JoiningOutcome;
}

/** What became of a colleague in a conversation I own or have joined: asked, joined, declined, … */
export interface ColleagueFrame {
  type: "colleague";
  contact_id: string;
  counsellor_id: string;
  name: string;
  outcome: JoiningOutcome;
}

/** A contact as it is now; not mine and not `joined` by me: remove it. `erased`: drop its text. */
export interface ContactFrame {
  type: "contact";
  contact_id: string;
  channel: Channel;
  language: Language;
  state: State;
  owner: string | null;
  arrived_at: string;
  since: string;
  alias: string | null;
  county: string | null;
  first_line: string | null;
  position: number | null;
  last_seq: number;
  seen_seq: number;
  citizen_present: boolean;
  version: number;
  returned: string | null;
  transferred_from: string | null;
  follow_up: Kind | null;
  flagged: boolean;
  joined: Companion[];
  transferring: Transferring | null;
  hold: Hold | null;
  erased?: boolean;
  reload?: boolean;
}

/** A stored message of a contact of mine. */
export interface StaffMessage {
  type: "message";
  contact_id: string;
  seq: number;
  cid: string;
  author: Author;
  author_id: string | null;
  name: string | null;
  text: string;
  at: string;
  masked: boolean;
}

/** A stored note. */
export interface NoteFrame {
  type: "note";
  contact_id: string;
  note_id: string;
  cid: string;
  author_id: string;
  name: string;
  text: string;
  at: string;
}

/** The citizen is writing. */
export interface StaffTyping {
  type: "typing";
  contact_id: string;
  author: Author;
}

/** A side has read up to `seq`. */
export interface StaffSeen {
  type: "seen";
  contact_id: string;
  author: Author;
  seq: number;
}

/** The citizen is there, or has lost touch. */
export interface CitizenPresence {
  type: "citizen";
  contact_id: string;
  present: boolean;
}

/** My own presence and seats as they stand now. */
export interface PresenceFrame {
  type: "presence";
  state: Presence;
  channels: Channel[];
  since: string;
  reason: string | null;
  capacity: PerChannel;
  load: PerChannel;
  free: PerChannel;
  on_shift_until: string | null;
  last_offers: boolean;
}

/** What the desk decides has changed: lists, quick replies and public pages are worth reading anew. */
export interface SettingsChangedFrame {
  type: "settings";
  version: number;
}

/** A channel now, and today so far; `answered_within_target` is a fraction, null without answers. */
export interface ChannelBoard {
  state: string;
  waiting: number;
  longest_wait_seconds: number;
  expected_wait: ExpectedWait | null;
  answered: number;
  answered_within_target: number | null;
  abandoned: number;
  wait_hit_share: number | null;
  pressure: string;
  ready: number;
}

/** Somebody on shift who is not there. */
export interface Missing {
  counsellor_id: string;
  name: string;
}

/** A centre's people now. */
export interface CentreBoard {
  centre: string;
  on_shift: number;
  ready: number;
  active: number;
  wrap_up: number;
  break: number;
  missing: Missing[];
}

/** The current Oslo clock hour against the forecast and its upper end (null until there is one). */
export interface HourBoard {
  starts_at: string;
  arrivals: number;
  forecast: number | null;
  forecast_high: number | null;
}

/** A rule that holds now, and since when. */
export interface Alert {
  code: string;
  since: string;
}

/** Questions left and calls asked for that nobody has answered yet. */
export interface FollowUpBoard {
  waiting: number;
  oldest_asked_at: string | null;
}

/** A rule that is watched, whether or not it holds: when it does, its `code` stands among the alerts. */
export interface BoardRule {
  code: string;
  figure: string;
  limit: number;
  value: number | null;
}

/** Everything on the board at one instant. */
export interface Board {
  at: string;
  channels: Record<string, ChannelBoard>;
  centres: CentreBoard[];
  hour: HourBoard;
  alerts: Alert[];
  follow_ups: FollowUpBoard;
  rules: BoardRule[];
}

/** The board; it comes first and may come again. */
export interface BoardSnapshot {
  type: "snapshot";
  board: Board;
}

/** The board again, at most once a second. */
export interface BoardFrame {
  type: "board";
  at: string;
  channels: Record<string, ChannelBoard>;
  centres: CentreBoard[];
  hour: HourBoard;
  alerts: Alert[];
  follow_ups: FollowUpBoard;
  rules: BoardRule[];
}

export type CitizenCommand = PostMessage | SayTyping | SaySeen | Leave | Heartbeat;

export type CitizenEvent = CitizenSnapshot | CitizenMessage | CitizenQueue | Answered | Returned | Transferred | CounsellorJoined | CounsellorLeft | CitizenEnded | CitizenTyping | CitizenSeen | Notice | Move | Live | ServerHeartbeat | Ok | Error;

export type CounsellorCommand = SetPresence | Take | Accept | Decline | PostStaffMessage | PostNote | SayStaffTyping | SayStaffSeen | Transfer | CancelTransfer | AskColleague | ReleaseColleague | Join | LeaveConversation | FlagContact | End | RecordWrapUp | Heartbeat;

export type CounsellorEvent = CounsellorSnapshot | StaffQueue | OfferFrame | OfferEnded | TransferEnded | JoinRequest | JoinRequestEnded | ColleagueFrame | ContactFrame | StaffMessage | NoteFrame | StaffTyping | StaffSeen | CitizenPresence | PresenceFrame | Notice | SettingsChangedFrame | Move | Live | ServerHeartbeat | Ok | Error;

export type CoordinatorCommand = Heartbeat;

export type CoordinatorEvent = BoardSnapshot | BoardFrame | Notice | Move | Live | ServerHeartbeat | Ok | Error;
