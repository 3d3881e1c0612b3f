"""iCalendar files as people and machines make them, and as nobody should: each fault with its line."""

import time
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.contact import Channel
from app.domain.shift_file import Fault, FileRead
from app.routers.calendar_reading import read_calendar
from app.routers.shift_files import read_file

NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)
SHIFT = "01a4490f-3e00-7e2a-a014-51c50805f1fc"
START, END = "DTSTART:20270322T100000", "DTEND:20270322T200000"


def file(*events: str) -> str:
    """A calendar of these events; the first line of the first one is line 4."""
    inside = "".join(f"BEGIN:VEVENT\r\n{event}\r\nEND:VEVENT\r\n" for event in events)
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:test\r\n{inside}END:VCALENDAR\r\n"


def event(*lines: str) -> str:
    return "\r\n".join(lines)


def utc(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2027, month, day, hour, minute, tzinfo=UTC)


def spans(read: FileRead) -> list[tuple[datetime, datetime]]:
    assert read.errors == []
    return [(one.starts_at, one.ends_at) for one in read.entries]


@pytest.mark.parametrize(
    ("starts", "ends", "expected"),
    [
        ("DTSTART:20270322T100000", "DTEND:20270322T200000", (utc(3, 22, 9), utc(3, 22, 19))),
        ("DTSTART:20270322T100000Z", "DTEND:20270322T200000Z", (utc(3, 22, 10), utc(3, 22, 20))),
        (
            "DTSTART;TZID=Europe/Oslo:20270329T100000",
            "DTEND;TZID=Europe/Oslo:20270329T200000",
            (utc(3, 29, 8), utc(3, 29, 18)),
        ),
        (
            "DTSTART;TZID=America/New_York:20270322T060000",
            "DTEND:20270322T130000Z",
            (utc(3, 22, 10), utc(3, 22, 13)),
        ),
        (
            'DTSTART;TZID="W. Europe Standard Time":20270322T100000',
            "DURATION:PT4H30M",
            (utc(3, 22, 9), utc(3, 22, 13, 30)),
        ),
        (
            "DTSTART;TZID=/freeassociation.sourceforge.net/Europe/Oslo:20270322T100000",
            "DURATION:PT1H",
            (utc(3, 22, 9), utc(3, 22, 10)),
        ),
        ("DTSTART:20270327T220000", "DURATION:PT6H", (utc(3, 27, 21), utc(3, 28, 3))),
        ("DTSTART:20270327T220000", "DTEND:20270328T060000", (utc(3, 27, 21), utc(3, 28, 4))),
        ("DTSTART:20271031T023000", "DTEND:20271031T040000", (utc(10, 31, 0, 30), utc(10, 31, 3))),
    ],
)
def test_times_of_every_zone_are_instants(
    starts: str, ends: str, expected: tuple[datetime, datetime]
) -> None:
    assert spans(read_calendar(file(event(starts, ends)), NOW)) == [expected]


