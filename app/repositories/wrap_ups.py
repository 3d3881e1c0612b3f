"""Wrap-ups and their drafts."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert

from app.domain.topics import WrapUp
from app.models.wrap_up import WrapUp as WrapUpTable
from app.models.wrap_up import WrapUpDraft
from app.repositories.transaction import Transaction


async def record(tx: Transaction, contact_id: UUID, wrap_up: WrapUp, *, by: UUID | None) -> None:
    """What the contact was about, once and for all; the draft has served."""
    values = asdict(wrap_up) | {"topics": list(wrap_up.topics)}
    await tx.run(insert(WrapUpTable).values(contact_id=contact_id, by=by, at=tx.now, **values))
    await tx.run(delete(WrapUpDraft).where(WrapUpDraft.contact_id == contact_id))


async def save_draft(tx: Transaction, contact_id: UUID, body: dict[str, Any], *, by: UUID) -> None:
    """A wrap-up on its way; the newest holds."""
    values = {"by": by, "at": tx.now, "body": body}
    statement = insert(WrapUpDraft).values(contact_id=contact_id, **values)
    await tx.run(statement.on_conflict_do_update(index_elements=[WrapUpDraft.contact_id], set_=values))


async def draft(tx: Transaction, contact_id: UUID) -> dict[str, Any] | None:
    """The draft as it was saved."""
    statement = select(WrapUpDraft.body).where(WrapUpDraft.contact_id == contact_id)
    return (await tx.run(statement)).scalar_one_or_none()


async def recorded(tx: Transaction, contact_id: UUID) -> dict[str, Any] | None:
    """What was recorded, by field."""
    names = ("disposition", "topics", "education_level_asked", "education_background", "sex", "age_band")
    columns = [getattr(WrapUpTable, name) for name in (*names, "job_status", "county", "earlier_guidance")]
    row = (await tx.run(select(*columns).where(WrapUpTable.contact_id == contact_id))).one_or_none()
    return None if row is None else dict(row._mapping)
