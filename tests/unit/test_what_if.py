"""What a what-if reads and says: time alone, patience, rotas cut by hand, hours that changed, and chance."""

from __future__ import annotations

from collections import namedtuple
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from app.domain.announced import HoursVersion
from app.domain.contact import Cause, Channel, State
from app.domain.contact_history import Outcome
from app.domain.opening_hours import spans
from app.domain.opening_rules import Interval, OpeningHours, WeeklyRule
from app.domain.oslo import instant
from app.domain.policy import Policy
from app.replay.changes import read_month, read_wish
from app.replay.columns import held
from app.replay.crowd import guests, habits
from app.replay.outcomes import Reached, Result
from app.replay.pace import stretch
from app.replay.recorded import Happened, read_recorded
from app.replay.rotas import Duty, changed, mates
from app.replay.table import percent
from app.replay.what_if_words import difference_in_words
from app.repositories.statistics import Fetched

TEN = datetime(2026, 11, 23, 9, tzinfo=UTC)  # Monday 10:00 in Oslo.
MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)
DAY_LONG = (TEN, TEN + timedelta(hours=10))
ANE = UUID(int=1)
Row = namedtuple(
    "Row", "id channel language arrived_at at to_state cause counsellor_id centre answered_by answered_centre"
)


def story(number: int, arrived: float, *steps: tuple[float, State, Cause]) -> list[Any]:
    """The rows of a chat; whoever answers is Ane."""
    at = TEN + timedelta(seconds=arrived)
    return [
        Row(
            UUID(int=number),
            "chat",
            "nb",
            at,
            TEN + timedelta(seconds=seconds),
            state,
            cause,
            ANE if state is State.ACTIVE else None,
            "TROMSO",
            ANE,
            "TROMSO",
        )
        for seconds, state, cause in ((arrived, State.QUEUED, Cause.ARRIVED), *steps)
    ]


def talked(number: int, arrived: float, begins: float, ends: float) -> list[Any]:
    """Answered, ended, and recorded a minute later."""
    return story(
        number,
        arrived,
        (begins, State.ACTIVE, Cause.ACCEPTED),
        (ends, State.WRAP_UP, Cause.ENDED_COUNSELLOR),
        (ends + 60, State.CLOSED, Cause.WRAPPED_UP),
    )


def read(*stories: list[Any]) -> list[Happened]:
    rows = [row for one in stories for row in one]
    return list(read_recorded(Fetched(rows, (), (), (), DAY_LONG[1]), DAY_LONG, Policy()).arrivals)


def test_two_chats_at_once_are_turned_back_into_the_time_each_takes_alone() -> None:
    """100 s alone, 200 s beside the other, 100 s alone again."""
    first, second = read(talked(1, 0, 0, 300), talked(2, 90, 100, 400))
    alone = 100 + 200 / stretch(2)
    for one in (first, second):
        assert one.conversation is not None
        assert one.conversation.talk == pytest.approx(alone)
        assert one.conversation.wrap_up == 60
    assert (first.waited, second.waited) == (timedelta(0), timedelta(seconds=10))


def test_who_left_waits_just_as_long_and_who_was_answered_longer() -> None:
    left = story(1, 0, (45, State.ABANDONED, Cause.LEFT))
    told = story(2, 5, (95, State.ABANDONED, Cause.CLOSING_TOLD))
    found = read(left, told, talked(3, 10, 30, 300))
    assert [one.outcome for one in found] == [Outcome.ABANDONED, Outcome.TURNED_AWAY, Outcome.ANSWERED]
    patience = [one.who.patience for one in guests(found, habits(found, Policy()), 1)]
    assert patience[0] == 45
    assert patience[1] > 90
    assert patience[2] > 20
    assert patience == [one.who.patience for one in guests(found, habits(found, Policy()), 1)]


def test_patience_is_measured_once_ten_have_given_up() -> None:
    """All time waited, that of the answered too, over those who gave up."""
    leaving = [story(number, 0, (30, State.ABANDONED, Cause.LEFT)) for number in range(1, 11)]
    known = habits(read(*leaving, talked(11, 0, 60, 300)), Policy())
    assert (known[Channel.CHAT].measured, known[Channel.CHAT].patience) == (True, 36)
    few = habits(read(*leaving[:9]), Policy())
    assert (few[Channel.CHAT].measured, few[Channel.CHAT].patience) == (False, 360)


