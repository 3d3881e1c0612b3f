"""The citizen's socket comes and goes: the token, the grace, the generation, and absence as an instant."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from app.domain.contact import WAITING, Cause
from app.domain.errors import Gone, NotSignedIn
from app.domain.rules import Rules
from app.frames.bus import CitizenDisplaced
from app.repositories import attendance, contacts, deadlines, ownership
from app.repositories.contacts import ContactRow as ContactRow
from app.repositories.ids import token_hash
from app.repositories.locking import hold
from app.repositories.transaction import Transaction, Transactions, again_when_busy


class Attendance:
    """Citizens only; counsellors have `Duty`."""

    def __init__(self, transaction: Transactions, rules: Callable[[], Rules], worker_id: UUID) -> None:
        """Sockets of this worker are known by its id."""
        self._transaction = transaction
        self._rules = rules
        self._worker_id = worker_id

    async def who(self, token: str) -> ContactRow:
        """The contact that this token opens; raises `NotSignedIn` where there is none or its text is gone."""
        async with self._transaction() as tx:
            contact = await contacts.find_by_token(tx, token_hash(token))
        if contact is None or contact.text_gone_at is not None:
            raise NotSignedIn
        return contact

    @again_when_busy
    async def came(self, token: str, *, gone: Callable[[], bool] = lambda: False) -> ContactRow:
        """A hello: the grace is applied before absence is cleared (promises § 3.9).

        Raises `Gone` where its client is `gone` by now: it has tried again, and that socket is the newer.
        """
        async with self._transaction() as tx:
            contact = await contacts.lock_by_token(tx, token_hash(token))
            if contact is None or contact.text_gone_at is not None:
                raise NotSignedIn
            if not await self._given_up(tx, contact):
                contact = await self._let_in(tx, contact)
                if gone():
                    raise Gone
                return contact
        return await self._too_late(contact.id)

    async def _given_up(self, tx: Transaction, contact: ContactRow) -> bool:
        grace = timedelta(seconds=self._rules().policy.citizen_grace_seconds)
        away = contact.state in WAITING and contact.absent_since is not None
        if not away or tx.now - _sure(contact.absent_since) < grace:
            return False
        since = await deadlines.absent_from(tx, contact.absent_since)
        return since is not None and tx.now - since >= grace

    async def _too_late(self, contact_id: UUID) -> ContactRow:
        """Her place is gone, and an offer of it: that takes the locks of its people, in their order."""
        async with self._transaction() as tx:
            held = await hold(tx, contact_id)
            contact = held.contact
            if await self._given_up(tx, contact):
                contact = await ownership.finish(tx, held, Cause.ABSENT, policy=self._rules().policy)
            return await self._let_in(tx, contact)

    async def _let_in(self, tx: Transaction, contact: ContactRow) -> ContactRow:
        contact = await attendance.citizen_came(tx, contact, self._worker_id)
        tx.publish(CitizenDisplaced(contact_id=contact.id, generation=contact.generation))
        return contact

    @again_when_busy
    async def went(self, contact_id: UUID, generation: int, heard_at: datetime) -> None:
        """The socket closed; its citizen was last heard then."""
        async with self._transaction() as tx:
            await attendance.citizen_went(tx, contact_id, generation, heard_at)

    async def is_here(self, contact_id: UUID, generation: int) -> None:
        """This worker was taken for gone, but the socket is here."""
        async with self._transaction() as tx:
            await attendance.citizen_is_here(tx, contact_id, generation, self._worker_id)


def _sure(instant: datetime | None) -> datetime:
    assert instant is not None
    return instant
