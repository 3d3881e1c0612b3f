"""The rules that hold now, read anew whenever their version in PostgreSQL has risen."""

from collections.abc import Awaitable, Callable

import structlog

from app.domain.opening_hours import OpeningHours
from app.domain.policy import from_stored
from app.domain.routing_document import from_stored as routing_from_stored
from app.domain.rules import Rules
from app.repositories import desk, notices, routing
from app.repositories.transaction import Transaction, Transactions

log = structlog.get_logger(__name__)

LoadHours = Callable[[Transaction], Awaitable[OpeningHours]]


class Rulebook:
    """Holds one frozen `Rules`; calling it answers them."""

    def __init__(self, transaction: Transactions, load_hours: LoadHours) -> None:
        """Until the first `refresh` the desk has no opening hours, so it is closed."""
        self._transaction = transaction
        self._load_hours = load_hours
        self._rules = Rules()

    def __call__(self) -> Rules:
        """The rules that hold now."""
        return self._rules

    async def refresh(self, version: int | None = None) -> bool:
        """Read them if `version` is another than the one held (or unknown); whether anything was read."""
        if version is not None and version == self._rules.version:
            return False
        async with self._transaction() as tx:
            found = (await desk.read(tx)).settings_version
            policy, unusable = from_stored(await desk.policy(tx))
            rules, senseless = routing_from_stored(await routing.stored(tx))
            hours = await self._load_hours(tx)
            self._rules = Rules(
                version=found, policy=policy, hours=hours, routing=rules, notices=await notices.ahead(tx)
            )
        if unusable:
            log.warning("policy.unusable", fields=sorted(unusable))
        if senseless:
            log.warning("routing.unusable", fields=sorted(senseless))
        return True
