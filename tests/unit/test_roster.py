"""Turnus: a shift is half open, shifts that follow each other are one, and a bad shift names its field."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from app.domain.contact import Channel
from app.domain.counsellor import CounsellorId
from app.domain.errors import Invalid
from app.domain.roster import (
    Shift,
    ShiftId,
    channels_on_shift,
    missing,
    on_shift,
    on_shift_until,
    overlapping,
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
