"""The rules of opening hours as data: weeks, periods, dates and a coordinator's orders."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from app.domain.holidays import NORWEGIAN, HolidayRule
from app.domain.spans import Span
from app.domain.wording import Wording


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """Wall time from `starts` up to but not including `ends`, minutes after midnight; 1440 is 24:00."""

    starts: int
    ends: int


Week = tuple[tuple[Interval, ...], ...]
"""Seven days, Monday first."""


@dataclass(frozen=True, slots=True)
class WeeklyRule:
    """An ordinary week, from `valid_from` to `valid_to`, both included, null without limit."""

    rule_id: str
    week: Week
    channel: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    enabled: bool = True
    on_holidays: bool = False
    """Holds on public holidays too: for desks that never close."""

    def covers(self, day: date) -> bool:
        """Whether the rule is in force on `day`."""
        started = self.valid_from is None or self.valid_from <= day
        return self.enabled and started and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class PeriodRule:
    """Another week than the ordinary one from `first` to `last`, both included: summer hours."""

    rule_id: str
    first: date
    last: date
    week: Week
    label: Wording
    channel: str | None = None
    priority: int = 20
    on_holidays: bool = False

    def covers(self, day: date) -> bool:
        """Whether the period holds `day`."""
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class DateRule:
    """The hours of one date, replacing everything else that day; no intervals: closed."""

    day: date
    intervals: tuple[Interval, ...]
    label: Wording
    channel: str | None = None
    priority: int = 40

    def covers(self, day: date) -> bool:
        """Whether the rule is about `day`."""
        return self.day == day


class Order(StrEnum):
    """What a manual override orders."""

    CLOSE = "close"
    OPEN = "open"
    FOLLOW_RULES = "follow_rules"


@dataclass(frozen=True, slots=True)
class Override:
    """A coordinator's order, in force from `since` until `until`; null: without limit."""

    order: Order
    reason: Wording
    channel: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    author: str | None = None
    """The name of who gave it."""

    def window(self, horizon: Span) -> Span:
        """The part of `horizon` in which the order is in force."""
        return (max(self.since or horizon[0], horizon[0]), min(self.until or horizon[1], horizon[1]))

    def in_force(self, at: datetime) -> bool:
        """Whether the order is in force at `at`."""
        return (self.since is None or self.since <= at) and (self.until is None or at < self.until)


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """Everything that decides when the desk is open; later rules of a level prevail over earlier ones."""

    weekly: tuple[WeeklyRule, ...] = ()
    periods: tuple[PeriodRule, ...] = ()
    dates: tuple[DateRule, ...] = ()
    overrides: tuple[Override, ...] = ()
    holidays: tuple[HolidayRule, ...] = NORWEGIAN
    changed_at: datetime | None = None
    """When rules or closures were last changed: what a change closed has been closed no longer than that."""
