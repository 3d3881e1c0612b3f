"""A follow-up: a question left or a call asked for instead of waiting; its states, attempts and end."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NewType
from uuid import UUID

from app.domain.contact import Channel
from app.domain.opening_hours import evaluate, spans
from app.domain.opening_rules import OpeningHours
from app.domain.oslo import day_of
from app.domain.policy import Policy

FollowUpId = NewType("FollowUpId", UUID)

FIRST_TICKET = -(10**12)
TRIES = 1_000
"""Contacts that one follow-up may have in its life: so many tickets lie between it and the next one."""

SEARCH_DAYS = 60
"""Opening days are looked for so far ahead, as an opening is."""

MOST_OPEN = 3
"""Open follow-ups with one telephone number, or by way of one contact: nobody is called all day."""


class Kind(StrEnum):
    """What was asked for."""

    MESSAGE = "message"
    CALL = "call"


class State(StrEnum):
    """Where a follow-up is: nobody tried yet, tried in vain, answered, given up, erased by its citizen."""

    WAITING = "waiting"
    ATTEMPTED = "attempted"
    ANSWERED = "answered"
    EXPIRED = "expired"
    ERASED = "erased"


OPEN = frozenset({State.WAITING, State.ATTEMPTED})


class Result(StrEnum):
    """What a counsellor says of an attempt: it is done, or somebody tries again later."""

    DONE = "done"
    AGAIN = "again"


class Outcome(StrEnum):
    """How an attempt ended; `unanswered`: it left the line before anybody took it, and does not count."""

    ANSWERED = "answered"
    AGAIN = "again"
    UNANSWERED = "unanswered"


OUTCOMES = {Result.DONE: Outcome.ANSWERED, Result.AGAIN: Outcome.AGAIN}


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a follow-up has come."""

    state: State
    attempts: int
    not_before: datetime | None

    @property
    def ended(self) -> bool:
        """Whether nothing more will happen; text and number go with that."""
        return self.state not in OPEN


def channel_of(kind: Kind) -> Channel:
    """A question is answered in writing, a call by telephone."""
    return Channel.PHONE if kind is Kind.CALL else Channel.CHAT


def is_open(hours: OpeningHours, kind: Kind, at: datetime) -> bool:
    """Whether an attempt may be made now."""
    return evaluate(hours, _hours_of(hours, kind, at), at).open


def expiry(hours: OpeningHours, kind: Kind, asked_at: datetime, *, days: int) -> datetime:
    """The end of the `days`-th opening day: of dates with opening time after `asked_at`, the rest of today's
    included. With fewer than that in sight it is the end of what is looked at, 60 days ahead (P8).
    """
    channel, today = _hours_of(hours, kind, asked_at), day_of(asked_at)
    for number in range(SEARCH_DAYS):
        closes_at = _closes_on(hours, channel, today + timedelta(days=number))
        if closes_at is not None and closes_at > asked_at:
            days -= 1
        if closes_at is not None and days <= 0:
            return max(closes_at, asked_at)
    return asked_at + timedelta(days=SEARCH_DAYS)


def after(progress: Progress, outcome: Outcome, now: datetime, policy: Policy) -> Progress:
    """Where the follow-up is after an attempt; one that has ended meanwhile, erased say, stays as it is."""
    if progress.ended or outcome is Outcome.UNANSWERED:
        return progress
    attempts = progress.attempts + 1
    if outcome is Outcome.ANSWERED:
        return Progress(State.ANSWERED, attempts, None)
    if attempts >= policy.follow_up_attempts:
        return Progress(State.EXPIRED, attempts, None)
    again_at = now + timedelta(seconds=policy.follow_up_again_seconds)
    return Progress(State.ATTEMPTED, attempts, again_at)


def usual_result(kind: Kind, *, wrote: bool) -> Result:
    """What an attempt came to where its counsellor did not say: a call was made, an answer is written."""
    return Result.DONE if kind is Kind.CALL or wrote else Result.AGAIN


def ticket(number_asked: int, tried: int) -> int:
    """The ticket of its next contact; below zero, and by when it was asked.

    So the class `follow_up` is told by the ticket alone, between `returned` and `new` (I7).
    """
    return FIRST_TICKET + number_asked * TRIES + tried


def most_at_once(ready: int) -> int:
    """How many attempts may be in line or in conversation at once: one for every second counsellor ready.

    They go before whoever is new, so more of them would keep out those who wait at the door.
    """
    return (ready + 1) // 2


def _hours_of(hours: OpeningHours, kind: Kind, at: datetime) -> Channel:
    """Whose hours count: the chat's for calls too where the telephone has none in sight."""
    channel = channel_of(kind)
    found = evaluate(hours, channel, at)
    return channel if found.open or found.opens_at is not None else Channel.CHAT


def _closes_on(hours: OpeningHours, channel: Channel, day: date) -> datetime | None:
    return max((ends for _, ends in spans(hours, channel, day, day)), default=None)
