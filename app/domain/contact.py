"""A contact: one question from one citizen, and the table of what may happen to it (design § 3)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType
from uuid import UUID

from app.domain.errors import WrongState

ContactId = NewType("ContactId", UUID)


class Channel(StrEnum):
    """How the citizen reaches the desk."""

    CHAT = "chat"
    PHONE = "phone"


class Language(StrEnum):
    """The languages the desk answers in."""

    NB = "nb"
    NN = "nn"
    EN = "en"
    SE = "se"


class State(StrEnum):
    """Where a contact is in its life; `closed` and `abandoned` are final (I6)."""

    QUEUED = "queued"
    OFFERED = "offered"
    ACTIVE = "active"
    WRAP_UP = "wrap_up"
    CLOSED = "closed"
    ABANDONED = "abandoned"


class Cause(StrEnum):
    """Why a contact moved from one state to another."""

    ARRIVED = "arrived"
    FOLLOW_UP = "follow_up"
    PHONE_BY_HAND = "phone_by_hand"
    OFFERED = "offered"
    DECLINED = "declined"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    ACCEPTED = "accepted"
    TAKEN = "taken"
    TRANSFERRED = "transferred"
    COUNSELLOR_GONE = "counsellor_gone"
    DISABLED = "disabled"
    ENDED_CITIZEN = "ended_citizen"
    ENDED_COUNSELLOR = "ended_counsellor"
    ENDED_IDLE = "ended_idle"
    ERASED = "erased"
    LEFT = "left"
    ABSENT = "absent"
    CLOSING_FOLLOW_UP = "closing_follow_up"
    CLOSING_TOLD = "closing_told"
    WRAPPED_UP = "wrapped_up"
    LAPSED = "lapsed"


class Author(StrEnum):
    """Who wrote a message: one of the two sides, or the desk itself."""

    CITIZEN = "citizen"
    COUNSELLOR = "counsellor"
    DESK = "desk"


WAITING = frozenset({State.QUEUED, State.OFFERED})
"""The states in which a citizen stands in line."""

TALKING = frozenset({State.QUEUED, State.OFFERED, State.ACTIVE})
"""The states in which messages are taken."""

OWNED = frozenset({State.ACTIVE, State.WRAP_UP})
"""The states in which a contact has exactly one owner (I4)."""

FINAL = frozenset({State.CLOSED, State.ABANDONED})

MOVES: dict[tuple[State | None, Cause], State] = {
    (None, Cause.ARRIVED): State.QUEUED,
    (None, Cause.FOLLOW_UP): State.QUEUED,
    (None, Cause.PHONE_BY_HAND): State.ACTIVE,
    (State.QUEUED, Cause.OFFERED): State.OFFERED,
    (State.OFFERED, Cause.DECLINED): State.QUEUED,
    (State.OFFERED, Cause.EXPIRED): State.QUEUED,
    (State.OFFERED, Cause.WITHDRAWN): State.QUEUED,
    (State.OFFERED, Cause.ACCEPTED): State.ACTIVE,
    (State.QUEUED, Cause.TAKEN): State.ACTIVE,
    (State.ACTIVE, Cause.ACCEPTED): State.ACTIVE,
    (State.ACTIVE, Cause.TRANSFERRED): State.QUEUED,
    (State.ACTIVE, Cause.COUNSELLOR_GONE): State.QUEUED,
    (State.ACTIVE, Cause.DISABLED): State.QUEUED,
    (State.ACTIVE, Cause.ENDED_CITIZEN): State.WRAP_UP,
    (State.ACTIVE, Cause.ENDED_COUNSELLOR): State.WRAP_UP,
    (State.ACTIVE, Cause.ENDED_IDLE): State.WRAP_UP,
    (State.ACTIVE, Cause.ERASED): State.WRAP_UP,
    (State.WRAP_UP, Cause.WRAPPED_UP): State.CLOSED,
    (State.WRAP_UP, Cause.LAPSED): State.CLOSED,
    (State.QUEUED, Cause.CLOSING_FOLLOW_UP): State.CLOSED,
    (State.OFFERED, Cause.CLOSING_FOLLOW_UP): State.CLOSED,
    (State.QUEUED, Cause.CLOSING_TOLD): State.CLOSED,
    (State.OFFERED, Cause.CLOSING_TOLD): State.CLOSED,
    (State.QUEUED, Cause.LEFT): State.ABANDONED,
    (State.OFFERED, Cause.LEFT): State.ABANDONED,
    (State.QUEUED, Cause.ERASED): State.ABANDONED,
    (State.OFFERED, Cause.ERASED): State.ABANDONED,
    (State.QUEUED, Cause.ABSENT): State.ABANDONED,
    (State.OFFERED, Cause.ABSENT): State.ABANDONED,
}
"""From state and cause to the next state: the whole table of design § 3."""

ENDINGS: dict[Cause, tuple[str, str]] = {
    Cause.ENDED_CITIZEN: ("citizen", "left"),
    Cause.LEFT: ("citizen", "left"),
    Cause.ERASED: ("citizen", "erased"),
    Cause.ENDED_COUNSELLOR: ("counsellor", "done"),
    Cause.ENDED_IDLE: ("desk", "idle"),
    Cause.ABSENT: ("desk", "absent"),
    Cause.CLOSING_FOLLOW_UP: ("desk", "closing"),
    Cause.CLOSING_TOLD: ("desk", "closing"),
}
"""What the citizen is told about an end: by whom, and why (protocol § 3.1)."""


def next_state(state: State | None, cause: Cause) -> State:
    """The state a contact moves to; raises `WrongState` where the table has no such move."""
    try:
        return MOVES[state, cause]
    except KeyError:
        raise WrongState({"state": state or "none"}) from None


@dataclass(frozen=True, slots=True)
class Waiting:
    """A contact in line, as the rules of routing see it."""

    contact_id: ContactId
    channel: Channel
    language: Language
    ticket: int
    arrived_at: datetime
    present: bool
    returned: bool = False
    follow_up: bool = False
    only_centre: str | None = None
    skill: str | None = None
    """A special skill it is best answered with, by the page it came from (`Routing.skill_of`)."""

    @property
    def rank(self) -> tuple[int, int]:
        """Class first (`returned`, `follow_up`, `new`), then the ticket, which never changes (I7)."""
        return (0 if self.returned else 1 if self.follow_up else 2, self.ticket)
