"""Notices for citizens and staff: kept, changed, and those that may still be read."""

from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, insert, select, update

from app.domain.notices import Audience, Notice, NoticeBody
from app.domain.wording import wording_from
from app.models.staff import Staff
from app.models.writing import DeskNotice
from app.repositories.ids import new_id
from app.repositories.transaction import Transaction

REVISION = "0005"

COLUMNS = (DeskNotice.id, DeskNotice.audience, DeskNotice.text, DeskNotice.starts_at, DeskNotice.ends_at)


async def ahead(tx: Transaction) -> tuple[Notice, ...]:
    """Those that have not ended; none before the schema has notices (ADR 14)."""
    if not tx.reached(REVISION):
        return ()
    order = (DeskNotice.starts_at, DeskNotice.id)
    rows = await tx.run(select(*COLUMNS).where(DeskNotice.ends_at > tx.now).order_by(*order))
    return tuple(_notice(row) for row in rows)


async def latest(tx: Transaction, most: int) -> list[tuple[Notice, str | None]]:
    """The last ones to begin, and by whom each was written, the latest first."""
    statement = select(*COLUMNS, Staff.name).outerjoin(Staff, Staff.id == DeskNotice.by)
    order = (DeskNotice.starts_at.desc(), DeskNotice.id.desc())
    return [(_notice(row), row.name) for row in await tx.run(statement.order_by(*order).limit(most))]


async def find(tx: Transaction, notice_id: UUID) -> Notice | None:
    """The notice with this id."""
    row = (await tx.run(select(*COLUMNS).where(DeskNotice.id == notice_id))).one_or_none()
    return None if row is None else _notice(row)


async def count_ahead(tx: Transaction) -> int:
    """How many have not ended."""
    statement = select(func.count()).select_from(DeskNotice).where(DeskNotice.ends_at > tx.now)
    return int((await tx.run(statement)).scalar_one())


async def add(tx: Transaction, body: NoticeBody, *, by: UUID) -> Notice:
    """A new one."""
    notice_id = new_id(tx.now)
    await tx.run(insert(DeskNotice).values(id=notice_id, by=by, at=tx.now, **_columns(body)))
    return Notice(notice_id, body.audience, body.words, body.starts_at, body.ends_at)


async def change(tx: Transaction, notice_id: UUID, body: NoticeBody) -> Notice:
    """Other words, another time, other readers."""
    await tx.run(update(DeskNotice).where(DeskNotice.id == notice_id).values(**_columns(body)))
    return Notice(notice_id, body.audience, body.words, body.starts_at, body.ends_at)


async def remove(tx: Transaction, notice_id: UUID) -> None:
    """Nobody reads it any more."""
    await tx.run(delete(DeskNotice).where(DeskNotice.id == notice_id))


def _columns(body: NoticeBody) -> dict[str, Any]:
    return {
        "audience": body.audience,
        "text": body.words.as_json(),
        "starts_at": body.starts_at,
        "ends_at": body.ends_at,
    }


def _notice(row: Any) -> Notice:
    words = wording_from(row.text)
    return Notice(row.id, Audience(row.audience), words, row.starts_at, row.ends_at)
