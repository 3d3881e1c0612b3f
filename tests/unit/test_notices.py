"""When a notice stands, which one is read, and when that turns."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import Invalid
from app.domain.notices import Audience, Notice, read_notice, standing, turning
from app.domain.wording import Wording

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
WHOLE = {
    "audience": "citizens",
    "nb": "Lang kø",
    "nn": "Lang kø",
    "en": "A long line",
    "starts_at": "2026-11-23T12:00:00+01:00",
    "ends_at": "2026-11-24T12:00:00Z",
}


def notice(number: int, starts: float, ends: float, audience: Audience = Audience.STAFF) -> Notice:
    words = Wording(str(number), str(number), str(number))
    return Notice(UUID(int=number), audience, words, NOON + starts * HOUR, NOON + ends * HOUR)


def test_a_notice_stands_from_its_start_up_to_its_end() -> None:
    one = notice(1, 0, 1)
    seen = [one.stands(NOON + seconds * timedelta(seconds=1)) for seconds in (-1, 0, 3_599, 3_600)]
    assert seen == [False, True, True, False]


def test_the_newest_begun_is_read_first_and_only_by_whom_it_is_for() -> None:
    long, short, planned = notice(1, -5, 5), notice(2, -1, 1), notice(3, 1, 2)
    other = notice(4, -1, 1, Audience.CITIZENS)
    known = [long, planned, other, short]
    assert standing(known, Audience.STAFF, NOON) == [short, long]
    assert standing(known, Audience.CITIZENS, NOON) == [other]
    assert standing(known, Audience.STAFF, NOON + HOUR) == [planned, long]


SPANS = st.lists(st.tuples(st.integers(-20, 20), st.integers(1, 20)), max_size=6)


@given(SPANS, st.integers(-20, 40))
def test_what_is_read_changes_at_a_turning_and_never_between(spans: list[tuple[int, int]], at: int) -> None:
    known = [notice(number, start, start + length) for number, (start, length) in enumerate(spans)]
    now = NOON + at * HOUR
    turn = turning(known, now)
    until = NOON + 100 * HOUR if turn is None else turn
    assert until > now
    last = until - timedelta(microseconds=1)
    assert standing(known, Audience.STAFF, now) == standing(known, Audience.STAFF, last)
    if turn is not None:
        assert standing(known, Audience.STAFF, turn) != standing(known, Audience.STAFF, last)


def test_a_notice_is_read_from_its_body() -> None:
    body = read_notice(WHOLE, NOON)
    assert (body.audience, body.words.en, body.starts_at) == (Audience.CITIZENS, "A long line", NOON - HOUR)


def test_words_may_hold_what_people_paste() -> None:
    pasted = " Møte\u00a0kl.\u00a010 👩\u200d🎓 – «hurra» "
    assert read_notice({**WHOLE, "nb": pasted}, NOON).words.nb == pasted.strip()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"audience": "all"}, "audience"),
        ({"audience": ["staff"]}, "audience"),
        ({"nb": " "}, "nb"),
        ({"nn": "to\nlinjer"}, "nn"),
        ({"nn": "to\u2028linjer"}, "nn"),
        ({"nn": "a\tb"}, "nn"),
        ({"nn": "a\x00b"}, "nn"),
        ({"nn": 7}, "nn"),
        ({"en": "x" * 501}, "en"),
        ({"starts_at": None}, "starts_at"),
        ({"starts_at": "2026-11-23T12:00:00"}, "starts_at"),
        ({"ends_at": "2026-11-23T11:00:00Z"}, "ends_at"),
        ({"ends_at": "2026-11-23T12:00:00Z"}, "ends_at"),
        ({"ends_at": "2028-01-01T12:00:00Z"}, "ends_at"),
    ],
)
def test_a_wrong_field_is_named(change: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_notice({**WHOLE, **change}, NOON)
    assert set(refused.value.details) == {field}
