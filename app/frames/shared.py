"""What frames are made of: the base, instants, and the parts that all three sockets share (protocol § 3)."""

from datetime import UTC, datetime
from functools import lru_cache
from typing import Annotated, Any, NewType
from uuid import UUID

import msgspec

from app.domain.contact import Channel, Language, State
from app.domain.follow_up import Kind

Seq = Annotated[int, msgspec.Meta(ge=0, le=2**31 - 1)]
"""A number of a message, as a client gives it: what PostgreSQL can hold."""

Instant = NewType("Instant", str)
"""RFC 3339 in UTC with milliseconds, as `2026-11-23T09:00:00.000Z`."""


@lru_cache(maxsize=256)
def instant(at: datetime) -> Instant:
    """An aware datetime as it stands in frames; those of one batch are the same."""
    return Instant(at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{at.microsecond // 1000:03d}Z")


def maybe_instant(at: datetime | None) -> Instant | None:
    """The same for what may not have happened."""
    return None if at is None else instant(at)


class Frame(msgspec.Struct, frozen=True, kw_only=True, tag_field="type"):
    """A frame: one JSON object whose `type` says which."""


class Command(Frame, frozen=True, kw_only=True):
    """A frame from a client; with `id` it gets exactly one `ok` or `error`."""

    id: str | None = None


Sendable = msgspec.Struct
"""Whatever encodes to a frame; CONTACT and the board are frames as well as parts."""


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """A part of a frame."""


class Person(Part, frozen=True, kw_only=True):
    """Who answers: a counsellor's name and the centre's name in the contact's language."""

    name: str
    centre: str | None


class ExpectedWait(Part, frozen=True, kw_only=True):
    """A rounded range; null where there is too little evidence."""

    from_seconds: int
    to_seconds: int


class Limits(Part, frozen=True, kw_only=True):
    """How fast and how much a side may send: clients pace themselves by it."""

    text: int
    burst: int
    per_second: int
    unacknowledged: int


def untyped(frame: Sendable) -> dict[str, Any]:
    """A frame's fields as JSON values, without the `type` that only a socket needs."""
    fields: dict[str, Any] = msgspec.to_builtins(frame)
    fields.pop("type", None)
    return fields


class Companion(Part, frozen=True, kw_only=True):
    """A colleague beside the owner: asked, and `present` once she has joined; `centre` is a code."""

    counsellor_id: UUID
    name: str
    centre: str | None
    present: bool


class Transferring(Part, frozen=True, kw_only=True):
    """A transfer on its way to a colleague, who may accept it until `expires_at`."""

    offer_id: UUID
    counsellor_id: UUID
    name: str
    expires_at: Instant


class Hold(Part, frozen=True, kw_only=True):
    """The text is held back from the sweep until then; why stands at the contact itself."""

    until: Instant


class ContactView(Part, frozen=True, kw_only=True):
    """A contact as staff see it (CONTACT in the protocol); `since` is the entry into `state`."""

    contact_id: UUID
    channel: Channel
    language: Language
    state: State
    owner: UUID | None
    arrived_at: Instant
    since: Instant
    alias: str | None
    county: str | None
    first_line: str | None
    position: int | None
    last_seq: int
    seen_seq: int
    citizen_present: bool
    version: int
    returned: str | None
    transferred_from: UUID | None
    follow_up: Kind | None
    """What this contact is an attempt to do; nobody waits at the other end."""
    flagged: bool
    """Acute concern: the desk never ends it for silence."""
    joined: list[Companion]
    """Colleagues asked into the conversation; of those present each is one of those who may write in it."""
    transferring: Transferring | None
    hold: Hold | None
    """While its text is held; the citizen's own erasing goes before it."""


class Ok(Frame, frozen=True, kw_only=True, tag="ok"):
    """The command's effect holds."""

    id: str
    contact_id: UUID | msgspec.UnsetType = msgspec.UNSET


class Error(Frame, frozen=True, kw_only=True, tag="error"):
    """A command was refused; `code` is stable, `message` for people, `details` field -> why."""

    code: str
    message: str
    details: dict[str, str]
    id: str | msgspec.UnsetType = msgspec.UNSET
    cid: UUID | msgspec.UnsetType = msgspec.UNSET
    contact_id: UUID | msgspec.UnsetType = msgspec.UNSET
    retry_after_ms: int | msgspec.UnsetType = msgspec.UNSET


class Live(Frame, frozen=True, kw_only=True, tag="live"):
    """Everything missed has been sent; from here on it is as it happens."""


class ServerHeartbeat(Frame, frozen=True, kw_only=True, tag="heartbeat"):
    """Sent every 10 s; the client answers each from its message handler."""


class Move(Frame, frozen=True, kw_only=True, tag="move"):
    """This worker is leaving: open the new socket after `after_ms`, close the old one at its `live`."""

    after_ms: int


class NoticeTexts(Part, frozen=True, kw_only=True):
    """A notice in each language of the pages."""

    nb: str
    nn: str
    en: str


class Notice(Frame, frozen=True, kw_only=True, tag="notice", omit_defaults=True):
    """A word from the desk that stands until `until`; each takes the place of the one before.

    It comes when the notice begins, and again on each new socket while it stands. `text` is in the contact's
    language, for staff in bokmål with `texts` beside it; empty: no notice stands any more.
    """

    text: str
    texts: NoticeTexts | None = None
    until: Instant | None = None


NO_NOTICE = Notice(text="")
"""None stands."""


class Heartbeat(Command, frozen=True, kw_only=True, tag="heartbeat"):
    """The client is there."""
