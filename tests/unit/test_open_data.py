"""The public extract: which months are in it, what its tables hold, and that no small cell is."""

from datetime import date, timedelta

import pytest

from app.domain.errors import Invalid
from app.domain.open_data import (
    ALL,
    NOT_REGISTERED,
    MonthCounts,
    count_first_topics,
    is_whole,
    published,
    read_year,
)

MAY = (date(2026, 5, 1), date(2026, 6, 1))
DAYS = {MAY[0] + timedelta(days=number) for number in range(31)}
MONTH = MonthCounts(
    "2026-05",
    {("chat", "answered"): 700, ("chat", "lost"): 3, ("phone", "answered"): 90, ("phone", "lost"): 8},
    {"UTD": 400, "JOB": 2, NOT_REGISTERED: 60},
)


@pytest.mark.parametrize("year", ["", "26", "20a6", "1999", "2027", "٢٠٢٦", "-2026", "2026.0", "=2026"])
def test_a_year_that_is_none_is_refused(year: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_year(year, today=date(2026, 11, 23))
    assert set(refused.value.details) == {"year"}


def test_a_month_is_whole_when_each_of_its_days_is_kept() -> None:
    assert is_whole(*MAY, began=date(2025, 1, 1), kept=DAYS)
    assert not is_whole(*MAY, began=date(2025, 1, 1), kept=DAYS - {date(2026, 5, 31)})


def test_days_before_the_desk_began_are_not_waited_for() -> None:
    assert is_whole(*MAY, began=date(2026, 5, 31), kept={date(2026, 5, 31)})
    assert not is_whole(*MAY, began=date(2026, 6, 1), kept=DAYS)


def test_contacts_count_for_the_first_level_of_their_first_topic() -> None:
    found = count_first_topics([["A.1", "B"], ["A"], [], ["gone"]], {"A": None, "B": None, "A.1": "A"})
    assert found == {"A": 2, "B": 0, NOT_REGISTERED: 2}


def test_small_cells_are_hidden_with_what_gives_them_away_and_zeros_are_shown() -> None:
    arrivals, topics = published(MONTH)
    found = {(row.channel, row.outcome): row.contacts for row in arrivals}
    assert len(found) == 3 * 7
    assert found["chat", "lost"] is None
    assert found["chat", "abandoned"] == 0
    assert found[ALL, ALL] == 801
    assert sum(count is None for count in found.values()) >= 4
    about = {row.topic: row.contacts for row in topics}
    assert about == {"UTD": 400, "JOB": None, NOT_REGISTERED: None, ALL: 462}
