"""Oslo wall time and instants: the one place that knows where the desk's clock hangs."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

from app.domain.errors import Invalid

OSLO = ZoneInfo("Europe/Oslo")
DAY_MINUTES = 24 * 60
HOUR = timedelta(hours=1)


def day_of(at: datetime) -> date:
    """The Oslo date of an instant."""
    return at.astimezone(OSLO).date()


@lru_cache(maxsize=10_000)
def instant(day: date, minute: int) -> datetime:
    """The instant of a wall time, `minute` minutes after midnight (1440: the next midnight) on `day`.

    A wall time that exists twice is the first one; one that does not exist is the moment the clock jumps
    over it, so that hours which begin inside the gap begin where the gap ends.
    """
    whole_days, rest = divmod(minute, DAY_MINUTES)
    wall = datetime.combine(day + timedelta(days=whole_days), time(rest // 60, rest % 60))
    found = wall.replace(tzinfo=OSLO).astimezone(UTC)
    if found.astimezone(OSLO).replace(tzinfo=None) == wall:
        return found
    # Clocks change on a whole hour of UTC, and `found` lies within the hour after the jump.
    return found.replace(minute=0)


class Wall(StrEnum):
    """How often a wall time comes on a date."""

    ONCE = "once"
    SKIPS = "skips"
    REPEATS = "repeats"


def clock_at(day: date, minute: int) -> Wall:
    """Whether the wall shows `minute` (after midnight, below 1440) once on `day`, never or twice."""
    wall = datetime.combine(day, time(minute // 60, minute % 60), OSLO)
    first, second = wall.replace(fold=0).utcoffset(), wall.replace(fold=1).utcoffset()
    assert first is not None
    assert second is not None
    if first == second:
        return Wall.ONCE
    return Wall.SKIPS if first < second else Wall.REPEATS


def clock_changes(first: date, ahead: timedelta) -> list[date]:
    """The dates from `first` on that have 23 or 25 hours."""
    days = (first + timedelta(days=number) for number in range(ahead.days))
    return [day for day in days if instant(day, DAY_MINUTES) - instant(day, 0) != timedelta(hours=24)]


def read_wall_time(text: str) -> datetime:
    """The instant of `2027-03-24T12:00`, on Oslo's wall unless it carries an offset.

    Raises `Invalid` for what is no such time, and for one that the clock jumps over; of a time that
    exists twice it is the first.
    """
    try:
        # Python reads a time with a control character behind it as if it ended there.
        read = datetime.fromisoformat(text if text.isprintable() else "")
    except ValueError:
        raise Invalid({"at": f"must be a time such as 2027-03-24T12:00, not {text[:40]!r}"}) from None
    if not 1971 <= read.year <= 2400:
        raise Invalid({"at": f"must lie between 1971 and 2400, not {text[:40]!r}"})
    if read.tzinfo is not None:
        return read.astimezone(UTC)
    found = read.replace(tzinfo=OSLO, fold=0).astimezone(UTC)
    if found.astimezone(OSLO).replace(tzinfo=None, fold=0) != read:
        raise Invalid({"at": f"{text} does not exist in Oslo: the clock jumps over it"})
    return found


def hour_of(at: datetime) -> datetime:
    """The start of the Oslo clock hour that holds `at`; Oslo is whole hours from UTC, so UTC's hour."""
    return at.astimezone(UTC).replace(minute=0, second=0, microsecond=0)


def clock_hours(starts: datetime, ends: datetime) -> Iterator[datetime]:
    """The starts of the whole clock hours from `starts` until `ends`, cut to their hours."""
    hour = hour_of(starts)
    while hour < ends:
        yield hour
        hour += HOUR
