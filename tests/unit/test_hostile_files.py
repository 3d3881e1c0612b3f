"""Files that are meant to cost time or memory are answered like any other: at once, with what is wrong."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.routers.calendar_reading import read_calendar
from app.routers.shift_files import read_file
from tests.unit.test_calendar_reading import END, NOW, START, event, file

MEGABYTE = 1_000_000
EVENT = event("UID:x", START, END)
HOSTILE = {
    "a million events": "BEGIN:VCALENDAR\r\n" + "BEGIN:VEVENT\r\nEND:VEVENT\r\n" * (MEGABYTE // 26),
    "as many whole events as fit": file(*[EVENT] * (MEGABYTE // 90)),
    "every rule ten years long": file(*[event(EVENT, "RRULE:FREQ=DAILY;COUNT=399")] * 8_000),
    "a hundred rules of a billion": file(*[event(EVENT, "RRULE:FREQ=MINUTELY;COUNT=1000000000")] * 100),
    "rules that never match": file(
        *[event(EVENT, "RRULE:FREQ=DAILY;BYMONTHDAY=31;BYDAY=MO,TU;BYSETPOS=9;COUNT=5")] * 1_000
    ),
    "one endless line": file("X-A:" + "a" * MEGABYTE),
    "one endless fold": file("DTSTART:\r\n " + "1\r\n " * (MEGABYTE // 4)),
    "lines of nothing": file("\r\n" * (MEGABYTE // 2)),
    "parameters without end": file("DTSTART" + ";A=1" * (MEGABYTE // 4) + ":20270322T100000"),
    "lists without end": file(event(START, END, *["EXDATE:" + ",".join(["20270322T100000"] * 240)] * 250)),
    "no calendar at all": "x" * MEGABYTE,
    "semicolons": ";" * MEGABYTE,
    "quotes": '"' * MEGABYTE,
    "attendees": file(event(START, END, *["ATTENDEE:mailto:a@b"] * 40_000)),
}


def test_a_hostile_table_is_answered_as_fast() -> None:
    header = "email;date;start;end\n"
    for text in (
        header + "a;b;c;d\n" * 120_000,
        header + ";" * MEGABYTE,
        header + '"' * MEGABYTE,
        "\n" * MEGABYTE,
    ):
        began = time.process_time()
        read = read_file(text.encode(), kind="text/csv", now=NOW)
        assert time.process_time() - began < 2
        assert len(read.errors) <= 15_010


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_megabyte_is_answered_within_two_seconds(name: str) -> None:
    began = time.process_time()
    read = read_file(HOSTILE[name].encode(), kind="text/calendar", now=NOW)
    assert time.process_time() - began < 2
    assert len(read.entries) <= 5_400
    assert len(read.errors) <= 5_000


LINES = st.sampled_from(
    [
        "BEGIN:VCALENDAR",
        "END:VCALENDAR",
        "BEGIN:VEVENT",
        "END:VEVENT",
        "DTSTART:20270322T100000",
        "DTEND:20270322T200000Z",
        "DURATION:PT4H",
        "RRULE:FREQ=WEEKLY;COUNT=3",
        "RRULE:FREQ=DAILY;BYDAY=MO;UNTIL=20270401",
        "UID:x",
        "STATUS:CANCELLED",
        "RECURRENCE-ID:20270322T100000",
        "EXDATE:20270322T100000Z",
        "CATEGORIES:chat",
        "ATTENDEE:a",
        " folded",
        ":",
        "",
    ]
)


@given(st.lists(st.one_of(LINES, st.text(max_size=20)), max_size=20))
def test_any_lines_give_entries_or_errors_and_no_crash(lines: list[str]) -> None:
    text = "\r\n".join(lines)
    for candidate in (text, file(text), file(event(START, END, text))):
        read = read_calendar(candidate, NOW)
        assert all(one.starts_at < one.ends_at for one in read.entries)
        assert all(one.message and one.line >= 0 for one in read.errors)
