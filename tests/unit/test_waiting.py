"""The expected wait: honest ranges from what happened lately, rounded, or nothing."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.waiting import WaitRange, expected_wait, has_room, position_of


def seconds(*numbers: int) -> list[timedelta]:
    return [timedelta(seconds=number) for number in numbers]


def minutes(shortest: int, longest: int) -> WaitRange:
    return WaitRange(timedelta(minutes=shortest), timedelta(minutes=longest))


def test_fewer_than_five_answers_are_too_little_evidence() -> None:
    assert expected_wait(seconds(10, 10, 10, 10), position=1, waiting=0) is None


@pytest.mark.parametrize(
    ("waits", "position", "waiting", "expected"),
    [
        (seconds(5, 8, 10, 12, 20), 1, 0, minutes(0, 1)),
        (seconds(60, 70, 120, 200, 230), 1, 0, minutes(1, 4)),
        (seconds(60, 70, 120, 200, 230), 1, 3, minutes(0, 1)),
        (seconds(600, 660, 700, 800, 900), 5, 4, minutes(10, 15)),
        (seconds(2000, 2100, 2400, 2500, 2600), 1, 0, minutes(30, 50)),
        (seconds(0, 0, 0, 0, 0), 1, 0, minutes(0, 1)),
    ],
)
def test_range_is_the_middle_half_rounded(
    waits: list[timedelta], position: int, waiting: int, expected: WaitRange
) -> None:
    assert expected_wait(waits, position=position, waiting=waiting) == expected


def test_a_line_that_stands_still_does_not_promise_what_it_kept_before() -> None:
    found = expected_wait(seconds(*[20] * 8), position=4, waiting=3, waited=timedelta(minutes=9))
    assert found is not None
    assert found.longest == timedelta(minutes=9)


@given(
    st.lists(st.timedeltas(timedelta(0), timedelta(hours=3)), min_size=5, max_size=30),
    st.integers(1, 50),
    st.integers(0, 49),
    st.timedeltas(timedelta(0), timedelta(hours=2)),
)
def test_range_is_whole_minutes_and_never_empty(
    waits: list[timedelta], position: int, waiting: int, waited: timedelta
) -> None:
    found = expected_wait(waits, position=position, waiting=waiting, waited=waited)
    assert found is not None
    assert timedelta(0) <= found.shortest < found.longest
    assert found.as_json()["from_seconds"] % 60 == found.as_json()["to_seconds"] % 60 == 0


@given(st.lists(st.integers(1, 99), unique=True, min_size=1), st.data())
def test_position_never_grows_as_others_come_and_go(tickets: list[int], data: st.DataObject) -> None:
    mine = data.draw(st.sampled_from(tickets))
    others = [ticket for ticket in tickets if ticket != mine]
    before = position_of(mine, others)
    left = data.draw(st.lists(st.sampled_from(others), unique=True)) if others else []
    remaining = [ticket for ticket in others if ticket not in left]
    newcomers = data.draw(st.lists(st.integers(100, 200), unique=True))
    assert 1 <= position_of(mine, remaining + newcomers) <= before


def test_whoever_was_answered_before_is_first() -> None:
    assert position_of(50, [1, 2, 3], answered_before=True) == 1


def test_room_is_full_at_the_limit() -> None:
    assert has_room(199, 199, 200)
    assert not has_room(200, 200, 200)
    assert has_room(1_999, 0, 200), "who never comes keeps nobody out"
    assert not has_room(2_000, 0, 200)