@pytest.mark.parametrize(
    ("lines", "line", "fault"),
    [
        ((START, "DTEND:20270322T100000"), 6, Fault.END_BEFORE_START),
        ((START, "DTEND:20270321T200000"), 6, Fault.END_BEFORE_START),
        ((START,), 5, Fault.END_BEFORE_START),
        ((START, "DURATION:-PT4H"), 6, Fault.END_BEFORE_START),
        ((START, "DURATION:P2D"), 6, Fault.TOO_LONG),
        ((START, "DURATION:P9999999999D"), 6, Fault.BAD_TIME),
        ((END,), 4, Fault.BAD_TIME),
        (("DTSTART:20270332T100000", END), 5, Fault.BAD_TIME),
        (("DTSTART:20270322T240000", END), 5, Fault.BAD_TIME),
        (("DTSTART;VALUE=DATE:20270322", "DTEND;VALUE=DATE:20270323"), 5, Fault.ALL_DAY),
        (("DTSTART:20270328T023000", "DTEND:20270328T060000"), 5, Fault.NO_SUCH_TIME),
        (("DTSTART;TZID=Middle-earth/Bree:20270322T100000", END), 5, Fault.UNKNOWN_ZONE),
        (("DTSTART;TZID=../../etc/passwd:20270322T100000", END), 5, Fault.UNKNOWN_ZONE),
        (("DTSTART:99991231T100000", "DTEND:99991231T200000Z"), 5, Fault.FAR_OFF),
        (("DTSTART:00010101T100000Z", "DTEND:00010101T200000Z"), 5, Fault.FAR_OFF),
        ((START, START, END), 6, Fault.BROKEN),
        ((START, END, "NOT A LINE"), 7, Fault.BROKEN),
        ((START, END, "UID:" + "x" * 5000), 7, Fault.BROKEN),
        ((START, END, "CATEGORIES:fax"), 7, Fault.UNKNOWN_CHANNEL),
        ((START, END, "RRULE:FREQ=SECONDLY;COUNT=1000000000"), 7, Fault.UNSUPPORTED_RULE),
        ((START, END, "RRULE:FREQ=YEARLY;COUNT=3"), 7, Fault.UNSUPPORTED_RULE),
        ((START, END, "RRULE:FREQ=DAILY;COUNT=1000000000"), 7, Fault.TOO_MANY),
        ((START, END, "RRULE:FREQ=WEEKLY;COUNT=1000000000"), 7, Fault.FAR_OFF),
        ((START, END, "RRULE:FREQ=DAILY;UNTIL=99991231T000000Z"), 7, Fault.TOO_MANY),
        ((START, END, "RRULE:FREQ=DAILY"), 7, Fault.UNSUPPORTED_RULE),
        ((START, END, "RRULE:FREQ=DAILY;COUNT=0"), 7, Fault.UNSUPPORTED_RULE),
        ((START, END, "RRULE:FREQ=DAILY;COUNT=2;INTERVAL=1000000"), 7, Fault.UNSUPPORTED_RULE),
        ((START, END, "RRULE:FREQ=DAILY;COUNT=2;BYHOUR=1,2,3"), 7, Fault.UNSUPPORTED_RULE),
        ((START, END, "RRULE:FREQ=WEEKLY;BYDAY=XX;COUNT=2"), 7, Fault.BROKEN),
        ((START, END, "RRULE:garbage"), 7, Fault.UNSUPPORTED_RULE),
        ((START, END, "RRULE:FREQ=WEEKLY;COUNT=2", "RDATE:20270401T100000"), 7, Fault.UNSUPPORTED_RULE),
    ],
    ids=str,
)
def test_what_is_wrong_is_told_with_its_line(lines: tuple[str, ...], line: int, fault: Fault) -> None:
    read = read_calendar(file(event(*lines)), NOW)
    assert [(one.line, one.fault) for one in read.errors] == [(line, fault)]


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=MONTHLY;BYMONTHDAY=31;BYDAY=+1MO",
        "FREQ=MONTHLY;BYMONTHDAY=32",
        "FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=31",
        "FREQ=MONTHLY;BYDAY=+6MO",
        "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=6",
        "FREQ=MONTHLY;BYSETPOS=1",
        "FREQ=DAILY;BYSETPOS=2",
        "FREQ=DAILY;INTERVAL=7;BYDAY=TU",
        "FREQ=DAILY;BYMONTHDAY=31",
        "FREQ=WEEKLY;BYDAY=+1MO",
        "FREQ=WEEKLY;BYMONTH=2;BYMONTHDAY=30",
    ],
)
def test_a_rule_that_may_never_match_is_not_searched_for_ever(rule: str) -> None:
    read = read_calendar(file(event(START, END, f"RRULE:{rule};COUNT=5")), NOW)
    assert [(one.line, one.fault) for one in read.errors] == [(7, Fault.UNSUPPORTED_RULE)]


@given(
    st.sampled_from(["DAILY", "WEEKLY", "MONTHLY"]),
    st.integers(1, 61),
    st.lists(st.sampled_from(["MO", "TU", "SU", "+1MO", "-5FR", "5WE"]), max_size=3),
    st.lists(st.integers(-32, 32), max_size=2),
    st.lists(st.integers(-5, 5), max_size=1),
    st.dates(date(2026, 6, 1), date(2028, 12, 1)),
)
def test_every_rule_is_answered_at_once(
    freq: str, apart: int, days: list[str], dates: list[int], places: list[int], first: date
) -> None:
    parts = [f"FREQ={freq};INTERVAL={apart};COUNT=399"]
    parts += [f"BYDAY={','.join(days)}"] if days else []
    parts += [f"BYMONTHDAY={','.join(map(str, dates))}"] if dates else []
    parts += [f"BYSETPOS={places[0]}"] if places else []
    began = time.process_time()
    starts = f"DTSTART:{first:%Y%m%d}T100000"
    read_calendar(file(event(starts, "DURATION:PT1H", "RRULE:" + ";".join(parts))), NOW)
    assert time.process_time() - began < 0.5


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("FREQ=MONTHLY;BYDAY=-1MO;COUNT=2", [(3, 29), (4, 26)]),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1;COUNT=2", [(4, 1), (5, 3)]),
        ("FREQ=MONTHLY;BYMONTHDAY=31;COUNT=2", [(3, 31), (5, 31)]),
        ("FREQ=WEEKLY;INTERVAL=2;COUNT=2", [(3, 22), (4, 5)]),
        ("FREQ=DAILY;BYDAY=MO,TU;UNTIL=20270329", [(3, 22), (3, 23), (3, 29)]),
    ],
)
def test_shifts_repeat_by_day_week_and_month(rule: str, days: list[tuple[int, int]]) -> None:
    read = read_calendar(file(event(START, END, f"RRULE:{rule}")), NOW)
    assert [(at.month, at.day) for at, _ in spans(read)] == days


