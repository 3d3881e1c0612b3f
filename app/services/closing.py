"""At closing time everybody in line keeps the place and gets exactly one outcome: served while there is
time, else told (P6); whoever would rather leave the question has an outcome by that.
"""

from collections.abc import Awaitable, Callable, Collection
from datetime import datetime
from uuid import UUID

import structlog

from app.domain.closing import closed_since, is_told
from app.domain.contact import WAITING, Cause, Channel, State
from app.domain.errors import DeskError
from app.domain.rules import Rules
from app.repositories import arrivals, candidates, contacts, desk, desk_lines, ownership
from app.repositories.locking import hold
from app.repositories.transaction import Transaction, Transactions, again_when_busy
from app.seed.texts import say

CLOSED = "session.closed_door"
"""What those in line are told at closing time, and its text."""

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
            if not closed or not await desk.is_reachable(tx) or not await self._knows_the_rules(tx):
                return
            due = [contact_id for channel in closed for contact_id in await self._due(tx, channel)]
            kept = await self._to_be_kept(tx, closed)
        await self._each(kept, self._keep)
        await self._each(due, self._tell)

    async def _each(self, contact_ids: list[UUID], step: Callable[[UUID], Awaitable[None]]) -> None:
        for contact_id in contact_ids:
            try:
                await step(contact_id)
            except DeskError as error:
                log.info("closing.put_off", step=step.__name__, error=type(error).__name__)

    async def _to_be_kept(self, tx: Transaction, closed: Collection[Channel]) -> list[UUID]:
        """Those in line who have not heard yet that the door is closed and their place kept."""
        return await desk_lines.lacking(tx, Channel.CHAT, CLOSED) if Channel.CHAT in closed else []

    @again_when_busy
    async def _keep(self, contact_id: UUID) -> None:
        async with self._transaction() as tx:
            contact = await contacts.lock(tx, contact_id)
            if contact is None or contact.state not in WAITING or contact.text_gone_at is not None:
                return
            await desk_lines.say_once(tx, contact, CLOSED, say(CLOSED, contact.language))

    def _closed(self, now: datetime) -> dict[Channel, datetime]:
        since = {channel: closed_since(self._rules().hours, channel, now) for channel in Channel}
        return {channel: at for channel, at in since.items() if at is not None}

    async def _knows_the_rules(self, tx: Transaction) -> bool:
        """Somebody may have opened it again: nobody is told anything by rules of yesterday."""
        return (await desk.read(tx)).settings_version == self._rules().version

    async def _due(self, tx: Transaction, channel: Channel) -> list[UUID]:
        closed_at = self._closed(tx.now).get(channel)
        queued = [] if closed_at is None else await arrivals.queued(tx, channel)
        if not queued or closed_at is None:
            return []
        policy = self._rules().policy
        if not await self._knows_the_rules(tx):
            return []
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
