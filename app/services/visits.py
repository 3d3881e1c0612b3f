"""Unmet demand: how many came while nobody new was let in, hour by hour, and nothing of who they were."""

from collections.abc import Mapping

from app.domain.asked import read_asked
from app.domain.contact import Channel
from app.repositories import visits
from app.repositories.transaction import Transactions
from app.repositories.visits import VisitRow as VisitRow


class Visits:
    """Counts them, and reports what was counted."""

    def __init__(self, transaction: Transactions, reports: Transactions) -> None:
        """One for each worker."""
        self._transaction = transaction
        self._reports = reports

    async def came(self, channel: Channel, reason: str) -> None:
        """One more in this hour, for this reason."""
        async with self._transaction() as tx:
            await visits.count(tx, {(tx.now, channel, reason): 1})

    async def unmet(self, params: Mapping[str, str]) -> list[VisitRow]:
        """What was counted in a time; raises `Invalid` for a question that makes no sense."""
        async with self._reports() as tx:
            asked = read_asked(params, centres=(), now=tx.now)
            return await visits.between(tx, asked.starts_at, asked.ends_at, channels=asked.channels)
