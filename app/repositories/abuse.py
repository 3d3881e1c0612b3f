"""Contacts whose counsellor ended them because the citizen was abusive."""

from uuid import UUID

from sqlalchemy.dialects.postgresql import insert

from app.models.care import AbuseReport
from app.repositories.transaction import Transaction

REVISION = "0005"


async def report(tx: Transaction, contact_id: UUID, *, by: UUID) -> bool:
    """Write it down of a locked contact; whether it was not written down before."""
    statement = insert(AbuseReport).values(contact_id=contact_id, by=by, at=tx.now)
    statement = statement.on_conflict_do_nothing()
    return (await tx.run(statement.returning(AbuseReport.contact_id))).one_or_none() is not None
