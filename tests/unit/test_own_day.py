"""One's own day: each contact once, in the hour one first had it, and no talking counted twice."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.domain.contact import Channel
from app.domain.oslo import DAY_MINUTES, instant
from app.domain.own_day import Talk, own_day

LONG_DAY = date(2026, 10, 25)
WHOLE = (instant(LONG_DAY, 0), instant(LONG_DAY, DAY_MINUTES))
MINUTE = timedelta(minutes=1)


def talk(
    starts: float, ends: float, *, channel: Channel = Channel.CHAT, follow_up: bool = False
) -> list[Talk]:
    """A contact in hand from minute to minute of the day."""
    first = WHOLE[0]
    return [Talk(channel, follow_up, (first + starts * MINUTE, first + ends * MINUTE))]


def test_a_day_with_nothing_in_it() -> None:
    found = own_day(WHOLE, LONG_DAY, [], shifts=[], open_wrap_ups=0)
    assert (found.chat, found.phone, found.follow_ups, found.talked, found.hours) == (
        0,
        0,
        0,
        timedelta(),
        (),
    )


def test_follow_ups_are_counted_apart_and_two_at_once_are_one_stretch() -> None:
    contacts = [
        talk(0, 30),
        talk(20, 40),
        talk(50, 60, channel=Channel.PHONE),
        talk(50, 55, channel=Channel.PHONE, follow_up=True),
    ]
    found = own_day(WHOLE, LONG_DAY, contacts, shifts=[], open_wrap_ups=2)
    assert (found.chat, found.phone, found.follow_ups, found.open_wrap_ups) == (2, 1, 1, 2)
    assert found.talked == 50 * MINUTE


def test_what_began_yesterday_is_talked_today_and_counted_yesterday() -> None:
    found = own_day(WHOLE, LONG_DAY, [talk(-20, 10)], shifts=[], open_wrap_ups=0)
    assert (found.chat, found.talked, found.hours) == (0, 10 * MINUTE, ())


def test_the_night_the_clock_goes_back_has_an_hour_more() -> None:
    found = own_day(WHOLE, LONG_DAY, [talk(0, 1), talk(24 * 60, 24 * 60 + 1)], shifts=[], open_wrap_ups=0)
    assert len(found.hours) == 25
    assert [hour for hour, count in found.hours if count] == [
        datetime(2026, 10, 24, 22, tzinfo=UTC),
        datetime(2026, 10, 25, 22, tzinfo=UTC),
    ]


spans = st.tuples(st.integers(-200, 2000), st.integers(0, 300))


@given(st.lists(st.lists(spans, min_size=1, max_size=3), max_size=8), st.integers(1, 1500))
def test_the_hours_add_up_to_the_contacts_and_nobody_talks_longer_than_the_day(
    drawn: list[list[tuple[int, int]]], now: int
) -> None:
    window = (WHOLE[0], min(WHOLE[1], WHOLE[0] + now * MINUTE))
    contacts = [
        [one for starts, length in sorted(parts) for one in talk(starts, starts + length)] for parts in drawn
    ]
    found = own_day(window, LONG_DAY, contacts, shifts=[], open_wrap_ups=0)
    assert sum(count for _, count in found.hours) == found.chat + found.phone + found.follow_ups
    assert timedelta() <= found.talked <= window[1] - window[0]
