"""The public extract of a year, from days that are kept; made once an hour at most."""

import asyncio
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.domain.open_data import (
    ArrivalCount,
    MonthCounts,
    TopicCount,
    count_first_topics,
    is_whole,
    months_of,
    published,
    read_year,
)
from app.domain.oslo import day_of, instant
from app.domain.policy import Policy
from app.domain.rules import Rules
from app.repositories import kept, lists, statistics
from app.repositories.transaction import Transaction, Transactions
from app.repositories.turns import in_turn

FRESH = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Extract:
    """The months of a year that have ended and whose days are all kept."""

    year: int
    arrivals: Sequence[ArrivalCount]
    topics: Sequence[TopicCount]


class OpenData:
    """Reads only; one request makes a year's extract, the others wait for it."""

    def __init__(self, transaction: Transactions, rules: Callable[[], Rules]) -> None:
        """One for each worker."""
        self._transaction = transaction
        self._rules = rules
        self._made: dict[int, tuple[datetime, Extract]] = {}
        self._making = asyncio.Lock()

    async def contacts(self, year: str) -> Extract:
        """The extract of a year, an hour old at most; raises `Invalid`."""
        async with self._making:
            async with self._transaction() as tx:
                wanted = read_year(year, today=day_of(tx.now))
                made = self._made.get(wanted)
                if made is not None and tx.now - made[0] < FRESH:
                    return made[1]
            return await self._make(wanted)

    @in_turn
    async def _make(self, year: int) -> Extract:
        async with self._transaction() as tx:
            months, at = await _months(tx, year, self._rules().policy), tx.now
        extract = await asyncio.to_thread(_extract, year, months)
        self._made[year] = (at, extract)
        return extract


def _extract(year: int, months: Sequence[MonthCounts]) -> Extract:
    tables = [published(month) for month in months]
    return Extract(
        year, [row for rows, _ in tables for row in rows], [row for _, rows in tables for row in rows]
    )


async def _months(tx: Transaction, year: int, policy: Policy) -> list[MonthCounts]:
    first = await kept.first_trace(tx)
    if first is None:
        return []
    known = await kept.days(tx, date(year, 1, 1), date(year, 12, 31), policy)
    whole = [month for month in months_of(year) if is_whole(*month, began=day_of(first), kept=known)]
    parents = await lists.topic_parents(tx)
    return [await _month(tx, starts, ends, parents=parents, known=known) for starts, ends in whole]


async def _month(
    tx: Transaction, first: date, end: date, *, parents: dict[str, str | None], known: set[date]
) -> MonthCounts:
    starts, ends = instant(first, 0), instant(end, 0)
    found = await kept.read(tx, {day for day in known if first <= day < end}, starts, ends)
    arrivals = Counter[tuple[str, str]]()
    for key, cell in found.arrivals.items():
        arrivals.update({(key.channel, str(outcome)): count for outcome, count in cell.outcomes.items()})
    wrap_ups = await statistics.topics(tx, starts, ends)
    topics = count_first_topics([named for named, _ in wrap_ups], parents)
    return MonthCounts(f"{first:%Y-%m}", arrivals, topics)
