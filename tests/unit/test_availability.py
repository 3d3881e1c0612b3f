"""Of announced time without anybody the longest gaps are named, and all are counted."""

from datetime import UTC, datetime, timedelta

from app.domain.availability import MOST_GAPS, availability

NINE = datetime(2026, 11, 23, 9, tzinfo=UTC)
DAY = timedelta(days=1)


def test_the_longest_gaps_are_named_and_the_others_counted() -> None:
    announced = [
        (NINE + DAY * number, NINE + DAY * number + timedelta(minutes=10 + number)) for number in range(25)
    ]
    found = availability({"chat": announced}, {}, hours=False)
    assert found.gaps_in_all == 25
    assert [gap["seconds"] // 60 for gap in found.gaps] == list(range(34, 34 - MOST_GAPS, -1))
