"""Repetitions and copies by the wall clock, over every night in which it changes."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.contact import Channel
from app.domain.counsellor import CounsellorId
from app.domain.errors import Invalid
from app.domain.opening_hours import OpeningHours
from app.domain.oslo import OSLO
from app.domain.reading import Problems
from app.domain.roster import Shift, ShiftId
from app.domain.series import Why, copied, expand, read_series
from app.domain.weeks import read_week, wall, week_of

ANE = CounsellorId(UUID(int=1))
TODAY = date(2027, 3, 15)
GOOD: dict[str, Any] = {
    "counsellor_id": str(ANE),
    "weekdays": [1, 2],
    "starts": "10:00",
    "ends": "20:00",
    "first": "2027-03-22",
    "last": "2027-04-11",
    "channels": ["chat"],
}
STAY = {"skip_closed": False}
DAYS = st.dates(date(2026, 6, 1), date(2028, 1, 1))


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"counsellor_id": "ane"}, "counsellor_id"),
        ({"weekdays": []}, "weekdays"),
        ({"weekdays": [1, 1]}, "weekdays"),
        ({"weekdays": [8]}, "weekdays"),
        ({"weekdays": [True]}, "weekdays"),
        ({"weekdays": [[1]]}, "weekdays"),
        ({"weekdays": "12"}, "weekdays"),
        ({"every_weeks": 0}, "every_weeks"),
        ({"every_weeks": 9}, "every_weeks"),
        ({"every_weeks": True}, "every_weeks"),
        ({"starts": "24:00", "ends": "24:00"}, "starts"),
        ({"starts": "25:00"}, "starts"),
        ({"starts": 10}, "starts"),
        ({"ends": "10:00"}, "ends"),
        ({"ends": "09:00"}, "ends"),
        ({"last": "2027-03-21"}, "last"),
        ({"last": "2028-03-23"}, "last"),
        ({"first": "2099-01-01", "last": "2099-02-01"}, "first"),
        ({"first": "9999-12-31"}, "first"),
        ({"first": "0001-01-01"}, "first"),
        ({"first": None}, "first"),
        ({"channels": ["fax"]}, "channels"),
        ({"skip_closed": "yes"}, "skip_closed"),
    ],
)
def test_a_wrong_repetition_names_its_field(change: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_series({**GOOD, **change}, today=TODAY)
    assert field in refused.value.details


def test_what_is_no_object_is_refused() -> None:
    bodies: list[object] = [None, [], "x", 3]
    for body in bodies:
        with pytest.raises(Invalid):
            read_series(body, today=TODAY)


def test_a_whole_day_ends_at_midnight() -> None:
    series = read_series({**GOOD, "starts": "00:00", "ends": "24:00", "weekdays": [7], **STAY}, today=TODAY)
    shifts, _ = expand(series, OpeningHours(), lambda *_: False)
    assert [(one.ends_at - one.starts_at) // timedelta(hours=1) for one in shifts] == [23, 24, 24]


def test_an_hour_that_exists_twice_is_the_first_and_one_that_does_not_exist_is_left_out() -> None:
    times = {"starts": "02:15", "ends": "02:45", "weekdays": [7], "skip_closed": False}
    spring = read_series({**GOOD, **times, "last": "2027-03-28"}, today=TODAY)
    shifts, skipped = expand(spring, OpeningHours(), lambda *_: False)
    assert (shifts, [one.why for one in skipped]) == ([], [Why.NO_SUCH_TIME])
    autumn = read_series({**GOOD, **times, "first": "2027-10-31", "last": "2027-10-31"}, today=TODAY)
    [shift], _ = expand(autumn, OpeningHours(), lambda *_: False)
    assert (shift.starts_at, shift.ends_at) == (
        datetime(2027, 10, 31, 0, 15, tzinfo=UTC),
        datetime(2027, 10, 31, 0, 45, tzinfo=UTC),
    )


@given(DAYS, st.integers(0, 300), st.sets(st.integers(1, 7), min_size=1), st.integers(1, 8))
def test_every_shift_has_its_wall_time_and_its_weekday_in_its_turn(
    first: date, days: int, weekdays: set[int], every: int
) -> None:
    asked = {"first": first.isoformat(), "last": (first + timedelta(days=days)).isoformat()}
    body = {**GOOD, **asked, "weekdays": sorted(weekdays), "every_weeks": every, "skip_closed": False}
    shifts, skipped = expand(read_series(body, today=TODAY), OpeningHours(), lambda *_: False)
    local = [(one.starts_at.astimezone(OSLO), one.ends_at.astimezone(OSLO)) for one in shifts]
    assert skipped == []
    assert all((starts.hour, ends.hour) == (10, 20) for starts, ends in local)
    monday = week_of(first).monday
    expected = [
        day
        for day in (first + timedelta(days=number) for number in range(days + 1))
        if day.isoweekday() in weekdays and (week_of(day).monday - monday).days % (7 * every) == 0
    ]
    assert [starts.date() for starts, _ in local] == expected


SHIFTS = st.builds(
    lambda number, day, starts, length: Shift(
        ShiftId(UUID(int=number)),
        ANE,
        at := datetime(day.year, day.month, day.day, starts, tzinfo=OSLO).astimezone(UTC),
        at + timedelta(hours=length),
        frozenset({Channel.CHAT}),
    ),
    st.integers(1, 10**6),
    st.dates(date(2027, 1, 4), date(2027, 1, 10)),
    st.integers(0, 23),
    st.integers(1, 12),
)


@given(st.lists(SHIFTS, max_size=8), st.integers(1, 60))
def test_a_copy_has_the_same_wall_times_and_a_second_copy_adds_nothing(
    shifts: list[Shift], weeks: int
) -> None:
    bodies, skipped = copied(shifts, 7 * weeks, [], shut=())
    assert len(bodies) + len(skipped) == len(shifts)
    local = {
        (at.astimezone(OSLO).replace(tzinfo=None)) for one in shifts for at in (one.starts_at, one.ends_at)
    }
    for body in bodies:
        for at in (body.starts_at, body.ends_at):
            assert at.astimezone(OSLO).replace(tzinfo=None) - timedelta(weeks=weeks) in local
    there = [
        Shift(
            ShiftId(UUID(int=number)), one.counsellor_id, one.starts_at, one.ends_at, frozenset(one.channels)
        )
        for number, one in enumerate(bodies)
    ]
    again, left = copied(shifts, 7 * weeks, there, shut=())
    assert (again, len(left)) == ([], len(shifts))


def test_who_has_a_shut_account_is_not_copied() -> None:
    starts = datetime(2027, 1, 4, 9, tzinfo=UTC)
    shift = Shift(ShiftId(UUID(int=1)), ANE, starts, starts + timedelta(hours=1), frozenset({Channel.CHAT}))
    assert copied([shift], 7, [], shut={ANE}) == ([], [(shift, Why.DISABLED)])


@pytest.mark.parametrize("name", ["2026-W53", "2027-W01"])
def test_a_week_is_named_as_iso_does(name: str) -> None:
    week = read_week(Problems(), "week", name)
    assert week is not None
    assert (week.name, week.monday.weekday()) == (name, 0)


@pytest.mark.parametrize(
    "name", ["", None, 7, "2026-48", "2027-W53", "2027-W00", "9999-W01", "2027-W1", "٢٠٢٧-W01"]
)
def test_what_is_no_week_is_refused(name: object) -> None:
    problems = Problems()
    assert read_week(problems, "week", name) is None
    assert list(problems.found) == ["week"]


@given(DAYS, st.integers(0, 1440))
def test_a_wall_time_is_what_the_clock_shows_or_nothing(day: date, minute: int) -> None:
    at = wall(day, minute)
    shown = datetime(day.year, day.month, day.day) + timedelta(minutes=minute)  # noqa: DTZ001
    if at is None:
        assert shown.hour == 2
        assert (day.month, day.isoweekday()) == (3, 7)
    else:
        assert at.astimezone(OSLO).replace(tzinfo=None) == shown
