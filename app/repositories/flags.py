"""Contacts with acute concern: flagged by whoever talks with the citizen, and never ended for silence."""

from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.postgresql import insert

from app.models.routing import ContactFlag
from app.repositories.transaction import Transaction

REVISION = "0004"
CRISIS = "crisis"


async def flag(tx: Transaction, contact_id: UUID, *, by: UUID, reason: str | None) -> bool:
    """Flag a locked contact; whether it was not flagged before (then who and why stay as they were)."""
    values = {"contact_id": contact_id, "kind": CRISIS, "by": by, "at": tx.now, "reason": reason}
    statement = insert(ContactFlag).values(values).on_conflict_do_nothing()
    return (await tx.run(statement.returning(ContactFlag.contact_id))).one_or_none() is not None


async def unflag(tx: Transaction, contact_id: UUID) -> bool:
    """Take the flag away from a locked contact; whether there was one."""
    statement = delete(ContactFlag).where(ContactFlag.contact_id == contact_id)
    return (await tx.run(statement.returning(ContactFlag.contact_id))).one_or_none() is not None


async def is_flagged(tx: Transaction, contact_id: UUID) -> bool:
    """Whether it is flagged now."""
    if not tx.reached(REVISION):
        return False
    statement = select(ContactFlag.contact_id).where(ContactFlag.contact_id == contact_id)
    return (await tx.run(statement)).one_or_none() is not None


async def forget_reasons(tx: Transaction, contact_ids: list[UUID]) -> None:
    """Why it was flagged goes with the text (P8); that it was stays, for it was audited."""
    if tx.reached(REVISION):
        concerned = ContactFlag.contact_id.in_(contact_ids)
        await tx.run(update(ContactFlag).where(concerned).values(reason=None))
