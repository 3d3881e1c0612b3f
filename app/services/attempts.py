"""The sweep that brings follow-ups to counsellors: an attempt at a time, in opening hours, until they end."""

from collections.abc import Awaitable, Callable
from uuid import UUID

import structlog

from app.domain.contact import OWNED, Cause, State
from app.domain.errors import DeskError
from app.domain.follow_up import Kind, Outcome, Progress, channel_of, is_open, most_at_once
from app.domain.follow_up import State as FollowUpState
from app.domain.rules import Rules
from app.repositories import attempts, candidates, desk, follow_ups, ownership
from app.repositories.locking import hold
from app.repositories.transaction import Transaction, Transactions, again_when_busy

SWEEP = 50

log = structlog.get_logger(__name__)


class Attempts:
    """Any worker may; those that look at the same time leave it to one of them."""

    def __init__(self, transaction: Transactions, rules: Callable[[], Rules]) -> None:
        """One for each worker."""
        self._transaction = transaction
        self._rules = rules

    async def sweep(self) -> None:
        """What is over is concluded, what is too late expires, the line is left at closing time, and new
        attempts are made as counsellors are ready. Nothing before the schema has follow-ups, nor while the
        desk has just come back from an outage.
        """
        async with self._transaction() as tx:
            if not tx.reached(follow_ups.REVISION) or not await attempts.anything_to_do(tx):
                return
            if not await desk.is_reachable(tx):
                return
            over = await attempts.over(tx)
            late = await follow_ups.expired(tx, most=SWEEP)
            shut = [one for kind in self._shut(tx) for one in await attempts.in_line(tx, kind)]
        await self._each(shut, self._leave_line)
        await self._each(over, self._conclude)
        await self._each(late, self._expire)
        await self._begin()

    def _shut(self, tx: Transaction) -> list[Kind]:
        return [kind for kind in Kind if not is_open(self._rules().hours, kind, tx.now)]

    async def _each(self, ids: list[UUID], work: Callable[[UUID], Awaitable[object]]) -> None:
        for one in ids:
            try:
                await work(one)
            except DeskError as error:
                log.info("follow_ups.put_off", error=type(error).__name__)

    @again_when_busy
    async def _leave_line(self, contact_id: UUID) -> None:
        """The door has closed: it is tried again when it opens, and this was no attempt."""
        async with self._transaction() as tx:
            held = await hold(tx, contact_id)
            if held.contact.state is State.QUEUED:
                policy = self._rules().policy
                await ownership.finish(tx, held, Cause.CLOSING_TOLD, policy=policy)
                await attempts.conclude(tx, contact_id, Outcome.UNANSWERED, policy)

    @again_when_busy
    async def _conclude(self, contact_id: UUID) -> None:
        """Its contact is over without a word of what came of it: a wrap-up that lapsed, or an erasure."""
        async with self._transaction() as tx:
            held = await hold(tx, contact_id)
            policy = self._rules().policy
            if held.contact.answered_at is None:
                await attempts.conclude(tx, contact_id, Outcome.UNANSWERED, policy)
            else:
                await attempts.finish(tx, contact_id, None, policy)

    @again_when_busy
    async def _expire(self, follow_up_id: UUID) -> None:
        """Its time is over: nobody tries any more, and the text goes; whoever has it just now ends it."""
        async with self._transaction() as tx:
            contact_id = await attempts.going_on(tx, follow_up_id)
            if contact_id is not None and not await self._let_go(tx, contact_id):
                return
            row = await follow_ups.lock(tx, follow_up_id)
            if row is None or row.progress.ended or row.expires_at > tx.now:
                return
            if await attempts.going_on(tx, follow_up_id) is None:
                await follow_ups.advance(tx, row, Progress(FollowUpState.EXPIRED, row.attempts, None))

    async def _let_go(self, tx: Transaction, contact_id: UUID) -> bool:
        """Whether the attempt is over with this: in line it ends, in wrap-up it counts as is usual."""
        held = await hold(tx, contact_id)
        policy = self._rules().policy
        if held.contact.state is State.QUEUED:
            await ownership.finish(tx, held, Cause.CLOSING_TOLD, policy=policy)
            await attempts.conclude(tx, contact_id, Outcome.UNANSWERED, policy)
        elif held.contact.state in OWNED and held.contact.state is not State.ACTIVE:
            await attempts.finish(tx, contact_id, None, policy)
        else:
            return False
        return True

    async def _begin(self) -> None:
        async with self._transaction() as tx:
            if not await attempts.alone(tx):
                return
            for kind in Kind:
                if is_open(self._rules().hours, kind, tx.now):
                    await self._begin_some(tx, kind)

    async def _begin_some(self, tx: Transaction, kind: Kind) -> None:
        due = await attempts.due(tx, kind, most=SWEEP)
        if not due:
            return
        channel = channel_of(kind)
        everybody = await candidates.everybody(tx, self._rules().policy)
        room = most_at_once(sum(channel in one.channels for one in everybody))
        room -= await attempts.under_way(tx, channel)
        for row in due[: max(0, room)]:
            await attempts.make(tx, row)
