"""What a figure can be broken down by: the clock and calendar of Oslo, the centre, the language."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from app.domain.errors import Invalid
from app.domain.oslo import OSLO


class Part(StrEnum):
    """One of them."""

    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    WEEKDAY = "weekday"
    CLOCK_HOUR = "clock_hour"
    CENTRE = "centre"
    LANGUAGE = "language"


CALENDAR: dict[Part, Callable[[datetime], str]] = {
    Part.HOUR: lambda wall: wall.astimezone(OSLO).isoformat(timespec="minutes"),
    Part.DAY: lambda wall: f"{wall:%Y-%m-%d}",
    Part.WEEK: lambda wall: f"{wall:%G-W%V}",
    Part.MONTH: lambda wall: f"{wall:%Y-%m}",
    Part.WEEKDAY: lambda wall: str(wall.isoweekday()),
    Part.CLOCK_HOUR: lambda wall: f"{wall:%H}",
}
"""Of the wall time in Oslo; weekdays from Monday, 1, and the doubled hour of autumn with its offset."""

NOON = time(12)
MOST_PARTS = 2
LONGEST = timedelta(days=400)
"""A year and a bit, where hours, days or weeks are told apart or counted from the log."""
TEN_YEARS = timedelta(days=3_660)
"""For what is added up by months and years; more is asked for decade by decade."""


def read_parts(text: str | None) -> tuple[Part, ...]:
    """Up to two parts from `weekday,clock_hour`; none is the whole period. Raises `Invalid`."""
    names = [name for name in (text or "").split(",") if name]
    known = {str(part) for part in Part}
    if len(names) > MOST_PARTS or len(set(names)) < len(names) or not set(names) <= known:
        raise Invalid(
            {"by": f"must be up to {MOST_PARTS} of {', '.join(sorted(known))}, with a comma between"}
        )
    return tuple(Part(name) for name in names)


def group(parts: Sequence[Part], starts_at: datetime, *, centre: str, language: str) -> tuple[str, ...]:
    """The value of each part for something counted in that hour, centre and language."""
    wall = starts_at.astimezone(OSLO)
    own = {Part.CENTRE: centre, Part.LANGUAGE: language}
    return tuple(own[part] if part in own else CALENDAR[part](wall) for part in parts)


def named(part: Part, value: Any) -> str:
    """The value of a part as the database has it: a date for a day, a week or a month, or a number."""
    if part is Part.HOUR or isinstance(value, date):
        wall = value.astimezone(OSLO) if part is Part.HOUR else datetime.combine(value, NOON, OSLO)
        return CALENDAR[part](wall)
    return f"{value:02}" if part is Part.CLOCK_HOUR else str(value)


BY_DAY = frozenset({Part.HOUR, Part.DAY, Part.WEEK})
"""Parts that do not fit into months."""


def longest_by(parts: Sequence[Part]) -> timedelta:
    """How long a time may be asked for by these parts."""
    fine = BY_DAY & set(parts) or (Part.MONTH in parts and len(parts) > 1)
    return LONGEST if fine else TEN_YEARS
