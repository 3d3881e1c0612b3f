"""How a contact ends: left, ended by the counsellor, erased by the citizen."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from uuid import UUID

import structlog

from app.domain.contact import OWNED, WAITING, Cause, State
from app.domain.errors import NotYours, SwitchboardAway, Unavailable, WrongState
from app.domain.rules import Rules
from app.frames.bus import Erased
from app.repositories import abuse, contacts, desk, erasing, feedback, ownership
from app.repositories.ids import new_token, token_hash
from app.repositories.locking import Held, hold
from app.repositories.transaction import Transaction, Transactions, again_when_busy

OVER = 4410

Slow = Callable[[UUID, timedelta], Awaitable[object]]

log = structlog.get_logger(__name__)


class Endings:
    """Every ending, by whoever may end."""

    def __init__(self, transaction: Transactions, rules: Callable[[], Rules], *, slow: Slow) -> None:
        """`slow` slows down wherever a contact came from, for so long."""
        self._transaction = transaction
        self._rules = rules
        self._slow = slow

    @again_when_busy
    async def leave(self, contact_id: UUID, *, forget: bool = False) -> None:
        """The citizen leaves, in line and in conversation; leaving twice is fine.

        With `forget` her token opens nothing afterwards, wherever a copy lies; her receipt code still does.
        """
        async with self._transaction() as tx:
            await self._leave(tx, await hold(tx, contact_id), Cause.LEFT, Cause.ENDED_CITIZEN)
            if forget:
                await contacts.replace_token(tx, contact_id, token_hash(new_token()))

    @again_when_busy
    async def end(self, counsellor_id: UUID, contact_id: UUID) -> None:
        """The counsellor ends the conversation, wrap-up remains; raises `NotYours`, `NotFound`."""
        async with self._transaction() as tx:
            await self._end(tx, await hold(tx, contact_id, counsellor_id), counsellor_id)

    async def end_abusive(self, counsellor_id: UUID, contact_id: UUID) -> None:
        """The same because its citizen is abusive, also after she has left; wherever she came from is slowed.

        Raises `NotYours`, `NotFound`, `Unavailable`.
        """
        await self._report(counsellor_id, contact_id)
        lasts = timedelta(seconds=self._rules().policy.abuse_slow_seconds)
        if not lasts:
            return
        try:
            await self._slow(contact_id, lasts)
        except SwitchboardAway:
            log.info("abuse.not_slowed")

    @again_when_busy
    async def _report(self, counsellor_id: UUID, contact_id: UUID) -> None:
        """That it was is written down and audited, never what was said."""
        async with self._transaction() as tx:
            held = await hold(tx, contact_id, counsellor_id)
            if not tx.reached(abuse.REVISION):
                raise Unavailable
            await self._end(tx, held, counsellor_id)
            if await abuse.report(tx, contact_id, by=counsellor_id):
                await desk.audit(tx, "contact_abusive", actor_id=counsellor_id, subject=str(contact_id))

    async def _end(self, tx: Transaction, held: Held, counsellor_id: UUID) -> None:
        """Once over it is in its wrap-up already; raises `NotYours`, `WrongState`."""
        if held.contact.owner != counsellor_id:
            raise NotYours
        if held.contact.state is State.WRAP_UP:
            return
        if held.contact.state is not State.ACTIVE:
            raise WrongState({"state": held.contact.state})
        await ownership.finish(tx, held, Cause.ENDED_COUNSELLOR, policy=self._rules().policy)

    @again_when_busy
    async def erase(self, contact_id: UUID) -> None:
        """End it if it lives, then the text is gone; the anonymous row of the statistics stays."""
        async with self._transaction() as tx:
            held = await hold(tx, contact_id)
            await feedback.forget(tx, contact_id)
            if held.contact.text_gone_at is not None:
                return
            await self._leave(tx, held, Cause.ERASED, Cause.ERASED)
            await erasing.erase(tx, [contact_id])
            if held.contact.state in OWNED and held.contact.owner is not None:
                await erasing.tell_owner(tx, contact_id, held.contact.owner, self._rules().policy)
            tx.publish(Erased(contact_id=contact_id, close_code=OVER))

    async def _leave(self, tx: Transaction, held: Held, in_line: Cause, talking: Cause) -> None:
        if held.contact.state in WAITING:
            await ownership.finish(tx, held, in_line, policy=self._rules().policy)
        elif held.contact.state is State.ACTIVE:
            await ownership.finish(tx, held, talking, policy=self._rules().policy)
