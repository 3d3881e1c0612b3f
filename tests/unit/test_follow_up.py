"""The rules of a follow-up: when it expires, when it is tried again, what ends it, its place in line."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.contact import Channel, ContactId, Language, Waiting
from app.domain.follow_up import (
    TRIES,
    Kind,
    Outcome,
    Progress,
    Result,
    State,
    after,
    channel_of,
    expiry,
    is_open,
    most_at_once,
    ticket,
    usual_result,
)
from app.domain.opening_rules import DateRule, Interval, OpeningHours, Order, Override, WeeklyRule
from app.domain.oslo import instant
from app.domain.policy import Policy
from app.domain.wording import Wording
from app.queue.switchboard import _place
from app.seed.hours import always_open

LONG, SHORT = (Interval(600, 1200),), (Interval(600, 960),)
WEEK = (LONG, LONG, LONG, LONG, SHORT, (), ())
ORDINARY = OpeningHours(weekly=(WeeklyRule("ordinary", WEEK, "chat"),))
"""Open 10–20 Monday to Thursday and 10–16 on Fridays, for chats only."""

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
FRESH = Progress(State.WAITING, 0, None)
CLOSED = Wording("Stengt", "Stengt", "Closed")


def at(day: str, clock: str) -> datetime:
    """An instant by Oslo's wall."""
    hours, minutes = clock.split(":")
    return instant(date.fromisoformat(day), 60 * int(hours) + int(minutes))


@pytest.mark.parametrize(
    ("asked", "expires"),
    [
        (at("2026-11-23", "12:00"), at("2026-11-27", "16:00")),  # Monday, open: it is the first day
        (at("2026-11-23", "08:00"), at("2026-11-27", "16:00")),  # Monday, before it opens
        (at("2026-11-23", "20:00"), at("2026-11-30", "20:00")),  # Monday, at the minute it closes
        (at("2026-11-27", "17:00"), at("2026-12-04", "16:00")),  # Friday after closing
        (at("2026-11-28", "12:00"), at("2026-12-04", "16:00")),  # Saturday
        (
            at("2027-03-24", "21:00"),
            at("2027-04-05", "20:00"),
        ),  # Wednesday before Easter
        (at("2027-03-22", "12:00"), at("2027-03-31", "20:00")),  # Monday: two nights before, and summer time
        (at("2026-10-22", "12:00"), at("2026-10-28", "20:00")),  # over the night with 25 hours
    ],
)
def test_it_expires_at_the_end_of_the_fifth_opening_day(asked: datetime, expires: datetime) -> None:
    assert expiry(ORDINARY, Kind.MESSAGE, asked, days=5) == expires


def test_a_closure_is_no_opening_day_and_a_short_day_is_one() -> None:
    rules = (
        DateRule(date(2026, 11, 24), (), CLOSED),
        DateRule(date(2026, 11, 25), (Interval(600, 720),), CLOSED),
    )
    hours = replace(ORDINARY, dates=rules)
    assert expiry(hours, Kind.MESSAGE, at("2026-11-23", "12:00"), days=3) == at("2026-11-26", "20:00")
    assert expiry(hours, Kind.MESSAGE, at("2026-11-23", "12:00"), days=2) == at("2026-11-25", "12:00")


def test_a_day_closed_by_hand_after_it_has_begun_counts_while_it_is_open() -> None:
    closes = at("2026-11-23", "13:00")
    hours = replace(
        ORDINARY, overrides=(Override(Order.CLOSE, CLOSED, since=closes, until=closes + timedelta(9)),)
    )
    assert expiry(hours, Kind.MESSAGE, at("2026-11-23", "12:00"), days=1) == closes
    assert expiry(hours, Kind.MESSAGE, at("2026-11-23", "13:00"), days=1) == at("2026-12-02", "20:00")


def test_a_desk_open_round_the_clock_has_days_that_end_at_midnight() -> None:
    assert expiry(always_open(), Kind.CALL, at("2026-11-23", "12:00"), days=5) == at("2026-11-28", "00:00")


def test_without_an_opening_in_sight_it_is_kept_no_longer_than_is_looked_ahead() -> None:
    assert expiry(OpeningHours(), Kind.MESSAGE, NOW, days=5) == NOW + timedelta(days=60)


