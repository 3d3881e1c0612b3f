"""Wrap-up: what a contact was about, recorded by its owner; this closes the contact and frees the seat."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from app.domain.contact import OWNED, Cause, State
from app.domain.errors import NotAllowed, NotFound, NotYours, WrongState
from app.domain.follow_up import Result
from app.domain.rules import Rules
from app.domain.topics import Codes, WrapUp, read_draft, validate_wrap_up
from app.repositories import attempts, contacts, ownership, wrap_ups
from app.repositories.locking import hold
from app.repositories.transaction import Transaction, Transactions, again_when_busy

FAVOURITES = 6
"""As many as are seen at a glance, and have a key each."""

LoadCodes = Callable[[Transaction, datetime | None], Awaitable[Codes]]


class WrappingUp:
    """Drafts follow the contact, also through a transfer; recording is once and final."""

    def __init__(self, transaction: Transactions, rules: Callable[[], Rules], load_codes: LoadCodes) -> None:
        """`load_codes` reads the codes that hold for a contact that arrived then; null for those of now."""
        self._transaction = transaction
        self._rules = rules
        self._load_codes = load_codes

    @again_when_busy
    async def record(self, counsellor_id: UUID, contact_id: UUID, fields: Mapping[str, Any]) -> None:
        """Record and close; twice is fine. A follow-up is done with it, or tried again later.

        Raises `Invalid`, `WrongState`, `NotYours`, `NotFound`.
        """
        async with self._transaction() as tx:
            wrap_up = validate_wrap_up(fields, await self._codes(tx, contact_id))
            held = await hold(tx, contact_id, counsellor_id)
            if await self._is_done(tx, contact_id, counsellor_id, wrap_up):
                return
            if held.contact.owner != counsellor_id:
                raise NotYours
            if held.contact.state is not State.WRAP_UP:
                raise WrongState({"state": held.contact.state})
            await wrap_ups.record(tx, contact_id, wrap_up, by=counsellor_id)
            await ownership.close(tx, held, Cause.WRAPPED_UP, policy=self._rules().policy)
            await attempts.finish(tx, contact_id, _result(fields), self._rules().policy)

    async def _codes(self, tx: Transaction, contact_id: UUID) -> Codes:
        """A topic that was retired while the contact went on may be recorded with it."""
        contact = await contacts.find(tx, contact_id)
        return await self._load_codes(tx, None if contact is None else contact.arrived_at)

    async def _is_done(self, tx: Transaction, contact_id: UUID, counsellor_id: UUID, wrap_up: WrapUp) -> bool:
        contact = await contacts.find(tx, contact_id)
        if contact is None or contact.state is not State.CLOSED or contact.answered_by != counsellor_id:
            return False
        return await wrap_ups.recorded(tx, contact_id) is not None

    async def save_draft(self, counsellor_id: UUID, contact_id: UUID, fields: Mapping[str, Any]) -> None:
        """Keep what is filled in so far; raises `NotAllowed`, `NotFound`, `Invalid`."""
        async with self._transaction() as tx:
            body = read_draft(fields, await self._codes(tx, contact_id))
            contact = await contacts.lock(tx, contact_id)
            if contact is None:
                raise NotFound
            if contact.state not in OWNED or contact.owner != counsellor_id:
                raise NotAllowed
            await wrap_ups.save_draft(tx, contact_id, body, by=counsellor_id)

    async def favourites(self, counsellor_id: UUID) -> list[str]:
        """The topics she records most, filled up with those that everybody does; at most six, active ones."""
        async with self._transaction() as tx:
            codes = await self._load_codes(tx, None)
            return await wrap_ups.favourites(tx, counsellor_id, codes.topics, most=FAVOURITES)


def _result(fields: Mapping[str, Any]) -> Result | None:
    """What she says came of a follow-up; the frame allows nothing else."""
    said = fields.get("follow_up")
    return None if said is None else Result(said)
