"""The lists staff choose from, and who else is at work."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from app.domain.rules import Rules
from app.repositories import colleagues, lists, topic_list
from app.repositories.colleagues import Colleague
from app.repositories.transaction import Transactions
from app.seed.lists import categories, education_levels

Document = dict[str, Any]


class Directory:
    """Reads only."""

    def __init__(self, transaction: Transactions, rules: Callable[[], Rules]) -> None:
        """One for each worker."""
        self._transaction = transaction
        self._rules = rules

    async def topics(self) -> Document:
        """The two-level list of topics that may be used now."""
        async with self._transaction() as tx:
            found = await lists.topics(tx)
            _, edition = await topic_list.every(tx)
        return {"version": edition, "max_primary": 1, "max_secondary": 2, "topics": found}

    async def centres(self) -> list[Document]:
        """Every centre with its names."""
        async with self._transaction() as tx:
            return await lists.centres(tx)

    async def colleagues(self, of: UUID) -> list[Colleague]:
        """Everybody else with an account, whether at work or not."""
        async with self._transaction() as tx:
            return await colleagues.every(tx, self._rules().policy, but=of)

    def education_levels(self) -> Document:
        """The levels a question can be about, and the citizen's own."""
        return dict(education_levels())

    def categories(self) -> Document:
        """The other lists of a wrap-up."""
        return dict(categories())
