"""What a recorded time is played with: its own rota, hours and rules, and each change of one of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from app.domain.announced import HoursVersion, announced
from app.domain.contact import Channel
from app.domain.opening_hours import SEARCH_DAYS
from app.domain.opening_rules import DateRule, Interval, OpeningHours, Week
from app.domain.oslo import DAY_MINUTES, instant
from app.domain.policy import Policy
from app.domain.routing_rules import Routing
from app.domain.spans import Span, inside
from app.domain.weeks import wall_minute
from app.domain.wording import Wording
from app.replay.rotas import Duty, Wish, changed

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Opening:
    """Other ordinary hours on some weekdays (Monday 0); without intervals it is closed then."""

    weekdays: frozenset[int]
    intervals: tuple[Interval, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """One way to play the time, under a name."""

    name: str
    hours: OpeningHours
    policy: Policy
    routing: Routing
    duties: Sequence[Duty]
    to_the_end: bool = False
    """Whether the duties say already until when somebody new is taken."""


@dataclass(frozen=True, slots=True)
class Change:
    """What is different in a column; whatever is null stays as it was."""

    name: str
    hours: OpeningHours | None = None
    openings: Sequence[Opening] = ()
    """On top of the hours, whichever they are."""
    duties: Sequence[Duty] | None = None
    wishes: Sequence[Wish] = ()
    policy: dict[str, int] = field(default_factory=dict)
    routing: Routing | None = None
    to_the_end: bool = False
    """As of a column, for its duties."""


def with_change(base: Column, change: Change, days: Sequence[date]) -> Column:
    """The base with this change."""
    duties = base.duties if change.duties is None else change.duties
    for wish in change.wishes:
        duties = changed(duties, wish, days)
    return replace(
        base,
        name=change.name,
        hours=change.hours or base.hours,
        policy=replace(base.policy, **change.policy),
        routing=change.routing or base.routing,
        duties=duties,
        to_the_end=base.to_the_end if change.duties is None else change.to_the_end,
    )


def together(changes: Sequence[Change]) -> Change:
    """All of them at once, in one column; of two for the same thing the later one holds."""
    found = Change("all of it")
    for one in changes:
        found = replace(
            found,
            hours=one.hours or found.hours,
            openings=(*found.openings, *one.openings),
            duties=found.duties if one.duties is None else one.duties,
            wishes=(*found.wishes, *one.wishes),
            policy={**found.policy, **one.policy},
            routing=one.routing or found.routing,
            to_the_end=found.to_the_end if one.duties is None else one.to_the_end,
        )
    return found


def reopened(hours: OpeningHours, openings: Sequence[Opening]) -> OpeningHours:
    """The same with other ordinary hours; holidays, single days, closures and orders stay as they were."""
    for one in openings:
        hours = replace(
            hours,
            weekly=tuple(replace(rule, week=_week(rule.week, one)) for rule in hours.weekly),
            periods=tuple(replace(rule, week=_week(rule.week, one)) for rule in hours.periods),
        )
    return hours


def _week(week: Week, opening: Opening) -> Week:
    return tuple(opening.intervals if day in opening.weekdays else was for day, was in enumerate(week))


def held(versions: Sequence[HoursVersion], first: date, last: date) -> OpeningHours:
    """The hours that were announced for these dates, as one set of rules.

    Where the rules did not change they are themselves; else what was announced is written date by date.
    """
    ends = instant(last, DAY_MINUTES)
    holding = [one for one in versions if one.since < ends]
    current = [one for one in holding if one.since <= instant(first, 0)]
    if len(holding) <= 1 or len(current) == len(holding):
        return (holding or list(versions[:1]))[-1].hours if versions else OpeningHours()
    until = last + SEARCH_DAYS * DAY
    days = [first + number * DAY for number in range((until - first).days + 1)]
    return OpeningHours(
        dates=tuple(
            _date_rule(day, channel, inside(opened, (instant(day, 0), instant(day, DAY_MINUTES))))
            for channel in Channel
            for opened in [announced(versions, channel, first, until)]
            for day in days
        )
    )


def _date_rule(day: date, channel: Channel, spans: Sequence[Span]) -> DateRule:
    intervals = tuple(Interval(wall_minute(starts, day), wall_minute(ends, day)) for starts, ends in spans)
    return DateRule(day, intervals, Wording("", "", ""), channel=channel)
