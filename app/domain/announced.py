"""When a channel was announced open: by the rules that held at the time, not by those of today."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from app.domain.opening_hours import spans
from app.domain.opening_rules import OpeningHours
from app.domain.oslo import DAY_MINUTES, HOUR, clock_hours, day_of, instant
from app.domain.spans import Span, inside, merged

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class HoursVersion:
    """Opening hours and since when they hold."""

    since: datetime
    hours: OpeningHours


def planned(versions: Sequence[HoursVersion]) -> list[HoursVersion]:
    """The same, those of the past without what was ordered by hand: no shift was planned for that."""
    past = [replace(one, hours=replace(one.hours, overrides=())) for one in versions[:-1]]
    return [*past, *versions[-1:]]


def announced(versions: Sequence[HoursVersion], channel: str, first: date, last: date) -> list[Span]:
    """Open time on the dates `first` to `last`, both included; `versions` oldest first.

    Before the oldest version its rules count, too: a new desk's first rules describe its past.
    """
    begins, ends = instant(first, 0), instant(last, DAY_MINUTES)
    found: list[Span] = []
    for number, version in enumerate(versions):
        since = begins if number == 0 else max(begins, version.since)
        until = versions[number + 1].since if number + 1 < len(versions) else ends
        if since < until and since < ends:
            window = (since, min(until, ends))
            days = max(first, day_of(window[0]) - DAY), min(last, day_of(window[1]))
            found += inside(spans(version.hours, channel, *days), window)
    return merged(found)


def open_parts(opened: Iterable[Span]) -> dict[datetime, float]:
    """The part of each clock hour that is open; hours without any are not in it."""
    found = defaultdict[datetime, float](float)
    for starts, ends in opened:
        for hour in clock_hours(starts, ends):
            found[hour] += (min(ends, hour + HOUR) - max(starts, hour)) / HOUR
    return dict(found)
