"""Calendars under a secret address, as stored: only the hash of the secret is."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import insert, select, update

from app.models.staff import CalendarFeed, Staff
from app.repositories.ids import new_id, token_hash
from app.repositories.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Feed:
    """A calendar that somebody has open."""

    feed_id: UUID
    created_at: datetime


async def add(tx: Transaction, staff_id: UUID, token: str) -> Feed:
    """A new one."""
    feed = Feed(new_id(tx.now), tx.now)
    values = {"id": feed.feed_id, "staff_id": staff_id, "created_at": feed.created_at}
    await tx.run(insert(CalendarFeed).values(token_hash=token_hash(token), **values))
    return feed


async def of(tx: Transaction, staff_id: UUID) -> list[Feed]:
    """Somebody's open calendars, oldest first."""
    statement = select(CalendarFeed.id, CalendarFeed.created_at).where(
        CalendarFeed.staff_id == staff_id, CalendarFeed.revoked_at.is_(None)
    )
    rows = await tx.run(statement.order_by(CalendarFeed.created_at, CalendarFeed.id))
    return [Feed(row.id, row.created_at) for row in rows]


async def revoke(tx: Transaction, staff_id: UUID, feed_id: UUID) -> bool:
    """Close one of hers for good; whether it was open."""
    statement = update(CalendarFeed).where(
        CalendarFeed.id == feed_id, CalendarFeed.staff_id == staff_id, CalendarFeed.revoked_at.is_(None)
    )
    found = await tx.run(statement.values(revoked_at=tx.now).returning(CalendarFeed.id))
    return found.one_or_none() is not None


async def whose(tx: Transaction, token: str) -> UUID | None:
    """Whose calendar this secret opens; null for an unknown or revoked one, and for a shut account."""
    statement = (
        select(CalendarFeed.staff_id)
        .join(Staff, Staff.id == CalendarFeed.staff_id)
        .where(
            CalendarFeed.token_hash == token_hash(token),
            CalendarFeed.revoked_at.is_(None),
            Staff.disabled_at.is_(None),
        )
    )
    found: UUID | None = (await tx.run(statement)).scalar_one_or_none()
    return found
