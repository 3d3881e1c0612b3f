"""What the desk holds on a contact: for its citizen, for its counsellor, for a coordinator with a reason."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from app.domain.counsellor import Role
from app.domain.errors import NotAllowed, NotFound, NotSignedIn
from app.domain.rules import Rules
from app.frames.citizen import CitizenContact, CitizenMessage
from app.frames.counsellor import NoteFrame, StaffMessage
from app.frames.shared import ContactView
from app.repositories import arrivals, contacts, desk, messages, views, wrap_ups
from app.repositories.contacts import ContactRow
from app.repositories.ids import token_hash
from app.repositories.spoken import for_citizen, for_staff, note_frame
from app.repositories.transaction import Transaction, Transactions

PAGE = 200
EVERYTHING = 100_000


@dataclass(frozen=True, slots=True)
class OwnRecord:
    """Everything on a contact, for its citizen."""

    contact: CitizenContact
    messages: list[CitizenMessage]
    wrap_up: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class StaffRecord:
    """A contact with its notes and its wrap-up so far, for whoever may read it."""

    contact: ContactView
    notes: list[NoteFrame]
    wrap_up: dict[str, Any] | None
    draft: dict[str, Any] | None


class Records:
    """Reading, and who may; a coordinator's reading is audited."""

    def __init__(self, transaction: Transactions, rules: Callable[[], Rules]) -> None:
        """One for each worker."""
        self._transaction = transaction
        self._rules = rules

    async def own(self, token: str) -> OwnRecord:
        """Everything for the citizen who holds this token; raises `NotSignedIn`."""
        policy = self._rules().policy
        async with self._transaction() as tx:
            row = await _by_token(tx, token)
            delays = await arrivals.delays(tx, row.channel, policy)
            contact, _, _ = await views.citizen(tx, row.id, delays, policy)
            said = await messages.after(tx, {row.id: 0}, most=EVERYTHING)
            wrap_up = await wrap_ups.recorded(tx, row.id)
        return OwnRecord(contact, [for_citizen(one) for one in said], wrap_up)

    async def erasable(self, token: str) -> UUID:
        """The contact that this token may erase, also when that was done; raises `NotSignedIn`."""
        async with self._transaction() as tx:
            row = await contacts.find_by_token(tx, token_hash(token))
        if row is None:
            raise NotSignedIn
        return row.id

    async def staff(self, contact_id: UUID, reader: UUID, role: Role, *, reason: str | None) -> StaffRecord:
        """The contact for its counsellor, or a coordinator; raises `NotFound`, `NotAllowed`."""
        async with self._transaction() as tx:
            await self._admit(tx, contact_id, reader, role, reason=reason)
            return StaffRecord(
                contact=await views.contact(tx, contact_id),
                notes=[note_frame(note) for note in await messages.notes(tx, contact_id)],
                wrap_up=await wrap_ups.recorded(tx, contact_id),
                draft=await wrap_ups.draft(tx, contact_id),
            )

    async def said(
        self, contact_id: UUID, reader: UUID, role: Role, *, after: int, reason: str | None
    ) -> tuple[list[StaffMessage], int]:
        """A page of messages after this `seq`, and the contact's `last_seq`."""
        async with self._transaction() as tx:
            row = await self._admit(tx, contact_id, reader, role, reason=reason)
            rows = await messages.after(tx, {contact_id: after}, most=PAGE)
        return [for_staff(one) for one in rows], row.last_seq

    async def _admit(
        self, tx: Transaction, contact_id: UUID, reader: UUID, role: Role, *, reason: str | None
    ) -> ContactRow:
        row = await contacts.find(tx, contact_id)
        if row is None:
            raise NotFound
        if reader == row.owner:
            return row
        if role is not Role.COORDINATOR or not (reason or "").strip():
            raise NotAllowed
        await desk.audit(tx, "contact_read", actor_id=reader, subject=str(contact_id), reason=reason)
        return row


async def _by_token(tx: Transaction, token: str) -> ContactRow:
    row = await contacts.find_by_token(tx, token_hash(token))
    if row is None or row.text_gone_at is not None:
        raise NotSignedIn
    return row
