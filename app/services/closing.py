"""At closing time everybody in line gets exactly one outcome: served while there is time, else told (P6)."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

import structlog

from app.domain.closing import closed_since, is_told
from app.domain.contact import Cause, Channel, State
from app.domain.errors import DeskError
from app.domain.rules import Rules
from app.repositories import arrivals, candidates, desk, ownership
from app.repositories.locking import hold
from app.repositories.transaction import Transaction, Transactions, again_when_busy

log = structlog.get_logger(__name__)


class Closing:
    """A sweep of each second; any worker may, for each contact is looked at again under its lock."""

    def __init__(self, transaction: Transactions, rules: Callable[[], Rules]) -> None:
        """One for each worker."""
        self._transaction = transaction
        self._rules = rules

    async def sweep(self) -> None:
        """Tell everybody whose time is over; nothing while the desk has just come back from an outage."""
        async with self._transaction() as tx:
            closed = self._closed(tx.now)
            if not closed or not await desk.is_reachable(tx):
                return
            due = [contact_id for channel in closed for contact_id in await self._due(tx, channel)]
        for contact_id in due:
            try:
                await self._tell(contact_id)
            except DeskError as error:
                log.info("closing.put_off", error=type(error).__name__)

    def _closed(self, now: datetime) -> dict[Channel, datetime]:
        since = {channel: closed_since(self._rules().hours, channel, now) for channel in Channel}
        return {channel: at for channel, at in since.items() if at is not None}

    async def _due(self, tx: Transaction, channel: Channel) -> list[UUID]:
        closed_at = self._closed(tx.now).get(channel)
        queued = [] if closed_at is None else await arrivals.queued(tx, channel)
        if not queued or closed_at is None:
            return []
        policy = self._rules().policy
        ready = await candidates.any_ready(tx, channel, policy)
        reachable = (await desk.read(tx)).reachable_since
        closed_at = max(closed_at, reachable or closed_at)
        return [
            contact_id
            for contact_id, since in queued
            if is_told(closed_at, since, tx.now, anybody_ready=ready, policy=policy)
        ]

    @again_when_busy
    async def _tell(self, contact_id: UUID) -> None:
        async with self._transaction() as tx:
            held = await hold(tx, contact_id)
            if held.contact.state is State.QUEUED and contact_id in await self._due(tx, held.contact.channel):
                await ownership.finish(tx, held, Cause.CLOSING_TOLD, policy=self._rules().policy)
