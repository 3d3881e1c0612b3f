"""Opening hours as others publish them: the usual week, and the days that differ from it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from app.domain.opening_hours import Reason, plan, spans
from app.domain.opening_rules import Interval, OpeningHours
from app.domain.oslo import DAY_MINUTES, OSLO, day_of
from app.domain.wording import Wording

Hours = tuple[Interval, ...]
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class PublishedDay:
    """What holds on one date, orders by hand included; `label` names a holiday, closure or special hours."""

    day: date
    hours: Hours
    label: Wording | None = None
    closed_for: Wording | None = None
    """Why it is closed although the desk is usually open on such a day."""


@dataclass(frozen=True, slots=True)
class PublishedWeek:
    """The hours of most weeks, Monday first, and every date that has others."""

    usual: tuple[Hours, ...]
    special: tuple[PublishedDay, ...]


def published_days(hours: OpeningHours, channel: str, first: date, days: int) -> list[PublishedDay]:
    """The dates from `first` on; what is published is never more than what holds, to the whole minute."""
    last = first + timedelta(days=days - 1)
    by_day: dict[date, list[Interval]] = {}
    for starts, ends in spans(hours, channel, first, last):
        for day, interval in _by_day(starts, ends):
            by_day.setdefault(day, []).append(interval)
    dates = [first + timedelta(days=number) for number in range(days)]
    return [_published(hours, channel, day, tuple(by_day.get(day, ()))) for day in dates]


def published_week(days: Sequence[PublishedDay]) -> PublishedWeek:
    """The most frequent hours of each weekday are the usual ones (of equals the nearest), the rest special.

    `days`: at least a whole week.
    """
    usual = tuple(
        Counter(one.hours for one in days if one.day.weekday() == weekday).most_common(1)[0][0]
        for weekday in range(7)
    )
    special = tuple(one for one in days if one.hours != usual[one.day.weekday()])
    return PublishedWeek(usual, special)


def _published(hours: OpeningHours, channel: str, day: date, found: Hours) -> PublishedDay:
    planned = plan(hours, channel, day)
    if found or planned.reason not in (Reason.HOLIDAY, Reason.CLOSURE):
        return PublishedDay(day, found, planned.label if found else None)
    usually = plan(replace(hours, dates=(), holidays=()), channel, day).intervals
    return PublishedDay(day, found, planned.label, closed_for=planned.label if usually else None)


def _by_day(starts: datetime, ends: datetime) -> list[tuple[date, Interval]]:
    """A span cut at midnights of Oslo's wall, begun minutes left out."""
    found: list[tuple[date, Interval]] = []
    day = day_of(starts)
    while day <= day_of(ends):
        opens = 0 if day > day_of(starts) else _minutes(starts, up=True)
        closes = DAY_MINUTES if day < day_of(ends) else _minutes(ends, up=False)
        if opens < closes:
            found.append((day, Interval(opens, closes)))
        day += timedelta(days=1)
    return found


def _minutes(at: datetime, *, up: bool) -> int:
    """Minutes after midnight on the wall."""
    wall = at.astimezone(OSLO)
    begun = bool(wall.second or wall.microsecond)
    return wall.hour * 60 + wall.minute + (1 if up and begun else 0)
