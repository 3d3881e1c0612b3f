"""Promised waits against real ones: how honest the ranges are that people read."""

from collections.abc import Mapping

from app.domain.asked import read_asked
from app.repositories import promises
from app.repositories.promises import PromiseRow as PromiseRow
from app.repositories.transaction import Transactions


class Waits:
    """Reads only."""

    def __init__(self, transaction: Transactions) -> None:
        """One for each worker."""
        self._transaction = transaction

    async def kept(self, params: Mapping[str, str]) -> list[PromiseRow]:
        """What was promised in a time, and what came of it; raises `Invalid`."""
        async with self._transaction() as tx:
            asked = read_asked(params, centres=(), now=tx.now)
            return await promises.kept(tx, asked.starts_at, asked.ends_at, channels=asked.channels)
