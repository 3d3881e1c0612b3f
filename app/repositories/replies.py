"""Quick replies: everybody's, and each counsellor's own."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, insert, select, update

from app.domain.replies import ReplyText, SharedReply
from app.models.wrap_up import QuickReply
from app.models.writing import OwnReply
from app.repositories.ids import new_id
from app.repositories.transaction import Transaction

REVISION = "0005"
"""From here on counsellors have replies of their own."""

Rows = list[dict[str, Any]]


async def shared(tx: Transaction) -> dict[str, SharedReply]:
    """Everybody's replies by their key, in the order they are shown."""
    statement = select(QuickReply.key, QuickReply.stage, QuickReply.shortcut, QuickReply.text)
    rows = await tx.run(statement.order_by(QuickReply.position, QuickReply.key))
    return {row.key: SharedReply(row.stage, row.shortcut, row.text) for row in rows}


async def add_shared(tx: Transaction, reply: SharedReply) -> str:
    """One more of everybody's, after all the others; its key."""
    key = str(new_id(tx.now))
    last = (await tx.run(select(func.max(QuickReply.position)))).scalar_one_or_none()
    position = 0 if last is None else last + 1
    await tx.run(insert(QuickReply).values(key=key, position=position, **_columns(reply)))
    return key


async def change_shared(tx: Transaction, key: str, reply: SharedReply) -> None:
    """Another text, shortcut or stage."""
    await tx.run(update(QuickReply).where(QuickReply.key == key).values(**_columns(reply)))


async def remove_shared(tx: Transaction, key: str) -> None:
    """It is gone for everybody."""
    await tx.run(delete(QuickReply).where(QuickReply.key == key))


def _columns(reply: SharedReply) -> Mapping[str, Any]:
    return {"stage": reply.stage, "shortcut": reply.shortcut, "text": reply.text}


async def own(tx: Transaction, counsellor_id: UUID) -> dict[UUID, ReplyText]:
    """A counsellor's own replies by their id, by shortcut; none before the schema has them."""
    if not tx.reached(REVISION):
        return {}
    statement = select(OwnReply.id, OwnReply.shortcut, OwnReply.text)
    rows = await tx.run(statement.where(OwnReply.counsellor_id == counsellor_id).order_by(OwnReply.shortcut))
    return {row.id: ReplyText(row.shortcut, row.text) for row in rows}


async def add_own(tx: Transaction, counsellor_id: UUID, reply: ReplyText) -> UUID:
    """One more of hers; her row must be locked, for a shortcut is hers once."""
    reply_id = new_id(tx.now)
    values = {"shortcut": reply.shortcut, "text": reply.text, "at": tx.now}
    await tx.run(insert(OwnReply).values(id=reply_id, counsellor_id=counsellor_id, **values))
    return reply_id


async def change_own(tx: Transaction, reply_id: UUID, reply: ReplyText) -> None:
    """Another text or shortcut; see `add_own`."""
    changes = {"shortcut": reply.shortcut, "text": reply.text, "at": tx.now}
    await tx.run(update(OwnReply).where(OwnReply.id == reply_id).values(changes))


async def remove_own(tx: Transaction, reply_id: UUID) -> None:
    """It is gone."""
    await tx.run(delete(OwnReply).where(OwnReply.id == reply_id))
