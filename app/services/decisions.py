"""Reading why contacts were offered to whom: about one contact for its owner, the last ones for the board."""

from uuid import UUID

from app.domain.contact import Language
from app.domain.counsellor import Role
from app.domain.errors import NotAllowed, NotFound
from app.domain.privacy import kept_reason
from app.repositories import contacts, decisions, desk
from app.repositories.decisions import DecisionRow as Decided
from app.repositories.transaction import Transactions

__all__ = ["Decided", "Decisions"]


class Decisions:
    """Reads; a coordinator's reading about a contact is audited, as that of the contact itself is."""

    def __init__(self, transaction: Transactions) -> None:
        """One for each worker."""
        self._transaction = transaction

    async def of_contact(
        self, contact_id: UUID, reader: UUID, role: Role, *, reason: str | None
    ) -> list[Decided]:
        """Oldest first; raises `NotFound`, and `NotAllowed` unless she owns it or is a coordinator with a
        reason.
        """
        async with self._transaction() as tx:
            row = await contacts.find(tx, contact_id)
            if row is None:
                raise NotFound
            if reader != row.owner:
                if role is not Role.COORDINATOR or not (reason or "").strip():
                    raise NotAllowed
                subject = str(contact_id)
                why = kept_reason(reason, Language.NB)
                await desk.audit(tx, "decisions_read", actor_id=reader, subject=subject, reason=why)
            return await decisions.of_contact(tx, contact_id)

    async def latest(self, most: int) -> list[Decided]:
        """The newest of the desk, newest first; nothing in them is of a citizen."""
        async with self._transaction() as tx:
            return await decisions.latest(tx, most)
