"""Wrap-ups and their drafts."""

from collections.abc import Collection
from dataclasses import asdict
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert

from app.domain.topics import WrapUp
from app.models.wrap_up import WrapUp as WrapUpTable
from app.models.wrap_up import WrapUpDraft
from app.repositories.transaction import Transaction

REMEMBERED = timedelta(days=90)
"""How far back it is looked what somebody records most; a season's topics give way to the next one's."""


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


async def favourites(tx: Transaction, counsellor_id: UUID, among: Collection[str], *, most: int) -> list[str]:
    """The topics that she has recorded most lately, those of everybody after them; only these codes."""
    topic = func.unnest(WrapUpTable.topics).label("topic")
    lately = select(topic, WrapUpTable.by).where(WrapUpTable.at > tx.now - REMEMBERED).subquery()
    own = func.count().filter(lately.c.by == counsellor_id)
    statement = select(lately.c.topic).where(lately.c.topic.in_(among)).group_by(lately.c.topic)
    order = (own.desc(), func.count().desc(), lately.c.topic)
    return list((await tx.run(statement.order_by(*order).limit(most))).scalars())