def hours(starts: float, ends: float) -> tuple[datetime, datetime]:
    return instant(MONDAY, round(starts * 60)), instant(MONDAY, round(ends * 60))


def test_fewer_cuts_the_time_of_whoever_has_most_of_it() -> None:
    rota = [Duty("ane", "TROMSO", hours(10, 15)), Duty("bo", "VESTLAND", hours(14, 20))]
    found = changed(rota, read_wish("fewer", "1@14:00-16:00/1"), [MONDAY, TUESDAY])
    assert found == [rota[0], Duty("bo", "VESTLAND", hours(16, 20))]
    assert changed(rota, read_wish("fewer", "1@14:00-16:00/2"), [MONDAY]) == rota
    none = changed(rota, read_wish("more", "2@20:00-24:00"), [MONDAY])
    assert [one.span for one in none[2:]] == [hours(20, 24)] * 2


def test_shifts_that_follow_each_other_are_one_duty_with_one_last_quarter() -> None:
    rota = [Duty("ane", "TROMSO", hours(10, 12)), Duty("ane", "TROMSO", hours(12, 15))]
    (ane,) = mates(rota, DAY_LONG, Policy())
    assert (ane.takes_from, ane.takes_until) == hours(10, 14.75)
    (there,) = mates(rota, DAY_LONG, Policy(), to_the_end=True)
    assert there.takes_until == hours(10, 15)[1]


def week(starts: int, ends: int) -> OpeningHours:
    return OpeningHours(weekly=(WeeklyRule("week", ((Interval(starts * 60, ends * 60),),) * 7),))


def test_hours_that_changed_within_the_time_hold_as_they_were_announced() -> None:
    versions = [
        HoursVersion(instant(date(2026, 1, 1), 0), week(10, 20)),
        HoursVersion(instant(TUESDAY, 12 * 60), week(8, 16)),
    ]
    found = held(versions, MONDAY, date(2026, 11, 25))
    assert spans(found, Channel.CHAT, MONDAY, date(2026, 11, 25)) == [
        (instant(MONDAY, 10 * 60), instant(MONDAY, 20 * 60)),
        (instant(TUESDAY, 10 * 60), instant(TUESDAY, 16 * 60)),
        (instant(date(2026, 11, 25), 8 * 60), instant(date(2026, 11, 25), 16 * 60)),
    ]
    assert held(versions, date(2026, 11, 2), date(2026, 11, 8)) == week(10, 20)
    assert held(versions, date(2026, 12, 1), date(2026, 12, 8)) == week(8, 16)
    assert held(versions[1:], date(2026, 11, 2), date(2026, 11, 8)) == week(8, 16)


def result(hits: list[int]) -> Result:
    """Ten chats on each of so many days."""
    none = Reached(0, 0, 0, 0, 0, None, None, None, 0)
    chats = Reached(10 * len(hits), sum(hits), sum(hits), 0, 0, 5, 9, 0, 0)
    return Result(
        channels={Channel.CHAT: chats, Channel.PHONE: none},
        occupancy=None,
        staffed_hours=8,
        open_hours=dict.fromkeys(Channel, 10.0),
        unstaffed_hours=dict.fromkeys(Channel, 0.0),
        by_day={(Channel.CHAT, MONDAY + timedelta(days=n)): (10, hit, 0) for n, hit in enumerate(hits)},
    )


@pytest.mark.parametrize(
    ("now", "said"),
    [
        ([8, 8, 8, 8, 8, 8, 8, 8], "(+0.0 points)"),
        ([10, 9, 9, 9, 9, 9, 9, 10], "(+12.5 points)"),
        ([10, 6, 9, 8, 7, 10, 8, 7], "(+1.2 points, which may be chance)"),
    ],
)
def test_a_difference_that_the_days_do_not_agree_on_may_be_chance(now: list[int], said: str) -> None:
    (sentence,) = difference_in_words(result([8] * 8), result(now))
    assert f"within the target 80.0 % → {percent(sum(now), 80)} {said}" in sentence


def test_last_is_the_month_before_this_one_by_the_clock_of_oslo() -> None:
    new_year = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
    assert read_month("last", new_year) == (instant(date(2026, 12, 1), 0), instant(date(2027, 1, 1), 0))
    october = read_month("2026-10", new_year)
    assert october[1] - october[0] == timedelta(days=31, hours=1)
