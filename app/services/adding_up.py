"""Adds kept days up to months and years, so that ten years are read as quickly as a month."""

from collections.abc import Callable
from datetime import date

from app.domain.rules import Rules
from app.repositories import kept, kept_periods
from app.repositories.transaction import Transactions

AT_ONCE = 6
"""Months or years in one sweep, each in a transaction of its own of a second or two."""


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
