"""Turnus: a shift is half open, shifts that follow each other are one, and a bad shift names its field."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.contact import Channel
from app.domain.counsellor import CounsellorId
from app.domain.errors import Invalid
from app.domain.roster import (
    Shift,
    ShiftId,
    channels_on_shift,
    duty_at,
    last_offers_at,
    missing,
    on_shift,
    on_shift_until,
    overlapping,
    read_extra,
    read_shift,
)

NINE = datetime(2026, 11, 23, 9, tzinfo=UTC)
ANE, BO = CounsellorId(UUID(int=1)), CounsellorId(UUID(int=2))
BOTH = frozenset(Channel)
CHAT = frozenset({Channel.CHAT})


def shift(
    number: int, who: CounsellorId, start: int, end: int, *, channels: frozenset[Channel] = BOTH
) -> Shift:
    hour = timedelta(hours=1)
    return Shift(ShiftId(UUID(int=number)), who, NINE + start * hour, NINE + end * hour, channels)


DAY = [shift(1, ANE, 0, 4), shift(2, ANE, 4, 6, channels=CHAT), shift(3, BO, 2, 5), shift(4, ANE, 8, 9)]


@pytest.mark.parametrize(
    ("hours", "channel", "expected"),
    [
        (0, Channel.CHAT, True),
        (-0.001, Channel.CHAT, False),
        (4, Channel.CHAT, True),
        (4, Channel.PHONE, False),
        (6, Channel.CHAT, False),
    ],
)
def test_on_shift_is_half_open_and_by_channel(hours: float, channel: Channel, expected: bool) -> None:
    assert on_shift(DAY, ANE, channel, NINE + timedelta(hours=hours)) is expected


def test_channels_of_the_running_shift() -> None:
    assert channels_on_shift(DAY, ANE, NINE + timedelta(hours=5)) == CHAT
    assert channels_on_shift(DAY, BO, NINE) == frozenset()


def test_shifts_that_follow_each_other_end_together() -> None:
    assert on_shift_until(DAY, ANE, NINE + timedelta(hours=1)) == NINE + timedelta(hours=6)
    assert on_shift_until(DAY, ANE, NINE + timedelta(hours=7)) is None


def test_missing_are_those_on_shift_who_are_not_there() -> None:
    at = NINE + timedelta(hours=3)
    assert missing(DAY, [], at) == [ANE, BO]
    assert missing(DAY, [ANE], at) == [BO]
    assert missing(DAY, [], NINE + timedelta(hours=7)) == []


def test_overlapping_shifts_are_those_of_the_same_counsellor() -> None:
    new = shift(9, ANE, 3, 5)
    assert [other.shift_id.int for other in overlapping(new, DAY)] == [1, 2]
    assert overlapping(shift(9, ANE, 6, 8), DAY) == []


GOOD: dict[str, Any] = {
    "counsellor_id": str(ANE),
    "starts_at": "2026-11-23T10:00:00+01:00",
    "ends_at": "2026-11-23T14:00:00Z",
    "channels": ["chat"],
}


def test_a_shift_is_read_in_utc() -> None:
    body = read_shift(GOOD)
    assert (body.starts_at, body.ends_at) == (NINE, NINE + timedelta(hours=5))
    assert body.channels == (Channel.CHAT,)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"counsellor_id": None}, "counsellor_id"),
        ({"counsellor_id": "ane"}, "counsellor_id"),
        ({"starts_at": "2026-11-23T10:00:00"}, "starts_at"),
        ({"starts_at": 3}, "starts_at"),
        ({"ends_at": "9999-12-31T23:59:59Z"}, "ends_at"),
        ({"ends_at": GOOD["starts_at"]}, "ends_at"),
        ({"ends_at": "2026-11-24T09:00:01Z"}, "ends_at"),
        ({"channels": []}, "channels"),
        ({"channels": "chat"}, "channels"),
        ({"channels": ["chat", "chat"]}, "channels"),
        ({"channels": ["fax"]}, "channels"),
        ({"channels": [["chat"]]}, "channels"),
    ],
)
def test_a_wrong_field_is_named(change: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_shift({**GOOD, **change})
    assert field in refused.value.details


def test_what_is_no_object_is_refused() -> None:
    with pytest.raises(Invalid):
        read_shift([])


@pytest.mark.parametrize(
    ("minutes", "before", "last"),
    [(600, 15, 585), (60, 15, 45), (40, 15, 30), (4, 15, 3), (600, 0, 600), (600, 600, 450)],
)
def test_the_last_offers_are_so_long_before_the_end_and_at_most_a_quarter_of_the_duty(
    minutes: int, before: int, last: int
) -> None:
    duty = (NINE, NINE + timedelta(minutes=minutes))
    assert last_offers_at(duty, timedelta(minutes=before)) == NINE + timedelta(minutes=last)


@given(st.lists(st.tuples(st.integers(-50, 50), st.integers(1, 20)), max_size=8), st.integers(-60, 60))
def test_a_duty_is_all_the_time_on_shift_around_an_instant(spans: list[tuple[int, int]], hour: int) -> None:
    own = [shift(number, ANE, start, start + length) for number, (start, length) in enumerate(spans)]
    on = {at for start, length in spans for at in range(start, start + length)}
    duty = duty_at([*own, shift(99, BO, -60, 60)], ANE, NINE + timedelta(hours=hour))
    if hour not in on:
        assert duty is None
        return
    assert duty is not None
    starts, ends = ((at - NINE) // timedelta(hours=1) for at in duty)
    assert on >= set(range(starts, ends)) >= {hour}
    assert not {starts - 1, ends} & on


EXTRA: dict[str, Any] = {
    "counsellor_id": str(ANE),
    "until": "2026-11-23T13:00:00Z",
    "channels": ["chat"],
    "reason": " Bo er syk ",
}


def test_work_outside_the_plan_begins_now() -> None:
    body, reason = read_extra(EXTRA, now=NINE)
    assert (body.starts_at, body.ends_at, reason) == (NINE, NINE + timedelta(hours=4), "Bo er syk")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"until": "2026-11-23T09:00:00Z"}, "until"),
        ({"until": "2026-11-24T09:00:01Z"}, "until"),
        ({"until": "9999-12-31T00:00:00Z"}, "until"),
        ({"until": None}, "until"),
        ({"reason": "  "}, "reason"),
        ({"reason": "x" * 201}, "reason"),
        ({"channels": []}, "channels"),
        ({"counsellor_id": "ane"}, "counsellor_id"),
    ],
)
def test_wrong_work_outside_the_plan_names_its_field(change: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_extra({**EXTRA, **change}, now=NINE)
    assert list(refused.value.details) == [field]
