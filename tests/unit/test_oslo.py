"""Oslo's wall clock: dates, hours, and the two nights a year on which it jumps."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest

from app.domain.errors import Invalid
from app.domain.oslo import (
    OSLO,
    Wall,
    clock_at,
    clock_changes,
    clock_hours,
    day_of,
    hour_of,
    instant,
    read_wall_time,
)

AUTUMN, SPRING = date(2026, 10, 25), date(2027, 3, 28)


@pytest.mark.parametrize(
    ("day", "minute", "expected"),
    [
        (date(2026, 11, 23), 600, datetime(2026, 11, 23, 9, tzinfo=UTC)),
        (date(2026, 11, 23), 1440, datetime(2026, 11, 23, 23, tzinfo=UTC)),
        (AUTUMN, 150, datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        (AUTUMN, 180, datetime(2026, 10, 25, 2, tzinfo=UTC)),
        (SPRING, 120, datetime(2027, 3, 28, 1, tzinfo=UTC)),
        (SPRING, 150, datetime(2027, 3, 28, 1, tzinfo=UTC)),
        (SPRING, 180, datetime(2027, 3, 28, 1, tzinfo=UTC)),
        (SPRING, 181, datetime(2027, 3, 28, 1, 1, tzinfo=UTC)),
    ],
)
def test_wall_time_as_an_instant(day: date, minute: int, expected: datetime) -> None:
    assert instant(day, minute) == expected


@pytest.mark.parametrize("day", [AUTUMN, SPRING])
def test_wall_times_of_a_day_never_go_back(day: date) -> None:
    instants = [instant(day, minute) for minute in range(1441)]
    assert instants == sorted(instants)
    assert all(day_of(at) == day for at in instants[:-1])


def test_the_wall_shows_every_minute_as_often_as_it_has_instants() -> None:
    for day in (AUTUMN, SPRING, date(2026, 11, 23)):
        midnight = instant(day, 0)
        minutes = (instant(day, 1440) - midnight) // timedelta(minutes=1)
        shown = [(midnight + timedelta(minutes=number)).astimezone(OSLO) for number in range(minutes)]
        counted = Counter(wall.hour * 60 + wall.minute for wall in shown)
        often = {0: Wall.SKIPS, 1: Wall.ONCE, 2: Wall.REPEATS}
        assert [clock_at(day, minute) for minute in range(1440)] == [often[counted[m]] for m in range(1440)]


def test_the_clock_changes_twice_a_year() -> None:
    assert clock_changes(date(2026, 1, 1), timedelta(days=365)) == [date(2026, 3, 29), AUTUMN]


def test_clock_hours_are_cut_to_their_start() -> None:
    half_past = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
    assert list(clock_hours(half_past, half_past + timedelta(hours=1))) == [
        datetime(2026, 11, 23, 9, tzinfo=UTC),
        datetime(2026, 11, 23, 10, tzinfo=UTC),
    ]
    assert hour_of(half_past).minute == 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2027-03-24T12:00", datetime(2027, 3, 24, 11, tzinfo=UTC)),
        ("2027-03-24T12:00+00:00", datetime(2027, 3, 24, 12, tzinfo=UTC)),
        ("2026-10-25T02:30", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        ("2027-03-28T03:00", datetime(2027, 3, 28, 1, tzinfo=UTC)),
    ],
)
def test_wall_time_is_read_as_oslos(text: str, expected: datetime) -> None:
    assert read_wall_time(text) == expected


@pytest.mark.parametrize(
    "text",
    ["2027-03-28T02:00", "2027-03-28T02:59:59", "noon", "", "0001-01-01", "9999-12-31", "2027-03-24T12:00\0"],
)
def test_wall_time_that_does_not_exist_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        read_wall_time(text)
