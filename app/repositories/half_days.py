"""What coordinators decided of the half days of a year."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert as upsert

from app.models.opening_hours import HalfDay
from app.repositories.transaction import Transaction

SINCE = "0003"
"""The revision that brought them; before it nobody can have decided anything."""


@dataclass(frozen=True, slots=True)
class Decided:
    """Accepted, with the closure that was made for it, or refused."""

    accepted: bool
    closure_id: UUID | None


async def decisions(tx: Transaction, days: Iterable[date]) -> dict[date, Decided]:
    """The decisions of these days; one whose closure somebody has removed is open again."""
    if not tx.reached(SINCE):
        return {}
    statement = select(HalfDay.day, HalfDay.accepted, HalfDay.closure_id).where(HalfDay.day.in_(list(days)))
    rows = await tx.run(statement)
    return {
        row.day: Decided(row.accepted, row.closure_id) for row in rows if row.closure_id or not row.accepted
    }


async def decide(tx: Transaction, day: date, decided: Decided, *, author_id: UUID) -> None:
    """The day's decision from now on."""
    values = {"accepted": decided.accepted, "closure_id": decided.closure_id}
    signed = {**values, "author_id": author_id, "at": tx.now}
    statement = upsert(HalfDay).values(day=day, **signed)
    await tx.run(statement.on_conflict_do_update(index_elements=[HalfDay.day], set_=signed))
