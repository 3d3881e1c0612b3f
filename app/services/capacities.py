"""How many chats at once a counsellor may hold: changed while she works, and told to her at once."""

from collections.abc import Callable
from uuid import UUID

from app.domain.errors import Invalid, NotFound
from app.domain.policy import bounds
from app.domain.rules import Rules
from app.repositories import desk, duty, place
from app.repositories.transaction import Transactions, again_when_busy


class Capacities:
    """For coordinators; a capacity lowered below what is open takes nothing away and lets nothing in (I5)."""

    def __init__(self, transaction: Transactions, rules: Callable[[], Rules]) -> None:
        """One for each worker."""
        self._transaction = transaction
        self._rules = rules

    @again_when_busy
    async def set(self, counsellor_id: UUID, chats: int | None, *, author_id: UUID) -> None:
        """So many at once, null for as many as everybody; raises `Invalid`, `NotFound`.

        Under her row lock, as every claim counts.
        """
        most = bounds("chat_capacity")[1]
        if chats is not None and not 0 <= chats <= most:
            raise Invalid({"chat": f"must be from 0 to {most}"})
        async with self._transaction() as tx:
            row = (await duty.lock(tx, [counsellor_id])).get(counsellor_id)
            if row is None:
                raise NotFound
            if row.chat_capacity == chats:
                return
            await place.tell(tx, counsellor_id, self._rules().policy, chat_capacity=chats)
            tx.then.wake = True
            was, now = {"chat_capacity": row.chat_capacity}, {"chat_capacity": chats}
            await desk.audit(
                tx, "staff_capacity", actor_id=author_id, subject=str(counsellor_id), before=was, after=now
            )
