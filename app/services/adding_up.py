"""Adds kept days up to months and years, so that ten years are read as quickly as a month."""

from collections.abc import Callable
from datetime import date

from app.domain.contact import Channel
from app.domain.figures import Breakdown
from app.domain.kept_spans import Cut, month_after, year_after
from app.domain.oslo import instant
from app.domain.periods import Part
from app.domain.rules import Rules
from app.domain.topic_asked import TopicAsked
from app.domain.topic_tally import By
from app.repositories import kept, kept_periods, kept_sums, topic_sums
from app.repositories.transaction import Transaction, Transactions

AT_ONCE = 6
"""Months or years in one sweep, each in a transaction of its own of a second or two."""

CHECKED = (
    *((Part.WEEKDAY, Part.CLOCK_HOUR), (Part.CENTRE, Part.LANGUAGE), (Part.CLOCK_HOUR, Part.CENTRE)),
    *((Part.WEEKDAY, Part.LANGUAGE), ()),
)
"""Ways of asking that read each grain but the finest, and the work."""

HAVE_ROWS = (By.EDUCATION_LEVEL, By.CLOCK_HOUR, By.WEEKDAY)
"""Those of the parts of topics that read more than is read without them."""


class AddingUp:
    """Swept by every worker; the lock of keeping lets one do it, and nobody while a day is forgotten."""

    def __init__(self, transaction: Transactions, rules: Callable[[], Rules]) -> None:
        """One for each worker."""
        self._transaction = transaction
        self._rules = rules

    async def sweep(self) -> int:
        """Add up the newest that are not added up yet; how many were."""
        count = 0
        while count < AT_ONCE and await self._one():
            count += 1
        return count

    async def _one(self) -> bool:
        policy = self._rules().policy
        async with self._transaction() as tx:
            if not tx.reached(kept.SINCE) or not await kept.alone(tx):
                return False
            days = await kept.days(tx, date.min, date.max, policy)
            if not days:
                return False
            counted_by = kept.counted_by(policy)
            known = await kept_periods.ready(tx, counted_by)
            found = kept_periods.next_to_add_up(known, days, min(days), max(days))
            if found is None:
                return False
            await kept_periods.add_up(tx, *found, counted_by)
        return True

    async def check(self, *, repair: bool = False) -> list[str]:
        """Months that do not say what their days say, years what their months say; with `repair` forgotten.

        What is forgotten is added up again by the next sweep.
        """
        policy = self._rules().policy
        wrong: list[str] = []
        async with self._transaction() as tx:
            known = await kept_periods.ready(tx, kept.counted_by(policy)) if tx.reached(kept.SINCE) else {}
        for size, first in sorted((size, first) for size, found in known.items() for first in found):
            async with self._transaction() as tx:
                if await _agrees(tx, size, first):
                    continue
                wrong.append(f"{first:%Y-%m}" if size == kept_periods.MONTH else f"{first:%Y}")
                if repair:
                    await kept_periods.forget(tx, first)
        return wrong


async def _agrees(tx: Transaction, size: str, first: date) -> bool:
    whole, pieces = kept_periods.pieces(size, first)
    for parts in CHECKED:
        asked = Breakdown(instant(first, 0), instant(_after(size, first), 0), tuple(Channel), parts)
        read = [await kept_sums.read(tx, asked, one) for one in (whole, pieces)]
        if kept_sums.cells(asked, read[0]) != kept_sums.cells(asked, read[1]):
            return False
    return await _agree_on_topics(tx, size, whole, pieces)


async def _agree_on_topics(tx: Transaction, size: str, whole: Cut, pieces: Cut) -> bool:
    parts = [by for by in By if by is not By.MONTH or size == kept_periods.MONTH]
    asked = [TopicAsked((), frozenset(Channel), by=by) for by in parts]
    asked += [TopicAsked((), frozenset([one]), by=by) for one in Channel for by in (None, *HAVE_ROWS)]
    for one in asked:
        if await topic_sums.counts(tx, whole, one) != await topic_sums.counts(tx, pieces, one):
            return False
    return await topic_sums.recorded(tx, whole) == await topic_sums.recorded(tx, pieces)


def _after(size: str, first: date) -> date:
    return month_after(first) if size == kept_periods.MONTH else year_after(first)
