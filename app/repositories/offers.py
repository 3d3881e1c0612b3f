"""Offers: open ones, and how they end."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select, update

from app.domain.contact import ContactId
from app.domain.offer import OfferKind, Outcome
from app.models.contact import Offer
from app.repositories.transaction import Transaction


@dataclass(frozen=True, slots=True)
class OfferRow:
    """An offer as it is stored."""

    id: UUID
    contact_id: UUID
    counsellor_id: UUID
    kind: OfferKind
    why: str
    offered_at: datetime
    expires_at: datetime


COLUMNS = [
    Offer.id,
    Offer.contact_id,
    Offer.counsellor_id,
    Offer.kind,
    Offer.why,
    Offer.offered_at,
    Offer.expires_at,
]


def _as_row(row: Any) -> OfferRow:
    values = dict(row._mapping)
    values["kind"] = OfferKind(values["kind"])
    return OfferRow(**values)


async def open_of_contact(tx: Transaction, contact_id: UUID) -> OfferRow | None:
    """The contact's open offer; there is at most one."""
    statement = select(*COLUMNS).where(Offer.contact_id == contact_id, Offer.outcome.is_(None))
    row = (await tx.run(statement)).one_or_none()
    return None if row is None else _as_row(row)


async def open_of_counsellor(tx: Transaction, counsellor_id: UUID) -> list[OfferRow]:
    """Everything that is offered to this counsellor now."""
    statement = (
        select(*COLUMNS)
        .where(Offer.counsellor_id == counsellor_id, Offer.outcome.is_(None))
        .order_by(Offer.offered_at)
    )
    return [_as_row(row) for row in await tx.run(statement)]


async def expired(tx: Transaction) -> list[OfferRow]:
    """Open offers past their deadline, oldest first."""
    statement = select(*COLUMNS).where(Offer.outcome.is_(None), Offer.expires_at <= tx.now)
    rows = await tx.run(statement.order_by(Offer.expires_at))
    return [_as_row(row) for row in rows]


async def add(tx: Transaction, offer: OfferRow) -> None:
    """Store an open offer; a second open one of the same contact is refused by the schema."""
    await tx.run(
        insert(Offer).values(
            id=offer.id,
            contact_id=offer.contact_id,
            counsellor_id=offer.counsellor_id,
            kind=offer.kind,
            why=offer.why,
            offered_at=offer.offered_at,
            expires_at=offer.expires_at,
        )
    )


async def end(tx: Transaction, offer_id: UUID, outcome: Outcome, reason: str | None = None) -> None:
    """Write down how the offer ended."""
    values = {"outcome": outcome, "ended_at": tx.now, "reason": reason}
    await tx.run(update(Offer).where(Offer.id == offer_id, Offer.outcome.is_(None)).values(values))


async def refused(tx: Transaction, within: timedelta) -> Mapping[UUID, Mapping[ContactId, datetime]]:
    """What each counsellor declined or missed lately: counsellor -> contact -> when."""
    statement = select(Offer.counsellor_id, Offer.contact_id, Offer.ended_at).where(
        Offer.ended_at > tx.now - within, Offer.outcome.in_([Outcome.DECLINED, Outcome.EXPIRED])
    )
    found: dict[UUID, dict[ContactId, datetime]] = {}
    for row in await tx.run(statement):
        found.setdefault(row.counsellor_id, {})[ContactId(row.contact_id)] = row.ended_at
    return found
