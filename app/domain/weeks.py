"""Whole weeks of Oslo's calendar, Monday to Sunday, named as ISO 8601 does: `2026-W48`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.domain.oslo import DAY_MINUTES, OSLO, clock_hours, day_of, instant
from app.domain.reading import FIRST_YEAR, LAST_YEAR, Problems

NAME = re.compile(r"([0-9]{4})-W([0-9]{2})")
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Week:
    """The seven days from this Monday on."""

    monday: date

    @property
    def name(self) -> str:
        """As `2026-W48`."""
        year, number, _ = self.monday.isocalendar()
        return f"{year:04}-W{number:02}"

    @property
    def sunday(self) -> date:
        """The last day."""
        return self.monday + 6 * DAY

    @property
    def starts_at(self) -> datetime:
        """Midnight as Monday begins."""
        return instant(self.monday, 0)

    @property
    def ends_at(self) -> datetime:
        """Midnight as Sunday ends: 167 to 169 hours after the start."""
        return instant(self.sunday, DAY_MINUTES)

    def later(self, weeks: int) -> "Week":
        """So many weeks on."""
        return Week(self.monday + 7 * weeks * DAY)

    def hours(self) -> Iterator[datetime]:
        """The starts of its clock hours."""
        return clock_hours(self.starts_at, self.ends_at)


def week_of(day: date) -> Week:
    """The week that holds a date."""
    return Week(day - day.weekday() * DAY)


def read_week(problems: Problems, path: str, value: object) -> Week | None:
    """A week from its name; null with a problem where it is none, such as the 53rd of most years."""
    named = NAME.fullmatch(value) if isinstance(value, str) else None
    if named is None:
        problems.add(path, "must be a week such as 2026-W48")
        return None
    year, number = int(named[1]), int(named[2])
    if not FIRST_YEAR < year < LAST_YEAR:
        problems.add(path, f"must lie between {FIRST_YEAR} and {LAST_YEAR}")
        return None
    try:
        return Week(date.fromisocalendar(year, number, 1))
    except ValueError:
        problems.add(path, f"{year} has no week {number}")
        return None


def wall(day: date, minute: int) -> datetime | None:
    """The instant of a wall time in Oslo, the first of two; null where the clock jumps over it."""
    at = instant(day, minute)
    local = at.astimezone(OSLO)
    extra, rest = divmod(minute, DAY_MINUTES)
    shown = (local.date(), local.hour * 60 + local.minute)
    return at if shown == (day + extra * DAY, rest) else None


def wall_minute(at: datetime, day: date) -> int:
    """Minutes of the wall clock from midnight of `day` to an instant, on that day or a later one."""
    local = at.astimezone(OSLO)
    return (day_of(at) - day).days * DAY_MINUTES + local.hour * 60 + local.minute
