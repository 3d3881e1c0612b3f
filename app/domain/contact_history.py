"""What became of a contact, read from its events alone: the outcome it counts as, and who worked on it.

Source: design § 3, «Counted by the first that holds».
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from app.domain.contact import Cause, State


class Outcome(StrEnum):
    """What a contact counts as; exactly one of them."""

    ANSWERED = "answered"
    ABANDONED = "abandoned"
    SHORT_ABANDONED = "short_abandoned"
    TURNED_AWAY = "turned_away"
    CALLBACK = "callback"
    LOST = "lost"
    STILL_WAITING = "still_waiting"


@dataclass(frozen=True, slots=True)
class Event:
    """One transition, as the log has it."""

    at: datetime
    to_state: State
    cause: Cause
    counsellor_id: UUID | None = None
    centre: str | None = None


@dataclass(frozen=True, slots=True)
class Spell:
    """A stretch in which one counsellor had the contact, in conversation or in its wrap-up."""

    counsellor_id: UUID | None
    centre: str | None
    starts_at: datetime
    ends_at: datetime | None
    """Null while it goes on."""
    state: State


def outcome_of(events: Sequence[Event], *, short: timedelta) -> Outcome:
    """The outcome of a contact from its events in order; `short` is where an abandonment begins to count."""
    if any(event.to_state is State.ACTIVE for event in events):
        return Outcome.ANSWERED
    causes = {event.cause: event.at for event in events}
    left_at = causes.get(Cause.LEFT) or causes.get(Cause.ERASED)
    if left_at is not None:
        return Outcome.SHORT_ABANDONED if left_at - events[0].at < short else Outcome.ABANDONED
    if Cause.ABSENT in causes:
        return Outcome.LOST
    if Cause.CLOSING_FOLLOW_UP in causes:
        return Outcome.CALLBACK
    return Outcome.TURNED_AWAY if Cause.CLOSING_TOLD in causes else Outcome.STILL_WAITING


def first_answer(events: Sequence[Event]) -> Event | None:
    """The event by which somebody first had the contact."""
    return next((event for event in events if event.to_state is State.ACTIVE), None)


def is_arrival(events: Sequence[Event]) -> bool:
    """Whether the contact came by itself: one made by a follow-up was counted when it was asked for."""
    return events[0].cause is not Cause.FOLLOW_UP


def spells(events: Sequence[Event]) -> list[Spell]:
    """Who had the contact when; a transfer within `active` begins a new spell."""
    return list(_spells(events))


def handle_time(events: Sequence[Event], *, wrap_up_seat: timedelta) -> timedelta | None:
    """Time in conversation and in wrap-up, the latter for as long as it holds a seat.

    Null while the contact is not done; a wrap-up forgotten overnight is no handling.
    """
    if events[-1].to_state is not State.CLOSED:
        return None
    lengths = [
        min(spell.ends_at - spell.starts_at, wrap_up_seat if spell.state is State.WRAP_UP else timedelta.max)
        for spell in _spells(events)
        if spell.ends_at is not None
    ]
    return sum(lengths, timedelta()) if lengths else None


def wrap_up_time(events: Sequence[Event]) -> timedelta | None:
    """From the end of the conversation to the recorded wrap-up; null where none was recorded by hand."""
    ended = [event.at for event in events if event.to_state is State.WRAP_UP]
    return events[-1].at - ended[-1] if ended and events[-1].cause is Cause.WRAPPED_UP else None


def _spells(events: Sequence[Event]) -> Iterator[Spell]:
    owner: tuple[UUID | None, str | None] = (None, None)
    for number, event in enumerate(events):
        if event.to_state is State.ACTIVE:
            owner = (event.counsellor_id, event.centre)
        if event.to_state not in (State.ACTIVE, State.WRAP_UP):
            continue
        ends_at = events[number + 1].at if number + 1 < len(events) else None
        yield Spell(*owner, event.at, ends_at, event.to_state)
