"""Plays a recorded time in several ways: the log beside a replay of it, and that beside each change."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from app.domain.contact import Channel
from app.domain.opening_hours import spans
from app.domain.oslo import HOUR, day_of
from app.domain.policy import Policy, from_stored
from app.domain.routing_document import from_stored as routing_from_stored
from app.domain.rules import Rules
from app.domain.spans import Span, inside, merged, outside
from app.replay import outcomes, rotas
from app.replay.columns import Change, Column, held, reopened, together, with_change
from app.replay.crowd import Guest, Habits, as_visits, at_the_door, guests, habits
from app.replay.day import Day
from app.replay.outcomes import Ended, Result
from app.replay.recorded import Recorded, read_recorded
from app.replay.rotas import Duty
from app.repositories.replays import PastTime
from app.repositories.statistics import read_log

RECORDED, THERE, ORIGINAL = "recorded", "as they were there", "original"
DAY = timedelta(days=1)
Told = Callable[[int, int], None]


def nobody(played: int, of: int) -> None:
    """Nobody wants to know how far it is."""


@dataclass(frozen=True, slots=True)
class Question:
    """Which time is played again, with which changes."""

    within: Span
    changes: Sequence[Change]
    at_once: bool = False
    """All changes in one column, instead of a column for each."""
    seed: int = 1
    percent_of_visits: int = 100
    stretch: bool = True

    @property
    def days(self) -> list[date]:
        """The Oslo dates of the time."""
        first, last = day_of(self.within[0]), day_of(self.within[1] - HOUR)
        return [first + number * DAY for number in range((last - first).days + 1)]


@dataclass(frozen=True, slots=True)
class Answer:
    """All columns in order, and the name of that which every change is held against."""

    results: Mapping[str, Result]
    base: str
    recorded: Recorded
    habits: Mapping[Channel, Habits]
    rules_changed: int
    """How often policy or rules of routing changed within the time."""


def answer(question: Question, past: PastTime, told: Told = nobody) -> Answer:
    """The log, the replay of it, and each change; the same people in all of them.

    `told`: how many columns have been played, and of how many.
    """
    policy = from_stored(dict(past.policy.body))[0]
    recorded = read_recorded(past.log, question.within, policy)
    known = habits(recorded.arrivals, policy)
    base = _bases(question, past, policy)
    asked = [together(question.changes)] if question.at_once else question.changes
    changes = [_with_hours(one, question, past) for one in asked]
    columns = [*base, *(with_change(base[-1], one, question.days) for one in changes)]
    coming = guests(recorded.arrivals, known, question.seed)
    door = at_the_door(past.visits, known, question.seed, percent=question.percent_of_visits)
    results = {RECORDED: _recorded(recorded, base[0], policy, question)}
    for number, one in enumerate(columns):
        told(number, len(columns))
        more = _because_open(door, one, base[-1], question.within)
        results[one.name] = _play(one, question, coming, more)
    return Answer(
        results=results,
        base=base[-1].name,
        recorded=recorded,
        habits=known,
        rules_changed=past.policy.changes + past.routing.changes,
    )


def _with_hours(change: Change, question: Question, past: PastTime) -> Change:
    """The change with the hours that its openings make, also where the rules changed within the time."""
    if not change.openings:
        return change
    if change.hours is not None:
        return replace(change, hours=reopened(change.hours, change.openings))
    versions = [replace(one, hours=reopened(one.hours, change.openings)) for one in past.hours]
    return replace(change, hours=held(versions, question.days[0], question.days[-1]))


def _bases(question: Question, past: PastTime, policy: Policy) -> list[Column]:
    """Those who were there, and then the rota as it stood, if there was one."""
    routing = routing_from_stored(past.routing.body)[0]
    hours = held(past.hours, question.days[0], question.days[-1])
    present = rotas.there(read_log(past.log, policy).ready)
    rota = rotas.planned(past.shifts, past.people)
    on_rota = any(inside([one.span], question.within) for one in rota)
    found = [Column(THERE, hours, policy, routing, present, to_the_end=True)]
    if on_rota:
        found.append(Column(ORIGINAL, hours, policy, routing, rota))
    return found


def _because_open(door: Sequence[Guest], column: Column, base: Column, within: Span) -> list[Guest]:
    """Those who looked at a closed door and come in this column, because it opens what the base closed."""
    if column.hours == base.hours:
        return []
    found: list[Guest] = []
    for channel in Channel:
        opened = _opened(column, channel, within)
        for span in _opened(base, channel, within):
            opened = outside(opened, span)
        theirs = [one for one in door if one.who.channel is channel]
        found += [one for one in theirs if any(starts <= one.who.at < ends for starts, ends in opened)]
    return found


def _play(column: Column, question: Question, coming: Sequence[Guest], more: Sequence[Guest]) -> Result:
    visits = as_visits([*coming, *more])
    extra = {(one.who.at, one.looks) for one in more}
    around = (question.within[0], question.within[1] + DAY)
    people = rotas.mates(column.duties, around, column.policy, to_the_end=column.to_the_end)
    rules = Rules(policy=column.policy, hours=column.hours, routing=column.routing)
    Day(rules, people, visits, slowed=question.stretch).play()
    new = frozenset(one.ticket for one in visits if (one.who.at, one.looks) in extra)
    ended = outcomes.as_played(visits, new)
    own = [one for one in people if one.takes_from < question.within[1]]
    staffed = outcomes.staffed_time(own) / HOUR
    return _result(ended, column, question, (outcomes.occupancy(own), staffed))


def _recorded(recorded: Recorded, column: Column, policy: Policy, question: Question) -> Result:
    """What the log says; how busy people were is for the statistics to say."""
    people = rotas.mates(column.duties, question.within, policy, to_the_end=True)
    ended = outcomes.as_recorded(recorded.arrivals)
    return _result(ended, column, question, (None, outcomes.staffed_time(people) / HOUR))


def _result(
    ended: Sequence[Ended], column: Column, question: Question, work: tuple[float | None, float]
) -> Result:
    opened = {channel: _opened(column, channel, question.within) for channel in Channel}
    without = {channel: _without(column.duties, channel, opened[channel]) for channel in Channel}
    return Result(
        channels=outcomes.reached(ended, column.policy),
        occupancy=work[0],
        staffed_hours=work[1],
        open_hours={channel: _hours(found) for channel, found in opened.items()},
        unstaffed_hours={channel: _hours(found) for channel, found in without.items()},
        by_day=outcomes.by_day(ended, column.policy),
    )


def _opened(column: Column, channel: Channel, within: Span) -> list[Span]:
    return inside(spans(column.hours, channel, day_of(within[0]), day_of(within[1])), within)


def _without(duties: Sequence[Duty], channel: Channel, opened: Sequence[Span]) -> list[Span]:
    """The open time in which nobody is on shift for the channel."""
    left = list(opened)
    for span in merged(one.span for one in duties if channel in one.channels):
        left = outside(left, span)
    return left


def _hours(found: Sequence[Span]) -> float:
    return sum((ends - starts for starts, ends in found), timedelta(0)) / HOUR
