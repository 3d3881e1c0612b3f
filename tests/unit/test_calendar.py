"""Shifts as a calendar: what is written is read again, and nothing escapes its line."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from icalendar import Calendar

from app.domain.contact import Channel
from app.domain.counsellor import CounsellorId, Role
from app.domain.people import Person
from app.domain.roster import Shift, ShiftId
from app.repositories.ids import new_id
from app.routers.calendar import calendar, made_at
from app.routers.calendar_reading import read_calendar

NINE = datetime(2026, 11, 23, 9, tzinfo=UTC)


def planned(name: str) -> tuple[Shift, Person]:
    who = CounsellorId(UUID(int=1))
    made = ShiftId(new_id(NINE - timedelta(days=3)))
    shift = Shift(made, who, NINE, NINE + timedelta(hours=5), frozenset(Channel))
    return shift, Person(who, name, "ane@desk.example", "VESTLAND", Role.COUNSELLOR, False)


def test_a_shift_is_an_event_in_utc() -> None:
    lines = calendar([planned("Ane Prøve")]).decode().split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert {"DTSTART:20261123T090000Z", "DTEND:20261123T140000Z", "DTSTAMP:20261120T090000Z"} <= set(lines)
    assert {"SUMMARY:Vakt (chat\\, phone): Ane Prøve", "ATTENDEE:mailto:ane@desk.example"} <= set(lines)


def test_a_calendar_of_ones_own_invites_nobody() -> None:
    assert b"ATTENDEE" not in calendar([planned("Ane")], addressed=False)


def test_long_lines_are_folded_and_read_whole_again() -> None:
    made = calendar([planned("Ø" * 90)])
    assert all(len(line) <= 75 for line in made.split(b"\r\n"))
    [event] = Calendar.from_ical(made).events
    assert str(event["SUMMARY"]).endswith("Ø" * 90)


def test_a_name_cannot_begin_a_line_of_its_own() -> None:
    made = calendar([planned("A\r\nEND:VEVENT\r\nX-EVIL:1\nEND:VCALENDAR")])
    assert len(Calendar.from_ical(made).events) == 1
    assert b"\nX-EVIL" not in made


def test_what_is_written_is_read_again() -> None:
    shift, person = planned("Ane")
    read = read_calendar(calendar([(shift, person)]).decode(), NINE)
    [entry] = read.entries
    assert read.errors == []
    assert (entry.shift_id, entry.who, entry.channels) == (shift.shift_id, (person.email,), shift.channels)
    assert (entry.starts_at, entry.ends_at) == (shift.starts_at, shift.ends_at)


def test_an_id_tells_when_it_was_made() -> None:
    assert made_at(new_id(NINE)) == NINE


def test_no_shifts_are_an_empty_calendar() -> None:
    assert b"VEVENT" not in calendar([])
