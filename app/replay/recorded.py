"""Who came in a time that is over, read from the log: how long each waited, talked and was recorded.

A chat beside others lasted longer than it would have alone. What the log has is turned back into the time
alone, so that a replay can stretch it anew by whatever is at once there.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import groupby, pairwise
from typing import Any
from uuid import UUID

from app.domain.contact import Cause, Channel, Language, State
from app.domain.contact_history import Event, Outcome, Spell, first_answer, is_arrival, outcome_of, spells
from app.domain.follow_up import channel_of
from app.domain.policy import Policy
from app.domain.spans import Span
from app.replay.pace import stretch
from app.repositories.statistics import Fetched


@dataclass(frozen=True, slots=True)
class Conversation:
    """How long one lasted alone, and its recording, in seconds."""

    talk: float
    wrap_up: float


@dataclass(frozen=True, slots=True)
class Happened:
    """An arrival and what became of it; null is what the log cannot know."""

    key: str
    """When, how and as which of several: chance is drawn from it, so it is the same whenever it is read."""
    at: datetime
    channel: Channel
    outcome: Outcome
    language: Language = Language.NB
    waited: timedelta | None = None
    """In line, until the answer or the end; null for whoever never stood there."""
    left: bool = False
    """Whether she left of her own accord: then she waited as long as she would."""
    conversation: Conversation | None = None

    @property
    def answered(self) -> bool:
        """Whether somebody had it."""
        return self.outcome is Outcome.ANSWERED


@dataclass(frozen=True, slots=True)
class Recorded:
    """All arrivals of a time, and what is left out: attempts at follow-ups, and the hours they took."""

    arrivals: Sequence[Happened]
    attempts: int
    attempt_time: timedelta
    by_hand: int
    """Calls that were registered by hand, answered at once."""


def read_recorded(fetched: Fetched, within: Span, policy: Policy) -> Recorded:
    """The arrivals within a time, in order."""
    stories = [_Story(list(rows)) for _, rows in groupby(fetched.histories, key=lambda row: row.id)]
    stretched = _stretched(stories)
    came = [one for one in stories if one.arrived and within[0] <= one.at < within[1]]
    attempts = [one for one in stories if not one.arrived]
    arrivals = [_happened(one, stretched.get(one.key, 0.0), policy) for one in came]
    arrivals += [
        Happened("", row.at, Channel(row.channel), Outcome.TURNED_AWAY) for row in fetched.turned_away
    ]
    arrivals += [Happened("", at, channel_of(kind), Outcome.CALLBACK) for at, kind in fetched.asked]
    return Recorded(
        arrivals=_keyed(arrivals),
        attempts=len(attempts),
        attempt_time=sum((end - start for one in attempts for start, end in one.talks()), timedelta()),
        by_hand=sum(one.events[0].cause is Cause.PHONE_BY_HAND for one in came),
    )


class _Story:
    """The events of one contact."""

    __slots__ = ("arrived", "at", "channel", "events", "key", "language", "spells")

    def __init__(self, rows: Sequence[Any]) -> None:
        first = rows[0]
        self.key, self.at = str(first.id), first.arrived_at
        self.channel, self.language = Channel(first.channel), Language(first.language)
        self.events = [
            Event(row.at, State(row.to_state), Cause(row.cause), row.counsellor_id, row.centre)
            for row in rows
        ]
        self.spells: list[Spell] = spells(self.events)
        self.arrived = is_arrival(self.events)

    def talks(self) -> Iterator[Span]:
        """The time in conversation, with however many counsellors."""
        for one in self.spells:
            if one.state is State.ACTIVE and one.ends_at is not None:
                yield (one.starts_at, one.ends_at)

    def wrap_up(self) -> float:
        """Seconds of the last recording."""
        lengths = [
            (one.ends_at - one.starts_at).total_seconds()
            for one in self.spells
            if one.state is State.WRAP_UP and one.ends_at is not None
        ]
        return lengths[-1] if lengths else 0.0


def _happened(story: _Story, talk: float, policy: Policy) -> Happened:
    outcome = outcome_of(story.events, short=timedelta(seconds=policy.short_abandon_seconds))
    answer = first_answer(story.events)
    by_hand = story.events[0].cause is Cause.PHONE_BY_HAND
    until = story.events[-1].at if answer is None else answer.at
    told = outcome in (Outcome.TURNED_AWAY, Outcome.STILL_WAITING)
    return Happened(
        key=story.key,
        at=story.at,
        channel=story.channel,
        outcome=outcome,
        language=story.language,
        waited=None if by_hand else max(until - story.at, timedelta(0)),
        left=answer is None and not told,
        conversation=Conversation(talk, story.wrap_up()) if answer is not None else None,
    )


def _keyed(arrivals: Iterable[Happened]) -> list[Happened]:
    """In order, each with a key that no id has a part in: those are another in every copy of a desk."""
    found: list[Happened] = []
    seen = Counter[tuple[datetime, Channel]]()
    for one in sorted(arrivals, key=_order):
        seen[one.at, one.channel] += 1
        key = f"{one.at.isoformat()}/{one.channel}/{seen[one.at, one.channel]}"
        found.append(replace(one, key=key))
    return found


def _order(one: Happened) -> tuple[datetime, str, str, str, timedelta, float]:
    talk = one.conversation.talk if one.conversation else 0.0
    return (one.at, one.channel, one.outcome, one.language, one.waited or timedelta(0), talk)


def _stretched(stories: Iterable[_Story]) -> Mapping[str, float]:
    """By contact the seconds its conversation would have lasted alone."""
    talks = defaultdict[UUID, list[tuple[datetime, int, str]]](list)
    for story in stories:
        for one in story.spells:
            if one.state is State.ACTIVE and one.ends_at is not None and one.counsellor_id is not None:
                talks[one.counsellor_id] += [(one.starts_at, 1, story.key), (one.ends_at, -1, story.key)]
    found = defaultdict[str, float](float)
    for hers in talks.values():
        here: set[str] = set()
        for (at, step, key), (until, _, _) in pairwise([*sorted(hers), (max(hers)[0], 0, "")]):
            here = here | {key} if step > 0 else here - {key}
            for talking in here:
                found[talking] += (until - at).total_seconds() / stretch(len(here))
    return found
