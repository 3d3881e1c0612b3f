"""The citizen's socket: what a citizen may say, and what she is told (protocol § 3.1)."""

from uuid import UUID

import msgspec

from app.domain.contact import Author, Language, State
from app.frames.shared import (
    Command,
    Error,
    ExpectedWait,
    Frame,
    Heartbeat,
    Instant,
    Limits,
    Live,
    Move,
    Notice,
    Ok,
    Part,
    Person,
    Seq,
    ServerHeartbeat,
)


class PostMessage(Command, frozen=True, kw_only=True, tag="message"):
    """Say something; resend the same `cid` until the message comes back."""

    cid: UUID
    text: str


class SayTyping(Command, frozen=True, kw_only=True, tag="typing"):
    """I am writing; at most one per 2 s."""


class SaySeen(Command, frozen=True, kw_only=True, tag="seen"):
    """I have read up to `seq`."""

    seq: Seq


class Leave(Command, frozen=True, kw_only=True, tag="leave"):
    """I leave the line or the conversation; answered by `ended`."""


CitizenCommand = PostMessage | SayTyping | SaySeen | Leave | Heartbeat


class Ended(Part, frozen=True, kw_only=True):
    """By whom, and why."""

    by: str
    reason: str


class Seen(Part, frozen=True, kw_only=True):
    """How far each side has read."""

    citizen: int
    counsellor: int


class CitizenContact(Part, frozen=True, kw_only=True):
    """The contact as its citizen sees it; `centre` of the counsellor is in the contact's language."""

    contact_id: UUID
    state: State
    language: Language
    position: int | None
    expected_wait: ExpectedWait | None
    counsellor: Person | None
    alias: str | None
    version: int
    code: str | None
    ended: Ended | None
    returned: str | None
    seen: Seen
    present: list[Person]
    """Colleagues who have joined the counsellor."""


class CitizenSnapshot(Frame, frozen=True, kw_only=True, tag="snapshot"):
    """All there is now; it may come again at any time and replaces the state shown."""

    contact: CitizenContact
    last_seq: int
    server_time: Instant
    limits: Limits


class CitizenMessage(Frame, frozen=True, kw_only=True, tag="message"):
    """A stored message: for the sender the receipt, for the other side the message."""

    seq: int
    cid: UUID
    author: Author
    name: str | None
    text: str
    at: Instant
    masked: bool


class CitizenQueue(Frame, frozen=True, kw_only=True, tag="queue"):
    """The place in line, pushed when it changes; it never grows."""

    position: int
    expected_wait: ExpectedWait | None


class Answered(Frame, frozen=True, kw_only=True, tag="answered"):
    """A counsellor has taken the contact."""

    counsellor: Person


class Returned(Frame, frozen=True, kw_only=True, tag="returned"):
    """Back in line, and why: `counsellor_gone` (first in line) or `transfer_failed`."""

    reason: str


class Transferred(Frame, frozen=True, kw_only=True, tag="transferred"):
    """Handed over: to somebody, or to the line."""

    counsellor: Person | None


class CounsellorJoined(Frame, frozen=True, kw_only=True, tag="joined"):
    """A colleague is in the conversation too."""

    counsellor: Person


class CounsellorLeft(Frame, frozen=True, kw_only=True, tag="left"):
    """The colleague has left; whoever `answered` or was `transferred` to is still there.

    `returned`, `ended` and `transferred` to the line leave nobody there, and need no `left`.
    """

    counsellor: Person


class CitizenEnded(Frame, frozen=True, kw_only=True, tag="ended"):
    """It is over: by whom, and why."""

    by: str
    reason: str


class CitizenTyping(Frame, frozen=True, kw_only=True, tag="typing"):
    """The other side is writing; `name` where it is a colleague who has joined."""

    author: Author
    name: str | msgspec.UnsetType = msgspec.UNSET


class CitizenSeen(Frame, frozen=True, kw_only=True, tag="seen"):
    """A side has read up to `seq`."""

    author: Author
    seq: int


CitizenEvent = (
    CitizenSnapshot
    | CitizenMessage
    | CitizenQueue
    | Answered
    | Returned
    | Transferred
    | CounsellorJoined
    | CounsellorLeft
    | CitizenEnded
    | CitizenTyping
    | CitizenSeen
    | Notice
    | Move
    | Live
    | ServerHeartbeat
    | Ok
    | Error
)
