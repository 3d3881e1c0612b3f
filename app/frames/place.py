"""A counsellor's place at work in numbers, and who she is: parts of what her socket tells (§ 3.2)."""

from uuid import UUID

from app.domain.contact import Channel
from app.domain.counsellor import Presence, Role
from app.frames.shared import Frame, Instant, Part


class Me(Part, frozen=True, kw_only=True):
    """The counsellor herself."""

    counsellor_id: UUID
    name: str
    role: Role
    centre: str | None


class PerChannel(Part, frozen=True, kw_only=True):
    """A whole number for each channel."""

    chat: int
    phone: int


class PresencePart(Part, frozen=True, kw_only=True):
    """The wish as it stands, since when, and why where the desk changed it; and the duty it holds in.

    `on_shift_until`: null outside every shift, where a wish moves nothing. `last_offers`: nothing new is
    offered to her before her duty ends.
    """

    state: Presence
    channels: list[Channel]
    since: Instant
    reason: str | None
    on_shift_until: Instant | None
    last_offers: bool


class PresenceFrame(Frame, frozen=True, kw_only=True, tag="presence"):
    """My own presence and seats as they stand now."""

    state: Presence
    channels: list[Channel]
    since: Instant
    reason: str | None
    capacity: PerChannel
    load: PerChannel
    free: PerChannel
    on_shift_until: Instant | None
    last_offers: bool


class SettingsChangedFrame(Frame, frozen=True, kw_only=True, tag="settings"):
    """What the desk decides has changed: lists, quick replies and public pages are worth reading anew.

    `version` only rises; the snapshot's and that of `GET /api/replies` are the same counter.
    """

    version: int
