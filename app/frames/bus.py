"""What workers tell each other after a commit: ready-made frames with the version that orders them.

A worker passes its own events to its sockets first and then publishes them once. All of it may be lost:
`version` and `seq` show the gap, and the comparison mends it (promises § 3.5).
"""

from uuid import UUID

import msgspec

from app.frames.shared import Sendable

Raw = msgspec.Raw


class BusEvent(msgspec.Struct, frozen=True, kw_only=True, tag_field="t", omit_defaults=True):
    """Something that happened, for whoever has a socket that it concerns."""


class ToCitizen(BusEvent, frozen=True, kw_only=True, tag="c"):
    """The contact got this version; what its citizen is told of it (often nothing).

    `over`: this was the end, the socket closes after a while.
    """

    contact_id: UUID
    version: int
    frames: tuple[Raw, ...] = ()
    over: bool = False


class ToCounsellor(BusEvent, frozen=True, kw_only=True, tag="w"):
    """The counsellor's place at work got this version; what she is told of it.

    `gained` and `lost`: contacts that are hers from now on, each with its `last_seq`, and no longer hers.
    `joined`: those of a colleague, which she is in too from now on.
    """

    counsellor_id: UUID
    version: int
    frames: tuple[Raw, ...] = ()
    gained: tuple[tuple[UUID, int], ...] = ()
    joined: tuple[tuple[UUID, int], ...] = ()
    lost: tuple[UUID, ...] = ()


class Said(BusEvent, frozen=True, kw_only=True, tag="m"):
    """A message was stored: the frame for the citizen, and the one for the owner at that moment."""

    contact_id: UUID
    seq: int
    owner: UUID | None
    citizen: Raw
    staff: Raw


class Passing(BusEvent, frozen=True, kw_only=True, tag="p"):
    """Typing, seen, presence: worth a moment, never stored for the bus; a lost one is no loss."""

    contact_id: UUID
    owner: UUID | None
    citizen: tuple[Raw, ...] = ()
    staff: tuple[Raw, ...] = ()


class LineChanged(BusEvent, frozen=True, kw_only=True, tag="l"):
    """Somebody joined or left the line: positions and the staff's view of it are to be sent anew."""


class CitizenDisplaced(BusEvent, frozen=True, kw_only=True, tag="dc"):
    """A newer socket of this contact said hello: older ones close 4409."""

    contact_id: UUID
    generation: int


class CounsellorDisplaced(BusEvent, frozen=True, kw_only=True, tag="dw"):
    """A newer socket of this counsellor said hello: older ones close 4409."""

    counsellor_id: UUID
    generation: int


class SignedOut(BusEvent, frozen=True, kw_only=True, tag="so"):
    """These staff sessions have ended: their sockets close 4401."""

    session_ids: tuple[UUID, ...]


class Erased(BusEvent, frozen=True, kw_only=True, tag="er"):
    """The contact's text is gone: its citizen's sockets close with this code."""

    contact_id: UUID
    close_code: int


class SettingsChanged(BusEvent, frozen=True, kw_only=True, tag="s"):
    """Policy, hours, topics or replies have changed; every worker reads them anew."""


class Beat(BusEvent, frozen=True, kw_only=True, tag="b"):
    """A worker hears itself: the subscription is alive."""


Event = (
    ToCitizen
    | ToCounsellor
    | Said
    | Passing
    | LineChanged
    | CitizenDisplaced
    | CounsellorDisplaced
    | SignedOut
    | Erased
    | SettingsChanged
    | Beat
)


class Batch(msgspec.Struct, frozen=True, kw_only=True):
    """What one commit published, and the worker that did."""

    worker_id: UUID
    events: tuple[Event, ...]


_encoder = msgspec.json.Encoder()


def raw(frame: Sendable) -> Raw:
    """A frame as the bytes that will stand on the socket."""
    return Raw(_encoder.encode(frame))
