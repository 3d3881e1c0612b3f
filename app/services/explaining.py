"""Telling the life of one contact: when it came, to whom it was offered and why, and what came of it."""

from uuid import UUID

from app.domain.life import Life
from app.repositories import lives
from app.repositories.transaction import Transactions


class Explaining:
    """Reads events and decisions, never what was written in a conversation."""

    def __init__(self, transaction: Transactions) -> None:
        """One for each command."""
        self._transaction = transaction

    async def life(self, contact_id: UUID) -> Life:
        """The contact from its arrival until now; raises `NotFound`."""
        async with self._transaction() as tx:
            return await lives.of(tx, contact_id)
