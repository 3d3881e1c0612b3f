"""The expected wait: honest ranges from what happened lately, rounded, or nothing."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.waiting import Evidence, WaitRange, expected_wait, has_room, position_of

HALF_HOUR = timedelta(minutes=30)


def answered(*seconds: int) -> list[timedelta]:
    return [timedelta(seconds=number) for number in seconds]


def seen(*seconds: int, **known: Any) -> Evidence:
    """Five answers lately, nobody in line, five counsellors without a free seat; unless said otherwise."""
    waits = answered(*(seconds or (10,) * 5))
    usual = {"since": HALF_HOUR, "answerers": 5, "ready": 5}
    return Evidence(waits=waits, window=HALF_HOUR, **{**usual, **known})


def minutes(shortest: int, longest: int) -> WaitRange:
    return WaitRange(timedelta(minutes=shortest), timedelta(minutes=longest))


@pytest.mark.parametrize(
    "nothing_known",
    [seen(10, 10, 10, 10), seen(ready=0), seen(ready=0, free=3), Evidence(window=HALF_HOUR, ready=5, free=5)],
)
def test_without_evidence_or_anybody_ready_no_wait_is_told(nothing_known: Evidence) -> None:
    assert expected_wait(nothing_known, position=1) is None


def test_a_desk_may_ask_for_more_or_less_evidence_but_never_for_none() -> None:
    assert expected_wait(seen(), position=1, least_evidence=6) is None
    assert expected_wait(seen(10, free=1), position=1, least_evidence=1) == minutes(0, 1)
    assert expected_wait(Evidence(window=HALF_HOUR, ready=1), position=1, least_evidence=0) is None


@pytest.mark.parametrize(
    ("known", "position", "expected"),
    [
        # A free seat for that place: only until the offer is accepted, however long others waited.
        (seen(900, 900, 900, 900, 900, free=1), 1, minutes(0, 1)),
        (seen(waiting=2, offered=1, free=1), 2, minutes(0, 1)),
        # No seat: five answers in half an hour are one in 360 s, and the last waited less than that.
        (seen(), 1, minutes(0, 6)),  # (360 + 360) / 2 = 360: 36 to 324 s
        (seen(waiting=2, offered=1, free=1), 3, minutes(1, 15)),  # (1080 + 360) / 2 = 720: 72 to 648 s
        # The last to enter service waited longer than that.
        (seen(10, 10, 10, 10, 840), 1, minutes(1, 9)),  # (360 + 840) / 2 = 600: 60 to 540 s
        (seen(840, 10, 10, 10, 10), 1, minutes(0, 6)),
        # The head of the line has waited longer still; whoever is half as far back is half as far from her.
        (seen(waiting=1, waited=timedelta(seconds=840)), 2, minutes(1, 15)),  # (720 + 840) / 2 = 780
        (seen(waiting=1, waited=timedelta(seconds=840)), 1, minutes(0, 6)),  # (360 + 420) / 2 = 390
        # Half of those who answered lately are there still: everything takes twice as long, and never more.
        (seen(answerers=10), 1, minutes(1, 15)),
        (seen(answerers=100), 1, minutes(1, 15)),
        # The desk opened 100 s ago: five answers in 120 s are one in 24 s.
        (seen(since=timedelta(seconds=100)), 1, minutes(0, 1)),
        # More are there than have answered lately: it was quiet, and that promises nothing.
        (seen(answerers=1), 1, minutes(0, 6)),
    ],
)
def test_range_lies_around_what_delay_history_says(
    known: Evidence, position: int, expected: WaitRange
) -> None:
    assert expected_wait(known, position=position) == expected


def test_a_free_seat_is_nothing_to_go_by_while_the_head_of_the_line_stands_still() -> None:
    stuck = seen(waiting=1, waited=timedelta(minutes=9), free=2)
    found = expected_wait(stuck, position=2)
    assert found is not None
    assert found.longest > timedelta(minutes=5)


EVIDENCE = st.builds(
    Evidence,
    waits=st.lists(st.timedeltas(timedelta(0), timedelta(hours=3)), min_size=5, max_size=30),
    window=st.just(HALF_HOUR),
    since=st.timedeltas(timedelta(0), HALF_HOUR),
    waiting=st.integers(0, 60),
    offered=st.integers(0, 5),
    waited=st.timedeltas(timedelta(0), timedelta(hours=2)),
    answerers=st.integers(1, 20),
    ready=st.integers(1, 20),
    free=st.integers(0, 5),
)


@given(EVIDENCE, st.integers(1, 60))
def test_range_is_whole_minutes_and_never_empty(known: Evidence, position: int) -> None:
    found = expected_wait(known, position=position)
    assert found is not None
    assert timedelta(0) <= found.shortest < found.longest
    assert found.as_json()["from_seconds"] % 60 == found.as_json()["to_seconds"] % 60 == 0


@given(EVIDENCE, st.integers(1, 60))
def test_whoever_stands_farther_behind_is_never_told_less(known: Evidence, position: int) -> None:
    nearer, farther = (expected_wait(known, position=place) for place in (position, position + 1))
    assert nearer is not None
    assert farther is not None
    assert nearer.shortest <= farther.shortest
    assert nearer.longest <= farther.longest


@given(EVIDENCE, st.integers(1, 60), st.timedeltas(timedelta(0), timedelta(hours=1)))
def test_a_head_that_has_waited_longer_never_shortens_the_wait(
    known: Evidence, position: int, more: timedelta
) -> None:
    before = expected_wait(known, position=position)
    after = expected_wait(replace(known, waited=known.waited + more), position=position)
    assert before is not None
    assert after is not None
    assert before.shortest <= after.shortest
    assert before.longest <= after.longest


@given(EVIDENCE, st.integers(1, 60))
def test_fewer_people_never_shorten_the_wait(known: Evidence, position: int) -> None:
    before = expected_wait(known, position=position)
    after = expected_wait(replace(known, ready=max(1, known.ready - 1)), position=position)
    assert before is not None
    assert after is not None
    assert before.longest <= after.longest


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
