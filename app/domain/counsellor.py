"""A counsellor at work: the wish, the seats, and who may be offered a contact (design § 4)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NewType
from uuid import UUID

from app.domain.contact import Channel, ContactId, Language
from app.domain.policy import Policy

CounsellorId = NewType("CounsellorId", UUID)
CentreCode = NewType("CentreCode", str)


class Presence(StrEnum):
    """What a counsellor wishes: to be offered contacts, a break, or to be off."""

    OFF = "off"
    READY = "ready"
    BREAK = "break"


EVERYBODYS_LANGUAGES = frozenset({Language.NB, Language.NN, Language.EN})
"""What a counsellor answers in of whom nothing else is written down; Sámi is not taken for granted."""


class Role(StrEnum):
    """What a member of staff may do."""

    COUNSELLOR = "counsellor"
    COORDINATOR = "coordinator"


def may_take(role: Role, policy: Policy) -> bool:
    """Whether this member of staff may take from the line by hand; an offer may be accepted by everybody."""
    return bool(policy.take_by_hand) or role is Role.COORDINATOR


@dataclass(frozen=True, slots=True)
class Seats:
    """How many contacts a counsellor may hold at once, and how many are held, per channel."""

    chat_capacity: int
    chat_held: int
    phone_held: int

    def free(self, channel: Channel) -> int:
        """Free seats: a call goes only to somebody who holds none, and while it lasts no chat is offered."""
        if self.phone_held:
            return 0
        if channel is Channel.PHONE:
            return 0 if self.chat_held else 1
        return max(0, self.chat_capacity - self.chat_held)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A counsellor on shift, present and wishing, as the rules of routing see her."""

    counsellor_id: CounsellorId
    centre: str | None
    channels: frozenset[Channel]
    seats: Seats
    idle_since: datetime
    refused: Mapping[ContactId, datetime] = field(default_factory=dict)

    """Contacts declined or missed, with the instant: not offered again for a minute."""

    languages: frozenset[Language] = EVERYBODYS_LANGUAGES
    skills: frozenset[str] = frozenset()

    @property
    def is_free(self) -> bool:
        """Whether she has a free seat for any of her channels."""
        return any(self.seats.free(channel) for channel in self.channels)
