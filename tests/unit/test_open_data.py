"""The public extract: which months are in it, what its tables hold, and that no small cell is."""

from datetime import date, timedelta

import pytest

from app.domain.contact import Channel
from app.domain.errors import Invalid
from app.domain.open_data import (
    ALL,
    NOT_REGISTERED,
    OUTCOMES,
    MonthCounts,
    count_first_topics,
    is_whole,
    published,
    read_year,
)
from tests.unit.disclosure_attacker import Attacker

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


Parts = list[tuple[str, tuple[str, ...]]]


def read(month: MonthCounts) -> tuple[dict[str, int | None], Parts]:
    """A month of the extract by place, and every sum that its reader knows."""
    arrivals, topics = published(month)
    cells = {f"{row.channel}/{row.outcome}": row.contacts for row in arrivals}
    cells |= {f"topic/{row.topic}": row.contacts for row in topics}
    whole, channels = [*map(str, OUTCOMES), ALL], [*map(str, Channel)]
    rows = (*channels, ALL)
    sums: Parts = [(f"{one}/{ALL}", tuple(f"{one}/{became}" for became in OUTCOMES)) for one in rows]
    sums += [(f"{ALL}/{became}", tuple(f"{one}/{became}" for one in channels)) for became in whole]
    sums.append((f"topic/{ALL}", tuple(f"topic/{topic}" for topic in month.topics)))
    return cells, sums


def test_who_knows_that_each_answer_was_recorded_works_out_nobody_who_was_lost() -> None:
    """Nine answered, one lost: where nine are recorded, one of ten at most was not answered."""
    arrivals = {("chat", "answered"): 9, ("chat", "lost"): 1}
    cells, sums = read(MonthCounts("2026-05", arrivals, {"UTD": 9, "JOB": 0, NOT_REGISTERED: 0}))
    sums.append((f"{ALL}/answered", (f"topic/{ALL}", "unrecorded")))
    attacker = Attacker(cells | {"unrecorded": 0}, sums, zeros=["phone/lost"])
    assert cells["chat/lost"] is None
    assert len(attacker.values("chat/lost", range(1, 5))) >= 3
