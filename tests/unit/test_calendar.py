"""Shifts as a calendar: whole lines of at most 75 octets, and nothing that escapes its line."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from app.domain.contact import Channel
from app.domain.counsellor import CounsellorId
from app.domain.roster import Shift, ShiftId
from app.repositories.ids import new_id
from app.routers.calendar import calendar, made_at
from app.services.turnus import Planned

NINE = datetime(2026, 11, 23, 9, tzinfo=UTC)


def planned(name: str) -> Planned:
    made = ShiftId(new_id(NINE - timedelta(days=3)))
    shift = Shift(made, CounsellorId(UUID(int=1)), NINE, NINE + timedelta(hours=5), frozenset(Channel))
    return Planned(shift, name, "VESTLAND")


def test_a_shift_is_an_event_in_utc() -> None:
    lines = calendar([planned("Ane Prøve")]).split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert {"DTSTART:20261123T090000Z", "DTEND:20261123T140000Z", "DTSTAMP:20261120T090000Z"} <= set(lines)
    assert "SUMMARY:Vakt (chat\\, phone): Ane Prøve" in lines


def test_long_lines_are_folded_by_octets_and_whole_characters() -> None:
    text = calendar([planned("Ø" * 90)])
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "Ø" * 90 in text.replace("\r\n ", "")


def test_a_name_cannot_begin_a_line_of_its_own() -> None:
    assert "\nEND:VEVENT\nX" not in calendar([planned("A\nEND:VEVENT\nX")]).replace("\r", "")


def test_an_id_tells_when_it_was_made() -> None:
    assert made_at(new_id(NINE)) == NINE


def test_no_shifts_are_an_empty_calendar() -> None:
    assert "VEVENT" not in calendar([])
