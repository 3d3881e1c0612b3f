"""Shifts as an iCalendar (RFC 5545), for the counsellors' own calendars."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from uuid import UUID

from app.seed.texts import say
from app.services.turnus import Planned

LINE_OCTETS = 75


def calendar(planned: Iterable[Planned], language: str = "nb") -> str:
    """A calendar with one event for each shift, in UTC."""
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//guidance-desk//shifts//NO", "CALSCALE:GREGORIAN"]
    events = (line for one in planned for line in _event(one, language))
    lines = [*head, *events, "END:VCALENDAR"]
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _event(planned: Planned, language: str) -> Iterator[str]:
    shift = planned.shift
    summary = say("calendar.shift", language, channels=", ".join(sorted(shift.channels)), name=planned.name)
    yield "BEGIN:VEVENT"
    yield f"UID:{shift.shift_id}@guidance-desk"
    yield f"DTSTAMP:{_time(made_at(shift.shift_id))}"
    yield f"DTSTART:{_time(shift.starts_at)}"
    yield f"DTEND:{_time(shift.ends_at)}"
    yield f"SUMMARY:{_escaped(summary)}"
    yield "END:VEVENT"


def made_at(made: UUID) -> datetime:
    """When an id was made: the first 48 bits of a version 7 UUID are milliseconds (RFC 9562 § 5.7)."""
    return datetime.fromtimestamp((made.int >> 80) / 1000, UTC)


def _time(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _escaped(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\n", "\\n")


def _folded(line: str) -> str:
    """A line of at most 75 octets goes on, after a break and a space, on the next."""
    parts: list[str] = []
    now = ""
    for character in line:
        if len((now + character).encode()) > LINE_OCTETS - bool(parts):
            parts, now = [*parts, now], ""
        now += character
    return "\r\n ".join([*parts, now])
