"""How well forecasts did: against what came, and against simply repeating the week before."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.domain.forecast import WEEK, Deadline, Outlook, Seen, learn, placed

LEAST_HISTORY = 2 * WEEK
BUSY = 1.0
"""Expected arrivals from which an hour is a busy one."""


@dataclass(frozen=True, slots=True)
class Record:
    """Of so many hours: shares are fractions; `naive_error` is that of «as in the same hour last week».

    `inside`: came within the range (four in five is the aim). `error`: the sum of all deviations over
    all that came. `bias`: forecast over came, less one. Null where nothing came or nothing can be compared.
    `busy_hours`: hours in which at least one was expected. Where nobody is, as at night, nobody comes and
    every range holds: how good the ranges are shows in the busy hours. They are chosen by what was forecast,
    never by what came, so the choice favours nobody.
    """

    hours: int
    arrivals: int
    inside: float | None
    error: float | None
    bias: float | None
    naive_error: float | None
    busy_hours: int = 0
    busy_inside: float | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """One hour: what was forecast, what came, and what had come a week earlier (null: closed then)."""

    outlook: Outlook
    came: int
    week_before: int | None


def record(judged: Sequence[Judged]) -> Record:
    """The record of these hours."""
    came = sum(one.came for one in judged)
    both = [(one.came, one.week_before) for one in judged if one.week_before is not None]
    compared = sum(found for found, _ in both)
    busy = [one for one in judged if one.outlook.expected >= BUSY]
    return Record(
        hours=len(judged),
        arrivals=came,
        inside=_inside(judged),
        error=_part(sum(abs(one.outlook.expected - one.came) for one in judged), came),
        bias=_part(sum(one.outlook.expected for one in judged) - came, came),
        naive_error=_part(sum(abs(before - found) for found, before in both), compared),
        busy_hours=len(busy),
        busy_inside=_inside(busy),
    )


def replayed(
    seen: Sequence[Seen], deadlines: Sequence[Deadline], now: datetime, *, weeks: int, ahead: timedelta
) -> list[Judged]:
    """The hours of the last `weeks` weeks, each forecast from what was known `ahead` of it."""
    outlooks = replayed_outlooks(seen, deadlines, now, weeks=weeks, ahead=ahead)
    return judge(outlooks, {one.starts_at: one.arrivals for one in seen})


def replayed_outlooks(
    seen: Sequence[Seen], deadlines: Sequence[Deadline], now: datetime, *, weeks: int, ahead: timedelta
) -> list[Outlook]:
    """What would have been said of those hours; nothing of weeks that had too little before them."""
    known, found = placed(seen), list[Outlook]()
    first = min((one.starts_at for one in seen), default=now)
    for number in range(weeks, 0, -1):
        starts = now - number * WEEK
        model = learn(known, deadlines, starts - ahead) if starts - ahead - first >= LEAST_HISTORY else None
        hours = [one.starts_at for one in seen if starts <= one.starts_at < starts + WEEK]
        found += [] if model is None else [model.expect(hour) for hour in hours]
    return found


def judge(outlooks: Iterable[Outlook], came: Mapping[datetime, int]) -> list[Judged]:
    """Those outlooks whose hour has passed while the desk was open, with what came of them."""
    return [
        Judged(one, came[one.starts_at], came.get(one.starts_at - WEEK))
        for one in outlooks
        if one.starts_at in came
    ]


def _inside(judged: Sequence[Judged]) -> float | None:
    return _part(sum(one.outlook.low <= one.came <= one.outlook.high for one in judged), len(judged))


def _part(share: float, whole: float) -> float | None:
    return round(share / whole, 4) if whole else None
