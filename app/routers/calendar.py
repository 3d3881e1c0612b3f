"""Shifts as an iCalendar (RFC 5545), for the counsellors' own calendars and for import again."""

from collections.abc import Iterable
from datetime import UTC, datetime
from uuid import UUID

from icalendar import Calendar, Event, vCalAddress

from app.domain.people import Person
from app.domain.roster import Shift
from app.seed.texts import say

OURS = "@guidance-desk"
"""The end of every UID: what carries it is known here again by its shift's id."""


def calendar(
    shifts: Iterable[tuple[Shift, Person]], *, language: str = "nb", addressed: bool = True
) -> bytes:
    """A calendar with one event for each shift, in UTC.

    `addressed`: with whose each is, so that it can be imported; a calendar of one's own invites nobody.
    """
    made = Calendar()
    made.add("prodid", "-//guidance-desk//shifts//NO")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    for shift, person in shifts:
        made.add_component(_event(shift, person, language=language, addressed=addressed))
    return bytes(made.to_ical())


def _event(shift: Shift, person: Person, *, language: str, addressed: bool) -> Event:
    event = Event()
    channels = sorted(shift.channels)
    event.add("uid", f"{shift.shift_id}{OURS}")
    event.add("dtstamp", made_at(shift.shift_id))
    event.add("dtstart", shift.starts_at.astimezone(UTC))
    event.add("dtend", shift.ends_at.astimezone(UTC))
    event.add("summary", say("calendar.shift", language, channels=", ".join(channels), name=person.name))
    event.add("categories", channels)
    if addressed:
        event.add("attendee", vCalAddress(f"mailto:{person.email}"))
    return event


def made_at(made: UUID) -> datetime:
    """When an id was made: the first 48 bits of a version 7 UUID are milliseconds (RFC 9562 § 5.7)."""
    return datetime.fromtimestamp((made.int >> 80) // 1000, UTC)
