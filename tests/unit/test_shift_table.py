"""Tables of shifts as spreadsheets write them: what is written is read again, each wrong line is named."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.contact import Channel
from app.domain.counsellor import CounsellorId, Role
from app.domain.oslo import OSLO
from app.domain.people import People, Person
from app.domain.roster import Shift, ShiftId
from app.domain.shift_file import Entry, Fault
from app.domain.shift_import import Changes, Known, changes
from app.domain.shift_table import read_table, write_table

ANE = Person(CounsellorId(UUID(int=1)), "Ane", "ane@desk.example", "VESTLAND", Role.COUNSELLOR, False)
BO = Person(CounsellorId(UUID(int=2)), "Bo", "bo@desk.example", "TROMSO", Role.COUNSELLOR, False)
OTHER_BO = Person(CounsellorId(UUID(int=3)), "Bo", "bo2@desk.example", "INNLANDET", Role.COUNSELLOR, False)
GONE = Person(CounsellorId(UUID(int=4)), "Gro", "gro@desk.example", None, Role.COUNSELLOR, True)
PEOPLE = People([ANE, BO, OTHER_BO, GONE])
NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)
TEN, TWENTY = datetime(2027, 3, 24, 9, tzinfo=UTC), datetime(2027, 3, 24, 19, tzinfo=UTC)
CHAT = frozenset({Channel.CHAT})


def table(*rows: str, header: str = "email;date;start;end;channels") -> str:
    return "\r\n".join([header, *rows, ""])


def shift(number: int, starts: datetime = TEN, ends: datetime = TWENTY, who: Person = ANE) -> Shift:
    return Shift(ShiftId(UUID(int=number)), who.counsellor_id, starts, ends, CHAT)


@pytest.mark.parametrize(
    "text",
    [
        table("ane@desk.example;2027-03-24;10:00;20:00;chat"),
        table("ane@desk.example;24.03.2027;10.00;20.00.00;Chat"),
        table('"ane@desk.example";"24.3.2027";"10:00:00";"20:00";chat', ";;;;", "").replace("\r\n", "\n"),
        table("ane@desk.example,2027-03-24,10:00,20:00,chat", header="E-post,Dato,Fra,Til,Kanaler"),
        table("ane@desk.example\t2027-03-24\t10:00\t20:00\tchat", header="email\tdate\tstart\tend\tchannels"),
        "sep=;\r\n" + table("ane@desk.example;2027-03-24;10:00;20:00;chat"),
    ],
)
def test_a_table_is_read_however_a_spreadsheet_writes_it(text: str) -> None:
    read = read_table(text)
    assert read.errors == []
    [entry] = read.entries
    assert (entry.who, entry.starts_at, entry.ends_at) == (("ane@desk.example",), TEN, TWENTY)
    assert entry.channels == CHAT


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("a;2027-02-30;10:00;20:00;chat", Fault.BAD_DATE),
        ("a;24/03/2027;10:00;20:00;chat", Fault.BAD_DATE),
        ("a;;10:00;20:00;chat", Fault.BAD_DATE),
        ("a;9999-12-31;10:00;20:00;chat", Fault.FAR_OFF),
        ("a;0001-01-01;10:00;20:00;chat", Fault.FAR_OFF),
        ("a;2027-03-24;25:00;20:00;chat", Fault.BAD_TIME),
        ("a;2027-03-24;10:60;20:00;chat", Fault.BAD_TIME),
        ("a;2027-03-24;10:00;24:01;chat", Fault.BAD_TIME),
        ("a;2027-03-24;10:00;;chat", Fault.BAD_TIME),
        ("a;2027-03-24", Fault.BAD_TIME),
        ("a;2027-03-28;02:30;10:00;chat", Fault.NO_SUCH_TIME),
        ("a;2027-03-24;20:00;10:00;chat", Fault.END_BEFORE_START),
        ("a;2027-03-24;10:00;10:00;chat", Fault.END_BEFORE_START),
        ("a;2027-03-24;10:00;20:00;fax", Fault.UNKNOWN_CHANNEL),
    ],
)
def test_a_wrong_row_is_named_by_its_line(row: str, fault: Fault) -> None:
    read = read_table(table('"ane@desk.example";2027-03-24;10:00;20:00;"chat\r\nphone"', row))
    assert [(one.line, one.fault) for one in read.errors[-1:]] == [(4, fault)]


@pytest.mark.parametrize(
    ("text", "line", "fault"),
    [
        ("", 1, Fault.BROKEN),
        ("\r\n\r\n", 1, Fault.BROKEN),
        ("date;start;end\r\n", 1, Fault.MISSING_COLUMN),
        ("email;start;end\r\n", 1, Fault.MISSING_COLUMN),
        (table('ane;"2027', header="email;date;start;end"), 2, Fault.BROKEN),
        (table("", '"a"b;c', "x;y", header="email;date;start;end"), 3, Fault.BROKEN),
        (table("a" * 200_000, header="email;date;start;end"), 2, Fault.BROKEN),
        ('"', 1, Fault.BROKEN),
        ('sep="\r\nemail;date;start;end\r\n', 1, Fault.MISSING_COLUMN),
        ("sep=\r\n", 1, Fault.MISSING_COLUMN),
        (table("x;ane;2027-03-24;10:00;20:00", header="shift_id;email;date;start;end"), 2, Fault.BROKEN),
    ],
)
def test_a_wrong_table_is_told_so(text: str, line: int, fault: Fault) -> None:
    assert [(one.line, one.fault) for one in read_table(text).errors] == [(line, fault)]


def test_a_night_needs_the_date_it_ends_on_and_a_day_may_end_at_24() -> None:
    header = "email;date;start;end;end_date"
    read = read_table(
        table("a;2027-03-27;22:00;06:00;28.03.2027", "a;2027-03-24;10:00;24:00;", header=header)
    )
    assert [(one.ends_at - one.starts_at) // timedelta(hours=1) for one in read.entries] == [7, 14]


SHIFTS = st.builds(
    lambda number, at, minutes, channels: Shift(
        ShiftId(UUID(int=number)), ANE.counsellor_id, at, at + timedelta(minutes=minutes), channels
    ),
    st.integers(0, 2**128 - 1),
    st.datetimes(datetime(2026, 6, 1), datetime(2028, 6, 1), timezones=st.just(UTC)).map(  # noqa: DTZ001
        lambda at: at.replace(second=0, microsecond=0)
    ),
    st.integers(1, 1_440),
    st.sampled_from([CHAT, frozenset(Channel)]),
)


@given(st.lists(SHIFTS, max_size=5, unique_by=lambda one: one.shift_id), st.text(max_size=20))
def test_what_is_written_is_read_again_save_the_hour_that_comes_twice(shifts: list[Shift], name: str) -> None:
    person = Person(ANE.counsellor_id, name, "ane@desk.example", "=1+1", Role.COUNSELLOR, False)
    twice = [one for one in shifts if any(at.astimezone(OSLO).fold for at in (one.starts_at, one.ends_at))]
    whole = [(one, person) for one in shifts if one not in twice]
    read = read_table(write_table(whole).removeprefix("\ufeff"))
    assert read.errors == []
    assert [(one.shift_id, one.starts_at, one.ends_at, one.channels) for one in read.entries] == [
        (one.shift_id, one.starts_at, one.ends_at, one.channels) for one, _ in whole
    ]


@pytest.mark.parametrize("name", ["=cmd|' /C calc'!A0", "+1", "-1", "@x", "\tx", "a;b", 'a"b', "a\nb"])
def test_a_name_is_no_formula_and_no_further_cell(name: str) -> None:
    person = Person(ANE.counsellor_id, name, "ane@desk.example", None, Role.COUNSELLOR, False)
    text = write_table([(shift(7), person)])
    assert text.startswith("\ufeffshift_id;email;name")
    assert f";{name}" not in text or not name.startswith(("=", "+", "-", "@", "\t"))
    assert len(read_table(text.removeprefix("\ufeff")).entries) == 1


def entry(line: int = 2, *, who: str = "ane@desk.example", **given: object) -> Entry:
    base: dict[str, object] = {"starts_at": TEN, "ends_at": TWENTY, "channels": CHAT}
    return Entry(line, who=(who,) if who else (), **{**base, **given})  # type: ignore[arg-type]


def asked(*entries: Entry, near: tuple[Shift, ...] = (), **known: object) -> Changes:
    named = {one.shift_id: one for one in near}
    return changes(entries, Known(PEOPLE, named, near, NOW, **known))  # type: ignore[arg-type]


def test_a_line_is_matched_by_its_id_then_by_person_and_time_else_it_is_new() -> None:
    here, later = shift(7), shift(8, TEN + timedelta(days=1), TWENTY + timedelta(days=1))
    moved = entry(
        3, shift_id=later.shift_id, starts_at=later.starts_at + timedelta(hours=1), ends_at=later.ends_at
    )
    found = asked(entry(2), moved, entry(4, who="bo@desk.example"), near=(here, later))
    assert (found.unchanged, found.errors, found.removed) == (1, [], [])
    assert [(was, now.starts_at) for was, now in found.changed] == [
        (later, later.starts_at + timedelta(hours=1))
    ]
    assert [one.counsellor_id for one in found.added] == [BO.counsellor_id]


def test_another_channel_changes_a_shift_and_none_named_keeps_them() -> None:
    both = frozenset(Channel)
    assert [set(now.channels) for _, now in asked(entry(channels=both), near=(shift(7),)).changed] == [both]
    found = asked(entry(channels=None, shift_id=shift(7).shift_id), near=(shift(7),))
    assert (found.unchanged, found.changed) == (1, [])
    assert set(asked(entry(channels=None)).added[0].channels) == both


def test_a_cancelled_line_takes_away_what_it_names_and_nothing_else() -> None:
    here = shift(7)
    assert asked(entry(shift_id=here.shift_id, cancelled=True), near=(here,)).removed == [here]
    found = asked(entry(shift_id=UUID(int=9), cancelled=True), near=(here,))
    assert (found.removed, found.added, found.errors) == ([], [], [])


def test_a_line_that_names_nobody_is_whose_shift_it_was_or_whose_calendar_it_is() -> None:
    here = shift(7)
    later = TWENTY + timedelta(hours=1)
    found = asked(entry(who="", shift_id=here.shift_id, ends_at=later), near=(here,))
    assert [now.counsellor_id for _, now in found.changed] == [ANE.counsellor_id]
    assert asked(entry(who=""), default=BO.counsellor_id).added[0].counsellor_id == BO.counsellor_id


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        (entry(who="nobody@desk.example"), Fault.UNKNOWN_COUNSELLOR),
        (entry(who=""), Fault.UNKNOWN_COUNSELLOR),
        (entry(who="Bo"), Fault.AMBIGUOUS_COUNSELLOR),
        (entry(who="Gro"), Fault.DISABLED),
        (entry(ends_at=TEN + timedelta(hours=26)), Fault.TOO_LONG),
        (
            entry(starts_at=TEN + timedelta(days=900), ends_at=TWENTY + timedelta(days=900)),
            Fault.FAR_OFF,
        ),
        (
            entry(starts_at=TEN - timedelta(days=900), ends_at=TWENTY - timedelta(days=900)),
            Fault.FAR_OFF,
        ),
    ],
)
def test_a_line_that_fits_nobody_or_no_time_is_named(wrong: Entry, fault: Fault) -> None:
    found = asked(wrong)
    assert [(one.line, one.fault) for one in found.errors] == [(2, fault)]
    assert found.added == []


def test_the_centre_tells_people_of_one_name_apart_and_capitals_do_not_matter() -> None:
    assert asked(entry(who="BO", centre="TROMSO")).added[0].counsellor_id == BO.counsellor_id
    assert asked(entry(who="ANE@desk.example ")).errors == []
    assert asked(entry(who=str(ANE.counsellor_id))).errors == []


def test_the_same_shift_twice_is_a_fault_of_the_second_line() -> None:
    here = shift(7)
    for second in (entry(5), entry(5, shift_id=here.shift_id, ends_at=TWENTY + timedelta(hours=1))):
        found = asked(entry(2, shift_id=here.shift_id), second, near=(here,))
        assert [(one.line, one.fault) for one in found.errors] == [(5, Fault.DUPLICATE)]


def test_a_shift_is_not_moved_onto_another_one_unless_that_one_goes() -> None:
    here, later = shift(7), shift(8, TEN + timedelta(days=1), TWENTY + timedelta(days=1))
    onto = entry(2, shift_id=later.shift_id)
    assert [(one.line, one.fault) for one in asked(onto, near=(here, later)).errors] == [(2, Fault.DUPLICATE)]
    away = entry(3, shift_id=here.shift_id, starts_at=later.starts_at, ends_at=later.ends_at)
    swapped = asked(onto, away, near=(here, later))
    assert (swapped.errors, len(swapped.changed)) == ([], 2)
    assert asked(onto, entry(3, shift_id=here.shift_id, cancelled=True), near=(here, later)).errors == []


def test_a_new_line_in_the_place_that_a_named_shift_leaves_is_a_new_shift() -> None:
    here, later = shift(7), TEN + timedelta(days=1)
    moved = entry(2, shift_id=here.shift_id, starts_at=later, ends_at=later + timedelta(hours=4))
    for lines in ((moved, entry(3)), (entry(2), moved)):
        found = asked(*lines, near=(here,))
        assert (found.errors, found.unchanged) == ([], 0)
        assert ([was for was, _ in found.changed], [one.starts_at for one in found.added]) == ([here], [TEN])
