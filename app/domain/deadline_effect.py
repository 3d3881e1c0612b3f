"""What a deadline does to the days around it: arrivals expected as deadlines are, and as they would be."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.domain.contact import Channel
from app.domain.forecast import Deadline, Model
from app.domain.oslo import day_of

AHEAD = timedelta(weeks=6)
AROUND = timedelta(days=14)
FARTHEST = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class DayExpected:
    """Arrivals of a channel expected on an Oslo date: as the deadlines are, and as they would be."""

    day: date
    channel: Channel
    before: float
    after: float


def days_shown(today: date, deadline: Deadline) -> list[date]:
    """The coming six weeks, and two weeks around a deadline that lies further ahead, of a year at most."""
    coming = _days(today, today + AHEAD)
    first, last = deadline.first - AROUND, deadline.last + AROUND
    if deadline.last < today or deadline.first > today + FARTHEST:
        return coming
    return sorted({*coming, *_days(max(first, today), min(last, today + FARTHEST))})


def expected_days(
    models: tuple[Model, Model], channel: Channel, opened: Mapping[datetime, float], days: Sequence[date]
) -> list[DayExpected]:
    """The sums of the open hours of each date; none for a date on which the channel is closed."""
    before, after = models
    sums: dict[date, list[float]] = defaultdict(lambda: [0.0, 0.0])
    shown = frozenset(days)
    for hour, part in opened.items():
        day = day_of(hour)
        if day in shown:
            sums[day][0] += before.mean(hour, part=min(part, 1.0))
            sums[day][1] += after.mean(hour, part=min(part, 1.0))
    return [DayExpected(day, channel, *sums[day]) for day in sorted(sums)]


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]