def test_a_repetition_stays_on_its_wall_across_the_clock_change() -> None:
    rule = "RRULE:FREQ=WEEKLY;BYDAY=MO,WE;UNTIL=20270401T000000Z"
    read = read_calendar(file(event(START, END, rule, "EXDATE:20270324T100000")), NOW)
    assert [at for at, _ in spans(read)] == [utc(3, 22, 9), utc(3, 29, 8), utc(3, 31, 8)]
    assert all(until - at == timedelta(hours=10) for at, until in spans(read))


def test_a_repetition_on_another_continents_wall_follows_its_clock() -> None:
    starts = "DTSTART;TZID=America/New_York:20270308T090000"
    read = read_calendar(file(event(starts, "DURATION:PT1H", "RRULE:FREQ=WEEKLY;COUNT=2")), NOW)
    assert [at for at, _ in spans(read)] == [utc(3, 8, 14), utc(3, 15, 13)]


def test_an_exception_stands_in_the_place_of_its_occurrence() -> None:
    uid = f"UID:{SHIFT}@guidance-desk"
    other = event(uid, "RECURRENCE-ID:20270329T100000", "DTSTART:20270329T120000", "DTEND:20270329T160000")
    gone = event(uid, "RECURRENCE-ID:20270405T100000", START, END, "STATUS:CANCELLED")
    read = read_calendar(file(event(uid, START, END, "RRULE:FREQ=WEEKLY;COUNT=3"), other, gone), NOW)
    assert [at for at, _ in spans(read)] == [utc(3, 22, 9), utc(3, 29, 10)]
    assert [one.shift_id is not None for one in read.entries] == [True, False]


def test_uids_of_others_mean_nothing_and_cancelled_events_of_ours_do() -> None:
    ours, others = f"UID:{SHIFT}@guidance-desk", f"UID:{SHIFT}@example.org"
    cancelled = "STATUS:CANCELLED"
    read = read_calendar(file(event(ours, START, END, cancelled), event(others, START, END, cancelled)), NOW)
    assert [(str(one.shift_id), one.cancelled) for one in read.entries] == [(SHIFT, True)]


def test_who_and_channels_are_read_where_they_stand() -> None:
    lines = ('ATTENDEE;CN="Ane: Prøve":MAILTO:Ane@Desk.example', "CATEGORIES:Telefon", "CATEGORIES:chat")
    [entry] = read_calendar(file(event(START, END, *lines)), NOW).entries
    assert (entry.who, entry.channels) == (("ane@desk.example",), frozenset(Channel))


def test_what_other_programs_add_is_passed_over() -> None:
    alarm = event("BEGIN:VALARM", "TRIGGER:-PT15M", "DTSTART:garbage", "END:VALARM")
    noise = event(
        "X-ALT-DESC;FMTTYPE=text/html:" + "<p>" * 9000, "SUMMARY:long", "  folded on", "DESCRIPTION:"
    )
    zone = event(
        "BEGIN:VTIMEZONE", "TZID:X", "BEGIN:STANDARD", "DTSTART:garbage", "END:STANDARD", "END:VTIMEZONE"
    )
    text = file(event(START, noise, alarm, END)).replace("PRODID:test", f"PRODID:test\r\n{zone}")
    assert len(spans(read_calendar(text, NOW))) == 1
    assert len(spans(read_calendar(text.replace("\r\n", "\n"), NOW))) == 1


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 1),
        ("hello", 1),
        (" BEGIN:VCALENDAR\r\n", 1),
        ("BEGIN:VEVENT\r\nEND:VEVENT\r\n", 1),
        (file(event(START, END))[:-20], 7),
        (file(event(START, END, "BEGIN:VEVENT")), 9),
        (file(event(START, END, "END:VCALENDAR")), 7),
        ("BEGIN:VCALENDAR\r\n" + "BEGIN:X\r\n" * 100_000, 9),
    ],
    ids=range(8),
)
def test_a_broken_calendar_is_told_so(text: str, line: int) -> None:
    read = read_calendar(text, NOW)
    assert read.errors[0].fault is Fault.BROKEN
    assert read.errors[0].line == line


def test_what_is_not_utf8_is_told_with_its_line() -> None:
    for kind in ("text/calendar", "text/csv"):
        read = read_file(file("SUMMARY:").encode() + b"\nX:\xe6\r\n", kind=kind, now=NOW)
        assert [(one.line, one.fault) for one in read.errors] == [(9, Fault.NOT_UTF8)]
