"""What a figure can be broken down by: the clock and calendar of Oslo, the centre, the language."""

from collections.abc import Callable, Sequence
from datetime import datetime
from enum import StrEnum

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

MOST_PARTS = 2


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
