"""How a contact ends: left, ended by the counsellor, erased by the citizen."""

from collections.abc import Callable
from uuid import UUID

from app.domain.contact import OWNED, WAITING, Cause, State
from app.domain.errors import NotYours, WrongState
from app.domain.rules import Rules
from app.frames.bus import Erased
from app.repositories import erasing, feedback, ownership
from app.repositories.locking import Held, hold
from app.repositories.transaction import Transaction, Transactions, again_when_busy

OVER = 4410


class Endings:
    """Every ending, by whoever may end."""

    def __init__(self, transaction: Transactions, rules: Callable[[], Rules]) -> None:
        """One for each worker."""
        self._transaction = transaction
        self._rules = rules

    @again_when_busy
    async def leave(self, contact_id: UUID) -> None:
        """The citizen leaves, in line and in conversation; leaving twice is fine."""
        async with self._transaction() as tx:
            await self._leave(tx, await hold(tx, contact_id), Cause.LEFT, Cause.ENDED_CITIZEN)

    @again_when_busy
    async def end(self, counsellor_id: UUID, contact_id: UUID) -> None:
        """The counsellor ends the conversation, wrap-up remains; raises `NotYours`, `NotFound`."""
        async with self._transaction() as tx:
            held = await hold(tx, contact_id, counsellor_id)
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
