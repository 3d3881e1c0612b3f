"""The algebra of spans: what is left of a time, however it is asked."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.domain.spans import Span, between, merged, outside

ZERO = datetime(2026, 11, 23, tzinfo=UTC)
SPANS = st.tuples(st.integers(0, 30), st.integers(0, 30)).map(
    lambda ends: (ZERO + timedelta(hours=ends[0]), ZERO + timedelta(hours=ends[1]))
)


@given(st.lists(SPANS, max_size=8), SPANS)
def test_what_lies_between_is_what_is_left_when_each_is_taken_away(spans: list[Span], window: Span) -> None:
    left = merged([window])
    for span in spans:
        left = outside(left, span)
    assert between(spans, window) == left
