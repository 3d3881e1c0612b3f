"""The sweep of each second: whatever holds something past its time lets go; any worker may."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from uuid import UUID

import structlog

from app.domain.contact import WAITING, Cause, State
from app.domain.counsellor import Presence
from app.domain.errors import DeskError
from app.domain.offer import OfferKind, Outcome
from app.domain.rules import Rules
from app.frames.citizen import Returned
from app.repositories import attendance as sockets
from app.repositories import (
    contacts,
    deadlines,
    desk,
    desk_lines,
    duty,
    idle,
    misses,
    on_duty,
    ownership,
    place,
)
from app.repositories.duty import CounsellorRow
from app.repositories.locking import Held, hold
from app.repositories.transaction import Transaction, Transactions, again_when_busy
from app.seed.texts import say

log = structlog.get_logger(__name__)

Step = Callable[[Transaction, Held], Awaitable[None]]


class Deadlines:
    """Each thing that is due is looked at again under its locks before anything happens to it."""

    def __init__(
        self,
        transaction: Transactions,
        rules: Callable[[], Rules],
        *,
        settle: Callable[..., Awaitable[None]],
        wake: Callable[[], None],
    ) -> None:
        """`settle` and `wake` are for seats that a wrap-up no longer holds, which no row tells of."""
        self._transaction = transaction
        self._rules = rules
        self._settle = settle
        self._wake = wake
        self._freed_at: datetime | None = None
        self._turned_at: datetime | None = None

    async def sweep(self) -> None:
        """Everything that is due now; nothing before the first beat after an outage (promises § 3.9)."""
        async with self._transaction() as tx:
            if not await desk.is_reachable(tx):
                return
        await self._each(deadlines.EXPIRED_OFFERS, self._expire)
        await self._each(deadlines.OFFERS_TO_NOBODY, self._withdraw)
        await self._each(deadlines.ABSENT_CITIZENS, self._give_up)
        await self._each(deadlines.LEFT_BEHIND, self._return)
        await self._each(deadlines.CALLS_LEFT, self._hang_up)
        await self._each(deadlines.CENTRE_WAITED, self._open_to_all)
        await self._each(deadlines.LAPSED, self._lapse)
        await self._end_idle()
        await self._free_seats()
        await self._turn_duties()

    async def _each(self, statement: str, step: Step) -> None:
        async with self._transaction() as tx:
            rows = await deadlines.due(tx, statement, self._rules().policy)
        for row in rows:
            try:
                await self._one(row[0], statement, step)
            except DeskError as error:
                log.info("deadline.put_off", step=step.__name__, error=type(error).__name__)

    @again_when_busy
    async def _one(self, contact_id: UUID, statement: str, step: Step) -> None:
        async with self._transaction() as tx:
            held = await hold(tx, contact_id)
            still = {row[0] for row in await deadlines.due(tx, statement, self._rules().policy)}
            if contact_id in still:
                await step(tx, held)

    async def _expire(self, tx: Transaction, held: Held) -> None:
        if held.offer is None:
            return
        await ownership.give_back(tx, held, Outcome.EXPIRED, policy=self._rules().policy)
        if held.offer.kind is OfferKind.LINE:
            await self._rest(tx, held.counsellors[held.offer.counsellor_id])

    async def _rest(self, tx: Transaction, row: CounsellorRow) -> None:
        """Who misses offers in a row is not at her desk; under her lock, so that no further one slips in."""
        policy = self._rules().policy
        if not policy.misses_to_break or row.wish is not Presence.READY:
            return
        if await misses.in_a_row(tx, row) >= policy.misses_to_break:
            await duty.set_wish(
                tx, row, Presence.BREAK, channels=row.wish_channels, reason=misses.MISSED_OFFERS
            )
            await place.tell(tx, row.id, policy)

    async def _withdraw(self, tx: Transaction, held: Held) -> None:
        if held.offer is not None:
            await ownership.give_back(tx, held, Outcome.WITHDRAWN, policy=self._rules().policy)

    async def _give_up(self, tx: Transaction, held: Held) -> None:
        if held.contact.state in WAITING:
            await ownership.finish(tx, held, Cause.ABSENT, policy=self._rules().policy)

    async def _return(self, tx: Transaction, held: Held) -> None:
        if held.contact.state is not State.ACTIVE or held.contact.owner is None:
            return
        disabled = held.counsellors[held.contact.owner].disabled
        cause = Cause.DISABLED if disabled else Cause.COUNSELLOR_GONE
        await ownership.return_from_gone(tx, held, cause, policy=self._rules().policy)

    async def _hang_up(self, tx: Transaction, held: Held) -> None:
        """A call registered by hand is over, whoever has forgotten to say so: its wrap-up is to be done."""
        if held.contact.state is State.ACTIVE:
            await ownership.finish(tx, held, Cause.ENDED_IDLE, policy=self._rules().policy)

    async def _open_to_all(self, tx: Transaction, held: Held) -> None:
        told = [Returned(reason="transfer_failed")]
        await contacts.change(
            tx,
            held.contact.id,
            frames=told,
            returned="transfer_failed",
            only_centre=None,
            only_centre_until=None,
        )
        tx.line_changed()

    async def _lapse(self, tx: Transaction, held: Held) -> None:
        if held.contact.state is State.WRAP_UP:
            await ownership.close(tx, held, Cause.LAPSED, policy=self._rules().policy)

    async def _end_idle(self) -> None:
        """Whose citizen is away or silent: warned, and ended when the warning has had its time."""
        async with self._transaction() as tx:
            quiet = await idle.due(tx, self._rules().policy)
        for one in quiet:
            try:
                await self._end_one_idle(one.contact_id)
            except DeskError as error:
                log.info("deadline.put_off", step="_end_idle", error=type(error).__name__)

    @again_when_busy
    async def _end_one_idle(self, contact_id: UUID) -> None:
        policy = self._rules().policy
        async with self._transaction() as tx:
            held = await hold(tx, contact_id)
            still = {one.contact_id: one for one in await idle.due(tx, policy)}.get(contact_id)
            if still is None:
                return
            if still.is_over(tx.now, policy):
                await ownership.finish(tx, held, Cause.ENDED_IDLE, policy=policy)
                return
            minutes = max(1, round(idle.notice(policy).total_seconds() / 60))
            text = say(idle.LINE, held.contact.language, minutter=minutes)
            await desk_lines.say_once(tx, held.contact, still.line, text)

    async def _free_seats(self) -> None:
        """A wrap-up stops holding its seat by time alone: tell owner, switchboard and dispatch."""
        policy = self._rules().policy
        async with self._transaction() as tx:
            window = tx.now - (self._freed_at or tx.now - timedelta(seconds=2))
            freed = await deadlines.freed(tx, policy, window)
            self._freed_at = tx.now
            await duty.lock(tx, [owner for _, owner in freed])
            for _, owner in freed:
                await place.tell(tx, owner, policy, idle_since=tx.now)
        if freed:
            await self._settle([contact_id for contact_id, _ in freed])
            self._wake()

    async def _turn_duties(self) -> None:
        """A duty begins, comes to its last offers, and ends by time alone: tell whose it is, and dispatch."""
        policy = self._rules().policy
        async with self._transaction() as tx:
            window = tx.now - (self._turned_at or tx.now - timedelta(seconds=2))
            turning = await on_duty.turning(tx, policy, window)
            over = await on_duty.forgotten(tx)
            turned_at = tx.now
            rows = await duty.lock(tx, [*turning, *over])
            for row in (rows[counsellor_id] for counsellor_id in over):
                if row.wish is not Presence.READY:
                    continue  # another worker was first.
                await duty.set_wish(
                    tx, row, Presence.OFF, channels=row.wish_channels, reason=on_duty.SHIFT_OVER
                )
            for counsellor_id in sorted(rows):
                await place.tell(tx, counsellor_id, policy)
        self._turned_at = turned_at  # only now: what was not told is told by the next sweep.
        if rows:
            self._wake()

    async def mourn(self) -> None:
        """A worker silent for six seconds beside one that beats is gone: so are its people, since then."""
        async with self._transaction() as tx:
            reachable = (await desk.read(tx)).reachable_since
            silent = await desk.silent_workers(tx)
        if reachable is not None and tx.now - reachable < desk.SILENT:
            return
        for worker_id, last_alive in silent:
            await self._mourn(worker_id, last_alive)

    async def _mourn(self, worker_id: UUID, last_alive: datetime) -> None:
        async with self._transaction() as tx:
            contact_ids, counsellor_ids = await sockets.of_silent_worker(tx, worker_id)
        for counsellor_id in counsellor_ids:
            async with self._transaction() as tx:
                await duty.went(tx, counsellor_id, worker_id=worker_id, since=last_alive)
        for contact_id in contact_ids:
            async with self._transaction() as tx:
                contact = await contacts.find(tx, contact_id)
                if contact is not None and contact.worker_id == worker_id:
                    await sockets.citizen_went(tx, contact_id, contact.generation, last_alive)
        async with self._transaction() as tx:
            await desk.forget_worker(tx, worker_id)
        log.warning("worker.gone", contacts=len(contact_ids), counsellors=len(counsellor_ids))
