"""Colleagues in conversations: asked, there and gone again; before revision 0004 nobody ever is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select, update

from app.domain.joining import REQUEST_STANDS
from app.domain.policy import Policy
from app.frames.joining import Colleague
from app.frames.shared import Person
from app.models.routing import Joining
from app.models.staff import Staff
from app.repositories.deadlines import SINCE
from app.repositories.ids import new_id
from app.repositories.transaction import Transaction

REVISION = "0004"


@dataclass(frozen=True, slots=True)
class JoiningRow:
    """An open joining as it is stored; `joined_at` null: she is asked and has not come yet."""

    id: UUID
    contact_id: UUID
    counsellor_id: UUID
    asked_by: UUID
    asked_at: datetime
    joined_at: datetime | None


COLUMNS = [getattr(Joining, name) for name in JoiningRow.__slots__]

PRESENT = """
SELECT s.name, COALESCE(centre.name ->> :language, centre.name ->> 'nb') AS centre
FROM joining j JOIN staff s ON s.id = j.counsellor_id LEFT JOIN centre ON centre.code = s.centre
WHERE j.contact_id = :id AND j.left_at IS NULL AND j.joined_at IS NOT NULL ORDER BY j.joined_at, j.id
"""

AMONG = """
SELECT contact_id, counsellor_id FROM joining
WHERE contact_id = ANY(%(ids)s::uuid[]) AND joined_at IS NOT NULL AND left_at IS NULL
"""

DUE = f"""
SELECT j.contact_id, j.counsellor_id FROM joining j
JOIN counsellor w ON w.id = j.counsellor_id JOIN staff s ON s.id = w.id
WHERE j.left_at IS NULL AND (s.disabled_at IS NOT NULL
  OR j.joined_at IS NULL AND j.asked_at <= :asked_before
  OR w.absent_since IS NOT NULL AND ({SINCE.format(table="w")} <= :gone_since
    OR NOT EXISTS (SELECT 1 FROM staff_session x
      WHERE x.staff_id = w.id AND x.ended_at IS NULL AND x.expires_at > :now)))
"""
"""Whoever has signed out is gone as soon as her socket has closed."""


async def of_contact(tx: Transaction, contact_id: UUID) -> list[JoiningRow]:
    """Everybody asked into this conversation who has not left, in the order of asking."""
    return await _open(tx, Joining.contact_id == contact_id)


async def of_counsellor(tx: Transaction, counsellor_id: UUID) -> list[JoiningRow]:
    """Every conversation she is asked into or has joined."""
    return await _open(tx, Joining.counsellor_id == counsellor_id)


async def _open(tx: Transaction, concerned: Any) -> list[JoiningRow]:
    if not tx.reached(REVISION):
        return []
    statement = select(*COLUMNS).where(concerned, Joining.left_at.is_(None))
    rows = await tx.run(statement.order_by(Joining.asked_at, Joining.id))
    return [JoiningRow(**row._mapping) for row in rows]


async def is_in(tx: Transaction, contact_id: UUID, counsellor_id: UUID) -> bool:
    """Whether she has joined this conversation and not left it."""
    rows = await of_counsellor(tx, counsellor_id)
    return any(row.contact_id == contact_id and row.joined_at is not None for row in rows)


async def ask(tx: Transaction, contact_id: UUID, counsellor_id: UUID, *, by: UUID) -> JoiningRow:
    """Ask her into a locked contact; both her row and the owner's are locked."""
    row = JoiningRow(new_id(tx.now), contact_id, counsellor_id, by, tx.now, None)
    values = {name: getattr(row, name) for name in JoiningRow.__slots__}
    await tx.run(insert(Joining).values(values))
    return row


async def enter(tx: Transaction, row: JoiningRow) -> None:
    """She is in from now on."""
    await tx.run(update(Joining).where(Joining.id == row.id).values(joined_at=tx.now))


async def end(tx: Transaction, rows: Iterable[JoiningRow]) -> None:
    """They are out from now on; a request that nobody followed is over."""
    ids = [row.id for row in rows]
    if ids:
        await tx.run(update(Joining).where(Joining.id.in_(ids)).values(left_at=tx.now))


async def present(tx: Transaction, contact_id: UUID, language: str) -> list[Person]:
    """Who has joined, as the citizen sees them."""
    if not tx.reached(REVISION):
        return []
    rows = await tx.run(PRESENT, {"id": contact_id, "language": language})
    return [Person(name=row.name, centre=row.centre) for row in rows]


async def names(tx: Transaction, counsellor_ids: Sequence[UUID]) -> dict[UUID, Colleague]:
    """Colleagues by id, as staff see them."""
    statement = select(Staff.id, Staff.name, Staff.centre).where(Staff.id.in_(counsellor_ids))
    rows = await tx.run(statement)
    return {row.id: Colleague(counsellor_id=row.id, name=row.name, centre=row.centre) for row in rows}


async def among(tx: Transaction, contact_ids: Sequence[UUID]) -> frozenset[tuple[UUID, UUID]]:
    """Who has joined which of these locked contacts: `(contact, counsellor)`, for the writer."""
    if not tx.reached(REVISION):
        return frozenset()
    return frozenset(await (await tx.send(AMONG, {"ids": list(contact_ids)})).fetchall())


async def due(tx: Transaction, policy: Policy) -> list[tuple[UUID, UUID]]:
    """Requests that have stood long enough, and colleagues who are gone: `(contact, counsellor)`."""
    if not tx.reached(REVISION):
        return []
    values = {
        "now": tx.now,
        "asked_before": tx.now - REQUEST_STANDS,
        "gone_since": tx.now - timedelta(seconds=policy.counsellor_grace_seconds),
    }
    return [(row.contact_id, row.counsellor_id) for row in await tx.run(DUE, values)]
