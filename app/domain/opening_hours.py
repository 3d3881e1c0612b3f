"""When the desk is open: weekly rules, periods, holidays, dates and the manual override, in that order.

The order and the half-open intervals are those of the rule format (`hours_document`); missing or
contradictory rules close the desk, and never open it.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TypeVar

from app.domain.holidays import holidays_on
from app.domain.opening_rules import DateRule, Interval, Order, Override, PeriodRule, WeeklyRule
from app.domain.opening_rules import OpeningHours as OpeningHours
from app.domain.oslo import DAY_MINUTES, day_of, instant
from app.domain.spans import Span, inside, merged, outside
from app.domain.wording import Wording

SEARCH_DAYS = 60
"""How far ahead the next opening is looked for; beyond that nobody knows yet."""

NEAR_DAYS = 7

ORDINARY = "ordinary week"
NO_RULE = "none"
MANUAL = "manual"

Rule = TypeVar("Rule", PeriodRule, DateRule)
_Sought = tuple[datetime | None, datetime | None]


class Reason(StrEnum):
    """Why the desk is closed."""

    OUTSIDE_HOURS = "outside_hours"
    HOLIDAY = "holiday"
    CLOSURE = "closure"
    MANUAL = "manual"


@dataclass(frozen=True, slots=True)
class DayPlan:
    """What the rules say of one date and channel, and which rule says it."""

    day: date
    intervals: tuple[Interval, ...]
    rule: str
    reason: Reason
    """Why the desk is closed whenever it is closed that day."""
    label: Wording | None = None


@dataclass(frozen=True, slots=True)
class HoursAnswer:
    """Whether the desk is open, until or from when, by which rule; `label` names a holiday or closure."""

    open: bool
    closes_at: datetime | None
    opens_at: datetime | None
    rule: str
    reason: Reason | None
    label: Wording | None = None


def evaluate(hours: OpeningHours, channel: str, at: datetime) -> HoursAnswer:
    """Is the channel open at `at`? `closes_at` is null while no end is in sight within 60 days."""
    return _answer(hours, channel, at, _next_span(hours, channel, at))


def answers(hours: OpeningHours, channel: str, moments: Sequence[datetime]) -> list[HoursAnswer]:
    """What `evaluate` says at each of the moments, which are in order; the time ahead is worked out once."""
    if not moments:
        return []
    ahead = spans(hours, channel, day_of(moments[0]), day_of(moments[-1]) + timedelta(days=SEARCH_DAYS))
    return [_answer(hours, channel, at, _span_among(ahead, at)) for at in moments]


def _answer(hours: OpeningHours, channel: str, at: datetime, span: _Sought) -> HoursAnswer:
    """Outside the hours nothing else explains that it is closed: no name of longer hours or of a summer."""
    starts, ends = span
    rule, reason, label = _explanation(hours, channel, at)
    if starts is not None and starts <= at:
        return HoursAnswer(True, ends, None, rule, None, label)
    return HoursAnswer(False, None, starts, rule, reason, None if reason is Reason.OUTSIDE_HOURS else label)


def _span_among(ahead: Sequence[Span], at: datetime) -> _Sought:
    """The opening that holds `at` or comes next within 60 days; its end is null beyond them."""
    horizon = instant(day_of(at) + timedelta(days=SEARCH_DAYS), DAY_MINUTES)
    after = bisect_right(ahead, at, key=lambda span: span[1])
    if after == len(ahead) or ahead[after][0] >= horizon:
        return (None, None)
    starts, ends = ahead[after]
    return (starts, ends if ends < horizon else None)


def _next_span(hours: OpeningHours, channel: str, at: datetime) -> _Sought:
    """The opening that holds `at` or comes next; its end is null beyond the search, both without any.

    Nearly always it lies within a week; only otherwise the whole two months are worked out.
    """
    found: _Sought = (None, None)
    for days in (NEAR_DAYS, SEARCH_DAYS):
        last = day_of(at) + timedelta(days=days)
        coming = [span for span in spans(hours, channel, day_of(at), last) if at < span[1]]
        if not coming:
            continue
        starts, ends = coming[0]
        if ends < instant(last, DAY_MINUTES):
            return starts, ends
        found = (starts, None)
    return found


def spans(hours: OpeningHours, channel: str, first: date, last: date) -> list[Span]:
    """When the channel is open on the dates `first` to `last`, both included, as merged instants."""
    horizon = (instant(first, 0), instant(last, DAY_MINUTES))
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    by_rule = merged(
        (instant(day, interval.starts), instant(day, interval.ends))
        for day in days
        for interval in plan(hours, channel, day).intervals
    )
    found = by_rule
    for override in _orders(hours, channel):
        window = override.window(horizon)
        granted = {Order.CLOSE: [], Order.OPEN: [window], Order.FOLLOW_RULES: by_rule}[override.order]
        found = merged([*outside(found, window), *inside(granted, window)])
    return found


def plan(hours: OpeningHours, channel: str, day: date) -> DayPlan:
    """What the rules say of one date, manual override aside."""
    chosen = _prevailing(hours.dates, channel, day)
    if chosen is not None:
        return _plan_of_date(chosen, day)
    usual = _prevailing(hours.periods, channel, day) or _weekly(hours.weekly, channel, day)
    names = holidays_on(day, hours.holidays)
    if names and not (usual and usual.on_holidays):
        return DayPlan(day, (), "holiday: " + joined(names).nb, Reason.HOLIDAY, joined(names))
    if usual is None:
        return DayPlan(day, (), NO_RULE, Reason.OUTSIDE_HOURS)
    if isinstance(usual, PeriodRule):
        return _plan_of_period(usual, day)
    return DayPlan(day, usual.week[day.weekday()], ORDINARY, Reason.OUTSIDE_HOURS)


def contradictions(weekly: Sequence[WeeklyRule]) -> list[tuple[int, int]]:
    """Pairs of places of weekly rules that are valid on one date for one channel: that date is closed."""
    return [
        (earlier, later)
        for later, second in enumerate(weekly)
        for earlier, first in enumerate(weekly[:later])
        if first.enabled and second.enabled and first.channel == second.channel and _meet(first, second)
    ]


def joined(names: Sequence[Wording]) -> Wording:
    """Several holidays on one date are one closure with all their names."""
    return Wording(
        nb=" + ".join(name.nb for name in names),
        nn=" + ".join(name.nn for name in names),
        en=" + ".join(name.en for name in names),
        se=" + ".join(name.se for name in names) if all(name.se for name in names) else "",
    )


def _plan_of_date(rule: DateRule, day: date) -> DayPlan:
    name = rule.label.nb or day.isoformat()
    return DayPlan(day, rule.intervals, f"date: {name}", Reason.CLOSURE, rule.label)


def _plan_of_period(rule: PeriodRule, day: date) -> DayPlan:
    # A period without any hours is a closure with a name; one with other hours than usual is just hours.
    reason = Reason.OUTSIDE_HOURS if any(rule.week) else Reason.CLOSURE
    return DayPlan(day, rule.week[day.weekday()], rule.rule_id, reason, rule.label)


def _prevailing(rules: Sequence[Rule], channel: str, day: date) -> Rule | None:
    fitting = [rule for rule in rules if rule.channel in (None, channel) and rule.covers(day)]
    # max() returns the first of equals, so the list is read from its end: later ones win.
    return max(reversed(fitting), key=lambda rule: (rule.priority, rule.channel is not None), default=None)


def _weekly(rules: Sequence[WeeklyRule], channel: str, day: date) -> WeeklyRule | None:
    """The one rule in force; a rule naming the channel wins, two of a kind contradict each other: none."""
    fitting = weeks_on(rules, channel, day)
    return fitting[0] if len(fitting) == 1 else None


def weeks_on(rules: Sequence[WeeklyRule], channel: str, day: date) -> list[WeeklyRule]:
    """The weekly rules of a date: those that name the channel, else those for every channel."""
    covering = [rule for rule in rules if rule.covers(day)]
    naming = [rule for rule in covering if rule.channel == channel]
    return naming or [rule for rule in covering if rule.channel is None]


def _orders(hours: OpeningHours, channel: str) -> list[Override]:
    """The overrides that concern the channel, the strongest last."""
    fitting = [override for override in hours.overrides if override.channel in (None, channel)]
    return sorted(fitting, key=lambda override: override.channel is not None)


def _explanation(hours: OpeningHours, channel: str, at: datetime) -> tuple[str, Reason, Wording | None]:
    """Which rule governs at `at`, why the desk would be closed by it, and what that is called."""
    in_force = [override for override in _orders(hours, channel) if override.in_force(at)]
    if in_force and in_force[-1].order is not Order.FOLLOW_RULES:
        return (MANUAL, Reason.MANUAL, in_force[-1].reason)
    today = plan(hours, channel, day_of(at))
    if today.reason is not Reason.CLOSURE or not today.intervals:
        return (today.rule, today.reason, today.label)
    return (today.rule, _reason_between(hours, channel, at), today.label)


def _reason_between(hours: OpeningHours, channel: str, at: datetime) -> Reason:
    """On a date with hours of its own it is a closure only where the desk would else have been open."""
    day = day_of(at)
    usual = OpeningHours(weekly=hours.weekly, periods=hours.periods, holidays=hours.holidays)
    else_open = any(starts <= at < ends for starts, ends in spans(usual, channel, day, day))
    return Reason.CLOSURE if else_open else Reason.OUTSIDE_HOURS


def _meet(first: WeeklyRule, second: WeeklyRule) -> bool:
    """Whether two rules are valid on a common date."""
    starts = max(first.valid_from or date.min, second.valid_from or date.min)
    return starts <= min(first.valid_to or date.max, second.valid_to or date.max)
