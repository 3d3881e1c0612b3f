"""Shifts as planners see them: with the repetition they belong to, in number, and whose they are."""

import json
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row, delete, insert, select, update

from app.domain.contact import Channel
from app.domain.counsellor import CounsellorId, Role
from app.domain.errors import NotFound, Unavailable
from app.domain.people import Person
from app.domain.policy import Policy
from app.domain.roster import Shift, ShiftBody, ShiftId
from app.models.staff import Shift as ShiftRow
from app.models.staff import ShiftSeries, Staff
from app.repositories import place
from app.repositories.ids import new_id
from app.repositories.transaction import Transaction

SOON = timedelta(days=1)
"""Shifts that begin later say nothing about until when somebody is on duty now."""

ROWS = 500
"""Shifts in one statement."""


def require(tx: Transaction) -> None:
    """Raise `Unavailable` while the schema does not know repetitions yet (ADR 14)."""
    if not tx.reached("0003"):
        raise Unavailable({"schema": "is being brought up to date"})


async def people(tx: Transaction) -> dict[CounsellorId, Person]:
    """Everybody with an account, by name."""
    columns = (Staff.id, Staff.name, Staff.email, Staff.centre, Staff.role, Staff.disabled_at)
    rows = await tx.run(select(*columns).order_by(Staff.name, Staff.id))
    return {
        CounsellorId(row.id): Person(
            CounsellorId(row.id), row.name, row.email, row.centre, Role(row.role), row.disabled_at is not None
        )
        for row in rows
    }


async def between(
    tx: Transaction, starts: datetime, ends: datetime, *, of: Collection[UUID] | None = None
) -> list[Shift]:
    """Planned shifts that touch the time, in order, of some counsellors or of all.

    Whoever is on duty at any hour (a demo's people) is in nobody's plan.
    """
    statement = select(*_columns(tx)).where(ShiftRow.starts_at < ends, ShiftRow.ends_at > starts)
    if of is not None:
        statement = statement.where(ShiftRow.counsellor_id.in_(of))
    rows = await tx.run(statement.order_by(ShiftRow.starts_at, ShiftRow.id))
    return [shift for row in rows if not (shift := _shift(row)).is_standing]


async def named(tx: Transaction, shift_ids: Iterable[UUID]) -> dict[UUID, Shift]:
    """Those of these shifts that exist."""
    found = await tx.run(select(*_columns(tx)).where(ShiftRow.id.in_(list(shift_ids))))
    return {row.id: _shift(row) for row in found}


async def add_all(
    tx: Transaction, bodies: Sequence[ShiftBody], *, series_id: UUID | None = None, reason: str | None = None
) -> list[Shift]:
    """New shifts, all of one repetition or of none; the caller raises the settings' version."""
    made = [
        Shift(
            ShiftId(new_id(tx.now)),
            body.counsellor_id,
            body.starts_at,
            body.ends_at,
            frozenset(body.channels),
            series_id,
            reason,
        )
        for body in bodies
    ]
    rows = [_values(shift, planned=tx.reached("0003")) for shift in made]
    for first in range(0, len(rows), ROWS):
        await tx.run(insert(ShiftRow).values(rows[first : first + ROWS]))
    return made


async def replace_all(tx: Transaction, shifts: Sequence[Shift]) -> None:
    """Shifts as they are now, in one statement however many; they belong to no repetition any more."""
    if not shifts:
        return
    statement = f"""
    UPDATE shift SET counsellor_id = new.counsellor_id, starts_at = new.starts_at, ends_at = new.ends_at,
      channels = new.channels{", series_id = NULL" if tx.reached("0003") else ""}
    FROM json_populate_recordset(CAST(NULL AS shift), CAST(:rows AS json)) AS new WHERE shift.id = new.id
    """
    rows = [_values(shift, planned=False) for shift in shifts]
    await tx.run(statement, {"rows": json.dumps(rows, default=str)})


async def remove_all(tx: Transaction, shifts: Sequence[Shift]) -> None:
    """Take these shifts away."""
    if shifts:
        await tx.run(delete(ShiftRow).where(ShiftRow.id.in_([one.shift_id for one in shifts])))


async def leave_series(tx: Transaction, shift_id: UUID) -> None:
    """What was changed by hand does not belong to its repetition any more."""
    if tx.reached("0003"):
        await tx.run(update(ShiftRow).where(ShiftRow.id == shift_id).values(series_id=None))


async def add_series(tx: Transaction, *, counsellor_id: UUID, body: dict[str, Any], author_id: UUID) -> UUID:
    """A repetition, as it was asked for; its shifts are put in beside it."""
    series_id = new_id(tx.now)
    values = {"counsellor_id": counsellor_id, "body": body, "author_id": author_id, "at": tx.now}
    await tx.run(insert(ShiftSeries).values(id=series_id, **values))
    return series_id


async def series_body(tx: Transaction, series_id: UUID) -> dict[str, Any]:
    """What was asked for; raises `NotFound`."""
    found = await tx.run(select(ShiftSeries.body).where(ShiftSeries.id == series_id))
    body: dict[str, Any] | None = found.scalar_one_or_none()
    if body is None:
        raise NotFound({"series_id": "unknown"})
    return body


async def remove_of_series(tx: Transaction, series_id: UUID, since: datetime) -> list[Shift]:
    """Take away the shifts of a repetition that start then or later; the others stay as they are."""
    theirs = (ShiftRow.series_id == series_id, ShiftRow.starts_at >= since)
    rows = await tx.run(delete(ShiftRow).where(*theirs).returning(*_columns(tx)))
    return [_shift(row) for row in rows]


async def tell(tx: Transaction, shifts: Iterable[Shift], policy: Policy) -> None:
    """The plan has changed for these shifts: dispatch looks again, and whoever it concerns now is told."""
    tx.then.wake = True
    near = {one.counsellor_id for one in shifts if one.ends_at > tx.now and one.starts_at < tx.now + SOON}
    for counsellor_id in sorted(near):
        await place.tell(tx, counsellor_id, policy)


def _columns(tx: Transaction) -> tuple[Any, ...]:
    always = (ShiftRow.id, ShiftRow.counsellor_id, ShiftRow.starts_at, ShiftRow.ends_at, ShiftRow.channels)
    return (*always, ShiftRow.series_id, ShiftRow.reason) if tx.reached("0003") else always


def _values(shift: Shift, *, planned: bool) -> dict[str, Any]:
    values: dict[str, Any] = {
        "id": shift.shift_id,
        "counsellor_id": shift.counsellor_id,
        "starts_at": shift.starts_at,
        "ends_at": shift.ends_at,
        "channels": sorted(shift.channels),
    }
    return values | {"series_id": shift.series_id, "reason": shift.reason} if planned else values


def _shift(row: Row[Any]) -> Shift:
    return Shift(
        ShiftId(row.id),
        CounsellorId(row.counsellor_id),
        row.starts_at,
        row.ends_at,
        frozenset(Channel(name) for name in row.channels),
        getattr(row, "series_id", None),
        getattr(row, "reason", None),
    )
