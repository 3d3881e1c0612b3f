"""Shifts as stored."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from app.domain.contact import Channel
from app.domain.counsellor import CounsellorId
from app.domain.errors import Invalid, NotFound
from app.domain.roster import Shift, ShiftBody, ShiftId
from app.models.staff import Shift as ShiftRow
from app.models.staff import Staff
from app.repositories.desk import raise_settings_version
from app.repositories.ids import new_id
from app.repositories.transaction import Transaction

COLUMNS = (ShiftRow.id, ShiftRow.counsellor_id, ShiftRow.starts_at, ShiftRow.ends_at, ShiftRow.channels)


async def between(
    tx: Transaction, starts: datetime, ends: datetime, *, of: Collection[UUID] | None = None
) -> list[Shift]:
    """Shifts that touch the time from `starts` to `ends`, in order; of some counsellors or of all."""
    statement = select(*COLUMNS).where(ShiftRow.starts_at < ends, ShiftRow.ends_at > starts)
    if of is not None:
        statement = statement.where(ShiftRow.counsellor_id.in_(of))
    rows = await tx.run(statement.order_by(ShiftRow.starts_at, ShiftRow.id))
    return [_shift(row) for row in rows]


async def running(tx: Transaction) -> list[Shift]:
    """Shifts that have not ended and begin within a day: enough to tell until when somebody is on."""
    return await between(tx, tx.now, tx.now + timedelta(days=1))


async def find(tx: Transaction, shift_id: UUID) -> Shift:
    """One shift; raises `NotFound`."""
    row = (await tx.run(select(*COLUMNS).where(ShiftRow.id == shift_id))).one_or_none()
    if row is None:
        raise NotFound({"shift_id": "unknown"})
    return _shift(row)


async def add(tx: Transaction, body: ShiftBody) -> Shift:
    """A new shift; raises `Invalid` for a counsellor nobody knows."""
    shift_id = new_id(tx.now)
    try:
        row = (await tx.run(insert(ShiftRow).values(id=shift_id, **_values(body)).returning(*COLUMNS))).one()
    except IntegrityError as error:
        raise Invalid({"counsellor_id": "is no counsellor"}) from error
    await raise_settings_version(tx)
    return _shift(row)


async def change(tx: Transaction, shift_id: UUID, body: ShiftBody) -> Shift:
    """Another content for a shift; raises `NotFound`, and `Invalid` for an unknown counsellor."""
    statement = update(ShiftRow).where(ShiftRow.id == shift_id).values(**_values(body)).returning(*COLUMNS)
    try:
        row = (await tx.run(statement)).one_or_none()
    except IntegrityError as error:
        raise Invalid({"counsellor_id": "is no counsellor"}) from error
    if row is None:
        raise NotFound({"shift_id": "unknown"})
    await raise_settings_version(tx)
    return _shift(row)


async def remove(tx: Transaction, shift_id: UUID) -> Shift:
    """Take a shift away and answer what it was; raises `NotFound`."""
    row = (await tx.run(delete(ShiftRow).where(ShiftRow.id == shift_id).returning(*COLUMNS))).one_or_none()
    if row is None:
        raise NotFound({"shift_id": "unknown"})
    await raise_settings_version(tx)
    return _shift(row)


async def people(tx: Transaction, shifts: Sequence[Shift]) -> dict[CounsellorId, tuple[str, str | None]]:
    """Name and centre of those who have these shifts."""
    ids = {shift.counsellor_id for shift in shifts}
    rows = await tx.run(select(Staff.id, Staff.name, Staff.centre).where(Staff.id.in_(ids)))
    return {CounsellorId(row.id): (row.name, row.centre) for row in rows}


def _values(body: ShiftBody) -> dict[str, Any]:
    return {
        "counsellor_id": body.counsellor_id,
        "starts_at": body.starts_at,
        "ends_at": body.ends_at,
        "channels": list(body.channels),
    }


def _shift(row: Row[Any]) -> Shift:
    return Shift(
        ShiftId(row.id),
        CounsellorId(row.counsellor_id),
        row.starts_at,
        row.ends_at,
        frozenset(Channel(name) for name in row.channels),
    )
