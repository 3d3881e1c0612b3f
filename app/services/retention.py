"""The sweep that keeps P8: no text is kept longer than the policy says, and no count changes by it."""

from collections.abc import Callable

import structlog

from app.domain.rules import Rules
from app.frames.bus import Erased
from app.repositories import decisions, duty, erasing, feedback, messages
from app.repositories.transaction import Transactions

TOKEN_DEAD = 4401

log = structlog.get_logger(__name__)


class Retention:
    """Erases what is due; any worker may, two at once share the work by locks."""

    def __init__(self, transaction: Transactions, rules: Callable[[], Rules]) -> None:
        """One for each worker."""
        self._transaction = transaction
        self._rules = rules

    async def sweep(self) -> int:
        """Erase every text whose time is over; how many contacts lost theirs."""
        total = 0
        while (erased := await self._sweep_some()) > 0:
            total += erased
        if total:
            log.info("retention.erased", contacts=total)
        return total

    async def _sweep_some(self) -> int:
        policy = self._rules().policy
        async with self._transaction() as tx:
            due = await erasing.due(tx, policy)
            owners = await messages.owners(tx, due)
            await duty.lock(tx, [owner for owner in owners.values() if owner is not None])
            locked = await erasing.lock(tx, due)
            await erasing.erase(tx, locked)
            for contact_id in locked:
                owner = owners[contact_id]
                if owner is not None:
                    await erasing.tell_owner(tx, contact_id, owner, policy)
                tx.publish(Erased(contact_id=contact_id, close_code=TOKEN_DEAD))
            await erasing.forget_requests(tx)
            await decisions.forget(tx)
            await feedback.forget_old(tx, policy)
        return len(locked)
