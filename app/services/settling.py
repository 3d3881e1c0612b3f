"""Keeps the switchboard equal to the rows: after every transition, every ten seconds, and from nothing."""

import asyncio
from collections.abc import Callable, Collection, Sequence
from uuid import UUID

import structlog

from app import metrics
from app.domain.contact import Waiting
from app.domain.errors import DeskError, StaleEpoch, SwitchboardAway
from app.domain.rules import Rules
from app.queue.switchboard import Known, Switchboard
from app.repositories import desk, line
from app.repositories.line import LineRecord
from app.repositories.transaction import Transactions

log = structlog.get_logger(__name__)


class Settling:
    """Writes into Valkey what PostgreSQL says; PostgreSQL is never changed from here but for the epoch."""

    def __init__(
        self, transaction: Transactions, switchboard: Switchboard, rules: Callable[[], Rules]
    ) -> None:
        """One for each worker."""
        self._transaction = transaction
        self._switchboard = switchboard
        self._rules = rules
        self._renewing = asyncio.Lock()
        self._owed: set[UUID] = set()

    async def settle(self, contact_ids: Collection[UUID], *, release: bool = False) -> None:
        """Write what these contacts' rows say; while the switchboard is away it is owed to it."""
        try:
            await self._settle(contact_ids, release=release)
        except StaleEpoch:
            await self.renew()
            await self._quietly(contact_ids, release=release)
        except DeskError as error:
            self._put_off(contact_ids, error)

    async def _quietly(self, contact_ids: Collection[UUID], *, release: bool) -> None:
        try:
            await self._settle(contact_ids, release=release)
        except DeskError as error:
            self._put_off(contact_ids, error)

    def _put_off(self, contact_ids: Collection[UUID], error: DeskError) -> None:
        log.info("settle.put_off", contacts=len(contact_ids), error=type(error).__name__)
        self._owed.update(contact_ids)

    async def _settle(self, contact_ids: Collection[UUID], *, release: bool) -> None:
        async with self._transaction() as tx:
            records = await line.records(tx, list(contact_ids), self._rules().policy)
            now = tx.now
        for record in records:
            await self._switchboard.settle(
                record.contact_id,
                version=record.version,
                holders=record.holders,
                waiting=record.waiting,
                over_at=now if record.over else None,
                release=release,
            )

    async def renew(self) -> None:
        """Adopt the epoch that Valkey and PostgreSQL agree on, or rebuild where they do not."""
        async with self._renewing:
            try:
                await self._renew()
            except DeskError as error:
                log.info("renew.put_off", error=type(error).__name__)

    async def _renew(self) -> None:
        owed, self._owed = self._owed, set()
        try:
            if await self._agreed():
                await self._settle(owed, release=False)
            else:
                await self.rebuild(force=False)
        except DeskError:
            self._owed |= owed
            raise

    async def _agreed(self) -> bool:
        stored, run_id = await self._switchboard.stored_epoch(), await self._switchboard.run_id()
        async with self._transaction() as tx:
            row = await desk.read(tx)
        if stored is None or stored != row.epoch or run_id != row.valkey_run_id:
            return False
        self._switchboard.epoch = stored
        return True

    async def rebuild(self, *, force: bool) -> int:
        """Rebuild the switchboard from rows (promises § 3.2); how many contacts it holds afterwards.

        The advisory lock lets one worker do it; whoever waited looks again first.
        """
        async with self._transaction() as tx:
            await desk.lock_rebuilding(tx)
            if not force and await self._agreed():
                return 0
            await self._switchboard.fence()
            run_id = await self._switchboard.run_id()
            epoch = (await desk.read(tx)).epoch + 1
            records = await line.living(tx, self._rules().policy)
            await self._switchboard.load(epoch, [_loaded(record) for record in records])
            await desk.set_epoch(tx, epoch=epoch, run_id=run_id)
            tx.line_changed()
        metrics.rebuilds.inc()
        log.warning("switchboard.rebuilt", contacts=len(records), epoch=epoch)
        return len(records)

    async def reconcile(self) -> int:
        """Settle every contact whose record differs from its row; how many did."""
        try:
            if not await self._agreed():
                await self.renew()
            return await self._compare()
        except SwitchboardAway:
            return 0

    async def _compare(self) -> int:
        differing = await self._differences()
        if not differing:
            return 0
        metrics.settled.inc(len(differing))
        log.info("switchboard.reconciled", contacts=len(differing))
        await self.settle(differing)
        still = await self._differences()
        if any(one in still and still[one] == row for one, row in differing.items()):
            await self.rebuild(
                force=True
            )  # what settling cannot mend: a place or a seat that no row explains
        return len(differing)

    async def _differences(self) -> dict[UUID, LineRecord | None]:
        """Contacts that Valkey knows otherwise than their rows; None where no living row is left."""
        held = await self._switchboard.contents()
        async with self._transaction() as tx:
            rows = {row.contact_id: row for row in await line.living(tx, self._rules().policy)}
            await self._switchboard.forget(tx.now)
        metrics.waiting.set(sum(row.waiting is not None for row in rows.values()))
        found: dict[UUID, LineRecord | None] = {
            contact_id: row for contact_id, row in rows.items() if held.get(contact_id) != _known(row)
        }
        return found | {contact_id: None for contact_id in held if contact_id not in rows}


def _known(record: LineRecord) -> Known:
    return Known(record.version, frozenset(record.holders), record.waiting is not None)


def _loaded(record: LineRecord) -> tuple[UUID, int, Sequence[UUID], Waiting | None]:
    return record.contact_id, record.version, record.holders, record.waiting
