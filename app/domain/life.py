"""The life of a contact as it can be told afterwards: its events, and how long it waited."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from app.domain.contact import WAITING, Cause, Channel, Language, State
from app.domain.wording import Wording


@dataclass(frozen=True, slots=True)
class LifeEvent:
    """One transition; `why` is a reason somebody gave, `words` and `left_out` tell of dispatch's decision."""

    at: datetime
    cause: Cause
    from_state: State | None
    to_state: State
    counsellor: str | None
    centre: str | None
    why: str | None = None
    words: Wording | None = None
    left_out: Wording | None = None
    considered: int | None = None


@dataclass(frozen=True, slots=True)
class Life:
    """A contact from its arrival to `told_at`; nothing in it was said by anybody in the conversation."""

    contact_id: UUID
    channel: Channel
    language: Language
    state: State
    told_at: datetime
    events: Sequence[LifeEvent]

    @property
    def arrived_at(self) -> datetime:
        """When it came."""
        return self.events[0].at

    @property
    def answered_at(self) -> datetime | None:
        """When somebody had it first."""
        return next((one.at for one in self.events if one.to_state is State.ACTIVE), None)

    @property
    def waited_seconds(self) -> int:
        """From the arrival to the first answer; without one to the end of its waiting, or until now."""
        over = next((one.at for one in self.events if one.to_state not in WAITING), self.told_at)
        return round((over - self.arrived_at).total_seconds())

    def after(self, event: LifeEvent) -> int:
        """Seconds from the arrival to this event."""
        return round((event.at - self.arrived_at).total_seconds())


def life_json(life: Life) -> dict[str, Any]:
    """The life as JSON; instants are the caller's to write."""
    return {
        "contact_id": str(life.contact_id),
        "channel": str(life.channel),
        "language": str(life.language),
        "state": str(life.state),
        "arrived_at": life.arrived_at,
        "answered_at": life.answered_at,
        "waited_seconds": life.waited_seconds,
        "events": [_event_json(one, life.after(one)) for one in life.events],
    }


def _event_json(event: LifeEvent, after: int) -> dict[str, Any]:
    return {
        "at": event.at,
        "after_seconds": after,
        "cause": str(event.cause),
        "from": None if event.from_state is None else str(event.from_state),
        "to": str(event.to_state),
        "counsellor": event.counsellor,
        "centre": event.centre,
        "why": event.why,
        "words": None if event.words is None else event.words.as_json(),
        "left_out": None if event.left_out is None else event.left_out.as_json(),
        "considered": event.considered,
    }
