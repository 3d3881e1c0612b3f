"""Texts that the sweep leaves alone for a while: one hold of a contact at a time, the newest."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, func, select, update
from sqlalchemy.dialects.postgresql import insert

from app.domain.hold import HoldWish
from app.models.care import ContactHold
from app.models.contact import Contact
from app.models.routing import ContactFlag
from app.models.staff import Staff
from app.repositories.transaction import Transaction

REVISION = "0005"

HELD = """
EXISTS (SELECT FROM contact_hold h WHERE h.contact_id = c.id AND h.ended_at IS NULL
  AND h.until > CAST(:now AS timestamptz)
  AND NOT EXISTS (SELECT FROM follow_up_attempt a JOIN follow_up f ON f.id = a.follow_up_id
    WHERE a.contact_id = c.id AND f.state = 'erased'))
"""
"""Of a contact `c`: whether its text is held. What its citizen has erased, nothing holds (P8)."""


@dataclass(frozen=True, slots=True)
class HoldRow:
    """A hold as it is stored; it holds while it is not ended and `until` lies ahead."""

    contact_id: UUID
    by: UUID
    at: datetime
    until: datetime
    reason: str
    ended_at: datetime | None

    def holds(self, now: datetime) -> bool:
        """Whether it holds then."""
        return self.ended_at is None and self.until > now


@dataclass(frozen=True, slots=True)
class ListedHold:
    """A hold that holds, as coordinators see it: of the contact only what is in its row."""

    contact_id: UUID
    channel: str
    language: str
    state: str
    arrived_at: datetime
    ended_at: datetime | None
    flagged: bool
    by: UUID
    name: str | None
    at: datetime
    until: datetime
    reason: str


COLUMNS = [getattr(ContactHold, field.name) for field in fields(HoldRow)]


async def find(tx: Transaction, contact_id: UUID) -> HoldRow | None:
    """The contact's newest hold, whether it holds still or not."""
    if not tx.reached(REVISION):
        return None
    row = (await tx.run(select(*COLUMNS).where(ContactHold.contact_id == contact_id))).one_or_none()
    return None if row is None else HoldRow(**row._mapping)


async def put(tx: Transaction, contact_id: UUID, wish: HoldWish, *, by: UUID) -> HoldRow:
    """The hold of a locked contact from now on, instead of any former one."""
    values: dict[str, Any] = {
        "by": by,
        "at": tx.now,
        "until": wish.until,
        "reason": wish.reason,
        "ended_at": None,
        "ended_by": None,
    }
    statement = insert(ContactHold).values(contact_id=contact_id, **values)
    statement = statement.on_conflict_do_update(index_elements=[ContactHold.contact_id], set_=values)
    return HoldRow(**(await tx.run(statement.returning(*COLUMNS))).one()._mapping)


async def end(tx: Transaction, contact_id: UUID, *, by: UUID) -> None:
    """It is over now; the text goes with the next sweep, if its time has come."""
    mine = (ContactHold.contact_id == contact_id, ContactHold.ended_at.is_(None))
    await tx.run(update(ContactHold).where(*mine).values(ended_at=tx.now, ended_by=by))


async def forget(tx: Transaction, contact_ids: Sequence[UUID]) -> None:
    """The texts are gone: so is what their holds said of them, and nothing is held any more."""
    if tx.reached(REVISION):
        ended_at = func.coalesce(ContactHold.ended_at, tx.now)
        concerned = ContactHold.contact_id.in_(list(contact_ids))
        await tx.run(update(ContactHold).where(concerned).values(reason="", ended_at=ended_at))


async def without_held(tx: Transaction, contact_ids: Sequence[UUID]) -> list[UUID]:
    """Those of these contacts whose text nothing holds, in their order."""
    if not contact_ids or not tx.reached(REVISION):
        return list(contact_ids)
    statement = f"SELECT c.id FROM contact c WHERE c.id = ANY(CAST(:ids AS uuid[])) AND {HELD}"
    rows = await tx.run(statement, {"ids": list(contact_ids), "now": tx.now})
    held = set(rows.scalars())
    return [one for one in contact_ids if one not in held]


def unheld(tx: Transaction) -> str:
    """The condition on a contact `c` that nothing holds its text; the statement gives `:now`."""
    return f"NOT {HELD}" if tx.reached(REVISION) else "CAST(:now AS timestamptz) IS NOT NULL"


async def current(tx: Transaction) -> list[ListedHold]:
    """Every hold that holds now, the next to end first."""
    if not tx.reached(REVISION):
        return []
    columns = (
        Contact.channel,
        Contact.language,
        Contact.state,
        Contact.arrived_at,
        Contact.ended_at,
        ContactFlag.contact_id.is_not(None).label("flagged"),
        Staff.name,
    )
    named = (ContactHold.contact_id, ContactHold.by, ContactHold.at, ContactHold.until, ContactHold.reason)
    statement = select(*named, *columns).join(Contact, Contact.id == ContactHold.contact_id)
    statement = statement.outerjoin(Staff, Staff.id == ContactHold.by)
    statement = statement.outerjoin(ContactFlag, ContactFlag.contact_id == Contact.id)
    standing = (ContactHold.ended_at.is_(None), ContactHold.until > tx.now, Contact.text_gone_at.is_(None))
    rows = await tx.run(statement.where(*standing).order_by(ContactHold.until, ContactHold.contact_id))
    return [_listed(row) for row in rows]


def _listed(row: Row[Any]) -> ListedHold:
    return ListedHold(**row._mapping)