def test_calls_go_by_the_hours_of_the_chat_where_the_telephone_has_none() -> None:
    assert is_open(ORDINARY, Kind.CALL, at("2026-11-23", "12:00"))
    assert not is_open(ORDINARY, Kind.CALL, at("2026-11-23", "20:00"))
    phone = WeeklyRule("phone", ((Interval(540, 600),), (), (), (), (), (), ()), "phone")
    both = replace(ORDINARY, weekly=(*ORDINARY.weekly, phone))
    assert not is_open(both, Kind.CALL, at("2026-11-23", "12:00"))
    assert is_open(both, Kind.CALL, at("2026-11-23", "09:30"))
    assert is_open(both, Kind.MESSAGE, at("2026-11-23", "12:00"))


def test_it_is_tried_again_an_hour_later_and_given_up_after_the_third_time() -> None:
    policy = Policy()
    first = after(FRESH, Outcome.AGAIN, NOW, policy)
    assert first == Progress(State.ATTEMPTED, 1, NOW + timedelta(hours=1))
    second = after(first, Outcome.AGAIN, NOW, policy)
    assert (second.attempts, second.ended) == (2, False)
    assert after(second, Outcome.AGAIN, NOW, policy) == Progress(State.EXPIRED, 3, None)
    assert after(second, Outcome.ANSWERED, NOW, policy) == Progress(State.ANSWERED, 3, None)


def test_an_attempt_that_nobody_took_does_not_count() -> None:
    once = Progress(State.ATTEMPTED, 1, NOW)
    assert after(once, Outcome.UNANSWERED, NOW, Policy()) == once


@pytest.mark.parametrize("state", [State.ANSWERED, State.EXPIRED, State.ERASED])
@pytest.mark.parametrize("outcome", Outcome)
def test_what_has_ended_stays_as_it_is(state: State, outcome: Outcome) -> None:
    ended = Progress(state, 1, None)
    assert after(ended, outcome, NOW, Policy()) == ended


@pytest.mark.parametrize(
    ("kind", "wrote", "result"),
    [
        (Kind.MESSAGE, True, Result.DONE),
        (Kind.MESSAGE, False, Result.AGAIN),
        (Kind.CALL, False, Result.DONE),
    ],
)
def test_a_call_was_made_and_a_question_needs_an_answer(kind: Kind, wrote: bool, result: Result) -> None:
    assert usual_result(kind, wrote=wrote) is result


def test_tickets_are_below_zero_by_the_order_of_asking_and_never_meet() -> None:
    tickets = [ticket(number, tried) for number in (1, 2, 3) for tried in (0, 1, TRIES - 1)]
    assert tickets == sorted(set(tickets))
    assert all(-(10**12) < one < 0 for one in [*tickets, ticket(10**9 - 1, TRIES - 1)])


def test_a_follow_up_comes_after_those_returned_and_before_those_new() -> None:
    def waiting(number: int, *, returned: bool = False) -> Waiting:
        held = Waiting(ContactId(UUID(int=abs(number))), Channel.CHAT, Language.NB, number, NOW, present=True)
        return replace(held, returned=returned, follow_up=number < 0)

    line = [waiting(1), waiting(ticket(7, 0)), waiting(2, returned=True), waiting(ticket(6, 0))]
    ordered = [one.ticket for one in sorted(line, key=lambda one: one.rank)]
    assert ordered == [2, ticket(6, 0), ticket(7, 0), 1]


@given(
    st.lists(
        st.tuples(
            st.one_of(
                st.integers(1, 10**9), st.builds(ticket, st.integers(1, 10**9 - 1), st.integers(0, TRIES - 1))
            ),
            st.booleans(),
        ),
        unique_by=lambda one: one[0],
        max_size=12,
    )
)
def test_valkey_orders_them_as_the_rank_does(line: list[tuple[int, bool]]) -> None:
    waiting = [
        Waiting(
            ContactId(UUID(int=abs(number))),
            Channel.CHAT,
            Language.NB,
            number,
            NOW,
            present=True,
            returned=returned,
            follow_up=number < 0,
        )
        for number, returned in line
    ]
    scores = [float(_place(one)[0]) for one in sorted(waiting, key=lambda one: one.rank)]
    assert scores == sorted(set(scores)), "a score of Valkey is a double, and no two share one"


@pytest.mark.parametrize(("ready", "most"), [(0, 0), (1, 1), (2, 1), (3, 2), (6, 3)])
def test_every_second_counsellor_is_kept_for_whoever_is_new(ready: int, most: int) -> None:
    assert most_at_once(ready) == most


def test_a_question_is_answered_in_writing_and_a_call_by_telephone() -> None:
    assert [channel_of(kind) for kind in (Kind.MESSAGE, Kind.CALL)] == [Channel.CHAT, Channel.PHONE]
