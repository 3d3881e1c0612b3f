"""The counsellor's socket: what she may do, and what she is told (protocol § 3.2)."""

from uuid import UUID

import msgspec

from app.domain.contact import Author, Channel
from app.domain.counsellor import Presence
from app.domain.follow_up import Result
from app.frames import joining
from app.frames.offering import OfferEnded as OfferEnded
from app.frames.offering import OfferFrame as OfferFrame
from app.frames.offering import OfferPart as OfferPart
from app.frames.offering import WhyWords as WhyWords
from app.frames.place import Me as Me
from app.frames.place import PerChannel as PerChannel
from app.frames.place import PresenceFrame as PresenceFrame
from app.frames.place import PresencePart as PresencePart
from app.frames.place import SettingsChangedFrame
from app.frames.shared import (
    Command,
    ContactView,
    Error,
    Frame,
    Heartbeat,
    Instant,
    Limits,
    Live,
    Move,
    Notice,
    Ok,
    Part,
    Seq,
    ServerHeartbeat,
)


class SetPresence(Command, frozen=True, kw_only=True, tag="presence"):
    """The wish: ready, on a break or off, and for which channels."""

    state: Presence
    channels: list[Channel] | None = None


class Take(Command, frozen=True, kw_only=True, tag="take"):
    """Take a contact from the line; null takes the next that fits (then `id` is required)."""

    contact_id: UUID | None


class Accept(Command, frozen=True, kw_only=True, tag="accept"):
    """Take the contact that is offered to me."""

    contact_id: UUID
    offer_id: UUID | None = None


class Decline(Command, frozen=True, kw_only=True, tag="decline"):
    """Leave it to somebody else; it goes back to its old place."""

    contact_id: UUID
    offer_id: UUID | None = None
    reason: str | None = None


class PostStaffMessage(Command, frozen=True, kw_only=True, tag="message"):
    """Answer the citizen."""

    contact_id: UUID
    cid: UUID
    text: str


class PostNote(Command, frozen=True, kw_only=True, tag="note"):
    """A note for colleagues, never shown to the citizen."""

    contact_id: UUID
    cid: UUID
    text: str


class SayStaffTyping(Command, frozen=True, kw_only=True, tag="typing"):
    """I am writing in this conversation."""

    contact_id: UUID


class SayStaffSeen(Command, frozen=True, kw_only=True, tag="seen"):
    """I have read this conversation up to `seq`."""

    contact_id: UUID
    seq: Seq


class TransferTo(Part, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Exactly one of: the line, a centre, a counsellor."""

    queue: bool | None = None
    centre: str | None = None
    counsellor: UUID | None = None


class Transfer(Command, frozen=True, kw_only=True, tag="transfer"):
    """Hand the conversation over, with a note for whoever gets it."""

    contact_id: UUID
    to: TransferTo
    note: str | None = None


class FlagContact(Command, frozen=True, kw_only=True, tag="flag"):
    """Acute concern: while it is flagged, the desk never ends the conversation for silence."""

    contact_id: UUID
    on: bool
    reason: str | None = None


class End(Command, frozen=True, kw_only=True, tag="end"):
    """End the conversation; wrap-up remains. `abuse`: its citizen is abusive, and is slowed down."""

    contact_id: UUID
    abuse: bool = False


class RecordWrapUp(Command, frozen=True, kw_only=True, tag="wrap_up"):
    """Record what it was about; this closes the contact and frees the seat."""

    contact_id: UUID
    disposition: str | None = None
    topics: list[str] | None = None
    education_level_asked: str | None = None
    education_background: str | None = None
    sex: str | None = None
    age_band: str | None = None
    job_status: str | None = None
    county: str | None = None
    earlier_guidance: str | None = None
    follow_up: Result | None = None
    """Of a follow-up's contact: done, or again later; left out, an answer written or a call made is done."""


CounsellorCommand = (
    SetPresence
    | Take
    | Accept
    | Decline
    | PostStaffMessage
    | PostNote
    | SayStaffTyping
    | SayStaffSeen
    | Transfer
    | joining.CancelTransfer
    | joining.AskColleague
    | joining.ReleaseColleague
    | joining.Join
    | joining.LeaveConversation
    | FlagContact
    | End
    | RecordWrapUp
    | Heartbeat
)


class CounsellorSnapshot(Frame, frozen=True, kw_only=True, tag="snapshot"):
    """All there is now; it may come again at any time and replaces the state shown."""

    me: Me
    presence: PresencePart
    capacity: PerChannel
    load: PerChannel
    free: PerChannel
    shift_until: Instant | None
    queue: list[ContactView]
    contacts: list[ContactView]
    joined: list[ContactView]
    """Conversations of colleagues that I have joined."""
    join_requests: list[joining.JoinRequestPart]
    offers: list[OfferPart]
    limits: Limits
    wrap_up_nudge_seconds: int
    """A wrap-up that has been open for so long (from its `since`) is worth a word, once; 0: never."""
    take_by_hand: bool
    """Whether she may take from the line by hand."""
    settings_version: int
    """See `SettingsChangedFrame`."""
    server_time: Instant


class StaffQueue(Frame, frozen=True, kw_only=True, tag="queue"):
    """The whole line (at most 200; `more` is the rest), at most once a second."""

    waiting: list[ContactView]
    more: int


class ContactFrame(ContactView, frozen=True, kw_only=True, tag="contact", tag_field="type"):
    """A contact as it is now; not mine and not `joined` by me: remove it. `erased`: drop its text."""

    erased: bool | msgspec.UnsetType = msgspec.UNSET
    reload: bool | msgspec.UnsetType = msgspec.UNSET


class StaffMessage(Frame, frozen=True, kw_only=True, tag="message"):
    """A stored message of a contact of mine."""

    contact_id: UUID
    seq: int
    cid: UUID
    author: Author
    author_id: UUID | None
    name: str | None
    text: str
    at: Instant
    masked: bool


class NoteFrame(Frame, frozen=True, kw_only=True, tag="note"):
    """A stored note."""

    contact_id: UUID
    note_id: UUID
    cid: UUID
    author_id: UUID
    name: str
    text: str
    at: Instant


class StaffTyping(Frame, frozen=True, kw_only=True, tag="typing"):
    """The citizen is writing."""

    contact_id: UUID
    author: Author


class StaffSeen(Frame, frozen=True, kw_only=True, tag="seen"):
    """A side has read up to `seq`."""

    contact_id: UUID
    author: Author
    seq: int


class CitizenPresence(Frame, frozen=True, kw_only=True, tag="citizen"):
    """The citizen is there, or has lost touch."""

    contact_id: UUID
    present: bool


CounsellorEvent = (
    CounsellorSnapshot
    | StaffQueue
    | OfferFrame
    | OfferEnded
    | joining.TransferEnded
    | joining.JoinRequest
    | joining.JoinRequestEnded
    | joining.ColleagueFrame
    | ContactFrame
    | StaffMessage
    | NoteFrame
    | StaffTyping
    | StaffSeen
    | CitizenPresence
    | PresenceFrame
    | Notice
    | SettingsChangedFrame
    | Move
    | Live
    | ServerHeartbeat
    | Ok
    | Error
)
