"""Who is let in: hours, last call, room; one place, so that the sign and the intake never differ."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.door import DoorState, Line, door, last_let_in
from app.domain.opening_hours import evaluate
from app.domain.opening_rules import Interval, OpeningHours, WeeklyRule
from app.domain.oslo import OSLO
from app.domain.policy import Policy
from app.domain.rules import Rules
from app.domain.waiting import WaitRange
from app.seed.hours import always_open, ordinary_hours

CLOSES = datetime(2026, 11, 26, 19, tzinfo=UTC)  # Thursday 20:00 in Oslo.
OPENS = datetime(2026, 11, 30, 9, tzinfo=UTC)  # Monday 10:00.
MINUTE = timedelta(minutes=1)
EMPTY = Line()


def waits(minutes: int) -> Line:
    return Line(WaitRange(timedelta(0), minutes * MINUTE), waiting=3, came=3)


def at_the_door(
    before: timedelta, line: Line = EMPTY, hours: OpeningHours | None = None, **policy: int
) -> str:
    """The state so long before closing."""
    rules = Rules(policy=Policy(**policy), hours=hours or ordinary_hours())
    return door(rules, "chat", CLOSES - before, line).state


def hours_of(*intervals: tuple[int, int]) -> OpeningHours:
    """These hours each day, in minutes after midnight."""
    day = tuple(Interval(*one) for one in intervals)
    return OpeningHours(weekly=(WeeklyRule("w", (day,) * 7),))


@pytest.mark.parametrize(
    ("last_call", "minutes_left", "line", "state"),
    [
        (0, 1, waits(50), "open"),
        (1, 10, waits(10), "open"),
        (1, 9, waits(10), "last_call"),
        (1, 1, EMPTY, "open"),
        (2, 30, waits(10), "open"),
        (2, 29, waits(10), "last_call"),
        (2, 20, EMPTY, "open"),
        (2, 19, EMPTY, "last_call"),
    ],
)
def test_last_call_lets_in_whose_wait_ends_before_closing(
    last_call: int, minutes_left: int, line: Line, state: str
) -> None:
    assert at_the_door(minutes_left * MINUTE, line, last_call=last_call) == state


@pytest.mark.parametrize("last_call", [0, 1, 2])
def test_nobody_new_is_let_in_within_the_last_stretch_that_the_desk_sets(last_call: int) -> None:
    policy = {"last_call": last_call, "stop_intake_seconds": 300, "usual_conversation_seconds": 60}
    assert at_the_door(5 * MINUTE, EMPTY, None, **policy) == "open"
    assert at_the_door(5 * MINUTE - timedelta(milliseconds=1), EMPTY, None, **policy) == "last_call"


@pytest.mark.parametrize(
    ("last_call", "minutes_left", "state"), [(1, 15, "open"), (1, 14, "last_call"), (0, 1, "open")]
)
def test_nobody_is_let_in_after_the_last_offer_of_the_rota(
    last_call: int, minutes_left: int, state: str
) -> None:
    rota_ends_with_the_hours = Line(offers_until=CLOSES - 15 * MINUTE)
    assert at_the_door(minutes_left * MINUTE, rota_ends_with_the_hours, last_call=last_call) == state
    outlasts = Line(offers_until=CLOSES + 15 * MINUTE)
    assert at_the_door(MINUTE, outlasts, last_call=last_call) == "open"


def test_last_call_says_until_when_why_and_when_to_come_back() -> None:
    found = door(Rules(hours=ordinary_hours()), "chat", CLOSES - MINUTE, waits(10))
    assert (found.state, found.reason) == (DoorState.LAST_CALL, "wait_passes_closing")
    assert (found.closes_at, found.opens_at, found.turns_at) == (CLOSES, OPENS, CLOSES)
    assert not found.lets_in


def test_a_desk_without_an_end_in_sight_has_no_last_call() -> None:
    hours = always_open()
    assert at_the_door(MINUTE, waits(90), hours, last_call=2, stop_intake_seconds=3_600) == "open"
    assert last_let_in(None, waits(90), Policy(last_call=2)) is None


def test_two_openings_that_adjoin_have_no_last_call_between_them() -> None:
    seam = hours_of((600, 1200), (1200, 1320))
    assert at_the_door(MINUTE, waits(30), seam) == "open"
    assert at_the_door(-100 * MINUTE, waits(30), seam) == "last_call"


def test_before_a_short_gap_the_next_closing_counts_and_the_gap_ends_in_the_next_opening() -> None:
    lunch = hours_of((600, 1200), (1205, 1320))
    found = door(Rules(hours=lunch), "chat", CLOSES - MINUTE, waits(30))
    assert (found.state, found.opens_at) == (DoorState.LAST_CALL, CLOSES + 5 * MINUTE)


def test_last_call_goes_before_a_full_line() -> None:
    full = replace(waits(10), waiting=500, came=500)
    assert at_the_door(11 * MINUTE, full) == "full"
    assert at_the_door(9 * MINUTE, full) == "last_call"
    assert at_the_door(-MINUTE, full) == "closed"


@given(
    st.integers(0, 2),
    st.integers(0, 1_800),
    st.one_of(st.none(), st.integers(1, 90)),
    st.integers(-10, 16 * 60),
)
def test_the_door_turns_by_the_clock_alone_exactly_when_it_says(
    last_call: int, stop: int, wait: int | None, minutes_left: int
) -> None:
    rules = Rules(policy=Policy(last_call=last_call, stop_intake_seconds=stop), hours=ordinary_hours())
    line = EMPTY if wait is None else waits(wait)
    at = CLOSES - minutes_left * MINUTE
    found = door(rules, "chat", at, line)
    assert found.turns_at is not None
    assert door(rules, "chat", max(at, found.turns_at - timedelta(milliseconds=1)), line).state is found.state
    assert door(rules, "chat", found.turns_at + timedelta(milliseconds=1), line).state is not found.state


@given(st.integers(-60 * 24 * 60, 60 * 24 * 60), st.integers(0, 2))
def test_nobody_is_let_in_outside_the_hours_whatever_the_policy(minutes: int, last_call: int) -> None:
    at = CLOSES + minutes * MINUTE
    rules = Rules(policy=Policy(last_call=last_call), hours=ordinary_hours())
    found = door(rules, "chat", at, EMPTY)
    assert not found.lets_in or evaluate(rules.hours, "chat", at).open
    assert found.lets_in or found.opens_at is not None
    assert time(10) <= at.astimezone(OSLO).time() < time(20) or not found.lets_in
