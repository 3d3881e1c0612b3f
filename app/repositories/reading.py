"""How far each side has read; it never goes back, and never past what was said."""

from uuid import UUID

from sqlalchemy import func, update

from app.models.contact import Contact
from app.repositories.transaction import Transaction


async def citizen_saw(tx: Transaction, contact_id: UUID, seq: int) -> tuple[UUID | None, int]:
    """The owner now, and the highest `seq` the citizen has read."""
    value = func.greatest(Contact.seen_citizen, func.least(seq, Contact.last_seq))
    statement = update(Contact).where(Contact.id == contact_id).values(seen_citizen=value)
    row = (await tx.run(statement.returning(Contact.owner, Contact.seen_citizen))).one()
    return row.owner, row.seen_citizen


async def counsellor_saw(tx: Transaction, contact_id: UUID, seq: int) -> tuple[UUID | None, int]:
    """The owner now, and the highest `seq` the counsellors have read."""
    value = func.greatest(Contact.seen_counsellor, func.least(seq, Contact.last_seq))
    statement = update(Contact).where(Contact.id == contact_id).values(seen_counsellor=value)
    row = (await tx.run(statement.returning(Contact.owner, Contact.seen_counsellor))).one()
    return row.owner, row.seen_counsellor
