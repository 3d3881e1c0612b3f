"""Which of the board's rules hold: what needs a hand now, since when, and by which figure of the policy."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from app.domain.contact import Channel
from app.domain.policy import Policy

ZERO = timedelta(0)
DAY = timedelta(days=1)


class Pressure(StrEnum):
    """How hard a channel is pressed, by the longest wait there is or is to be expected."""

    CALM = "calm"
    BUSY = "busy"
    """Longer than the target, or somebody waits while nobody is ready."""
    OVERLOADED = "overloaded"
    """Longer than the limit of the alert."""


class Rule(StrEnum):
    """The alert that it raises; each has a figure of the policy as its limit, and never holds at 0."""

    WAITING_CHAT = "waiting_over_target"
    WAITING_PHONE = "phone_waiting_over_target"
    NOBODY_READY_CHAT = "nobody_ready"
    NOBODY_READY_PHONE = "nobody_ready_phone"
    MISSING = "missing_from_shift"
    FORECAST = "forecast_exceeded"
    FOLLOW_UP = "follow_up_expiring"
    DELETION = "deletion_overdue"
    FIGURES = "figures_behind"


FIGURES = {
    Rule.WAITING_CHAT: "alert_wait_chat_seconds",
    Rule.WAITING_PHONE: "alert_wait_phone_seconds",
    Rule.NOBODY_READY_CHAT: "alert_nobody_ready_seconds",
    Rule.NOBODY_READY_PHONE: "alert_nobody_ready_seconds",
    Rule.MISSING: "alert_missing_seconds",
    Rule.FORECAST: "alert_forecast_percent",
    Rule.FOLLOW_UP: "alert_follow_up_seconds",
    Rule.DELETION: "alert_deletion_seconds",
    Rule.FIGURES: "alert_figures_days",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AtWork:
    """Somebody who is on shift or has a contact, and from when she has been as she is."""

    on_shift: bool
    here: bool
    """Present, and not off."""
    ready_for: Collection[Channel]
    since: datetime

    @property
    def missing(self) -> bool:
        """On shift, and not there."""
        return self.on_shift and not self.here


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What the rules look at, at one instant; null or absent is nothing to complain of."""

    now: datetime
    waits: Mapping[Channel, timedelta] = field(default_factory=dict)
    """The longest wait of those in line."""
    unserved: Mapping[Channel, datetime] = field(default_factory=dict)
    """Since when a channel has been open with nobody ready for it."""
    missing_since: datetime | None = None
    arrivals: int = 0
    expected: float | None = None
    high: int | None = None
    """The upper end of what is forecast of this hour."""
    expires: datetime | None = None
    """When the first unanswered follow-up does."""
    text_due: datetime | None = None
    """From when on the oldest text that is still there should have been gone."""
    uncounted: datetime | None = None
    """When the oldest day ended that is not kept."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A rule at one instant: what was measured, in the unit of its limit, and from when on it holds."""

    rule: Rule
    limit: int
    value: int | None
    holds: bool = False
    since: datetime | None = None
    """Null while it does not hold, or where nobody can tell."""


def judge(seen: Seen, policy: Policy) -> list[Judged]:
    """Every rule, the gravest first."""
    lasting: list[tuple[Rule, datetime | None, timedelta]] = [
        (Rule.NOBODY_READY_CHAT, seen.unserved.get(Channel.CHAT), timedelta(seconds=1)),
        (Rule.NOBODY_READY_PHONE, seen.unserved.get(Channel.PHONE), timedelta(seconds=1)),
        (Rule.WAITING_CHAT, _began(seen, Channel.CHAT), timedelta(seconds=1)),
        (Rule.WAITING_PHONE, _began(seen, Channel.PHONE), timedelta(seconds=1)),
        (Rule.MISSING, seen.missing_since, timedelta(seconds=1)),
        (Rule.DELETION, seen.text_due, timedelta(seconds=1)),
        (Rule.FIGURES, seen.uncounted, DAY),
    ]
    judged = [_lasting(one, seen.now, policy) for one in lasting]
    return [*judged[:5], _forecast(seen, policy), judged[5], _follow_up(seen, policy), judged[6]]


def pressure(
    longest: timedelta, expected: timedelta, *, target: int, limit: int, stuck: bool = False
) -> Pressure:
    """By the longer of both waits; `limit` 0 is none. `stuck`: somebody waits, and nobody is ready."""
    seconds = max(longest, expected).total_seconds()
    if limit and seconds > limit:
        return Pressure.OVERLOADED
    return Pressure.BUSY if stuck or seconds > target else Pressure.CALM


def missing_since(people: Collection[AtWork]) -> datetime | None:
    """Since when the first of those who are missing has been; null when nobody is."""
    return min((one.since for one in people if one.missing), default=None)


def anybody_ready(people: Collection[AtWork], channel: Channel) -> bool:
    """Whether anybody is ready for the channel, busy or not."""
    return any(channel in one.ready_for for one in people)


def unserved_since(people: Collection[AtWork], *others: datetime | None) -> datetime | None:
    """Since when nobody has been ready: the last of those on shift to stop, or of the `others` (the opening,
    the end of the last shift); null where nothing tells."""
    stopped = [one.since for one in people if one.on_shift]
    return max([*stopped, *(one for one in others if one is not None)], default=None)


def _began(seen: Seen, channel: Channel) -> datetime | None:
    longest = seen.waits.get(channel, ZERO)
    return seen.now - longest if longest > ZERO else None


def _lasting(what: tuple[Rule, datetime | None, timedelta], now: datetime, policy: Policy) -> Judged:
    """Something that began, and must not last longer than the limit, counted in `unit`."""
    rule, began, unit = what
    limit = _limit(rule, policy)
    if began is None:
        return Judged(rule, limit, None)
    value = (now - began) // unit
    holds = limit > 0 and now - began > limit * unit
    return Judged(rule, limit, value, holds, began + limit * unit if holds else None)


def _forecast(seen: Seen, policy: Policy) -> Judged:
    """More of the hour's expectation than the limit, in percent, and more than the forecast's upper end."""
    limit = _limit(Rule.FORECAST, policy)
    if not seen.expected or seen.high is None:
        return Judged(Rule.FORECAST, limit, None)
    value = round(100 * seen.arrivals / seen.expected)
    return Judged(Rule.FORECAST, limit, value, limit > 0 and value > limit and seen.arrivals > seen.high)


def _follow_up(seen: Seen, policy: Policy) -> Judged:
    """The first unanswered follow-up expires within the limit."""
    limit = _limit(Rule.FOLLOW_UP, policy)
    if seen.expires is None:
        return Judged(Rule.FOLLOW_UP, limit, None)
    ahead = timedelta(seconds=limit)
    holds = limit > 0 and seen.expires - seen.now <= ahead
    left = max(0, (seen.expires - seen.now) // timedelta(seconds=1))
    return Judged(Rule.FOLLOW_UP, limit, left, holds, seen.expires - ahead if holds else None)


def _limit(rule: Rule, policy: Policy) -> int:
    limit: int = getattr(policy, FIGURES[rule])
    return limit
