"""The decisions of dispatch: one for each offer from the line, kept for a while and told in words."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, delete, insert, select

from app.domain.wording import Wording, wording_from
from app.models.contact import Offer
from app.models.routing import Decision
from app.models.staff import Centre, Staff
from app.repositories.routing import SINCE
from app.repositories.transaction import Transaction
from app.seed.reasons import left_out_words, why_words

KEPT = timedelta(days=30)
"""They tell who was busy and who was idle: long enough for a question, too short for a ranking."""


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A decision with its offer; `counsellor` is a name, `body` is what `reasons.decision_body` kept."""

    offer_id: UUID
    contact_id: UUID
    at: datetime
    layer: str
    body: Mapping[str, Any]
    counsellor_id: UUID
    counsellor: str
    outcome: str | None
    words: Wording
    left_out: Wording


async def add(
    tx: Transaction, *, offer_id: UUID, contact_id: UUID, layer: str, body: Mapping[str, Any]
) -> Wording | None:
    """Keep a decision beside its offer, and say it in words; null while the schema has no place for it."""
    if not tx.reached(SINCE):
        return None
    values = {"offer_id": offer_id, "contact_id": contact_id, "at": tx.now, "layer": layer, "body": body}
    await tx.run(insert(Decision).values(values))
    return why_words(layer, body, await _centres(tx, [body]))


async def of_contact(tx: Transaction, contact_id: UUID) -> list[DecisionRow]:
    """Those about a contact, oldest first."""
    if not tx.reached(SINCE):
        return []
    statement = _decisions().where(Decision.contact_id == contact_id)
    return await _rows(tx, statement.order_by(Decision.at, Decision.offer_id))


async def latest(tx: Transaction, most: int) -> list[DecisionRow]:
    """The newest decisions of the desk, newest first."""
    if not tx.reached(SINCE):
        return []
    return await _rows(tx, _decisions().order_by(Decision.at.desc(), Decision.offer_id.desc()).limit(most))


async def words_of(tx: Transaction, offer_ids: Collection[UUID]) -> dict[UUID, Wording]:
    """Why each of these offers went to whom; an offer without a decision is not in it."""
    if not offer_ids or not tx.reached(SINCE):
        return {}
    columns = (Decision.offer_id, Decision.layer, Decision.body)
    rows = (await tx.run(select(*columns).where(Decision.offer_id.in_(offer_ids)))).all()
    centres = await _centres(tx, [row.body for row in rows])
    return {row.offer_id: why_words(row.layer, row.body, centres) for row in rows}


async def forget(tx: Transaction, *, kept: timedelta = KEPT) -> None:
    """Drop what is too old."""
    if tx.reached(SINCE):
        await tx.run(delete(Decision).where(Decision.at < tx.now - kept))


def _decisions() -> Select[Any]:
    columns = (Decision.offer_id, Decision.contact_id, Decision.at, Decision.layer, Decision.body)
    return (
        select(*columns, Offer.counsellor_id, Offer.outcome, Staff.name.label("counsellor"))
        .join(Offer, Offer.id == Decision.offer_id)
        .join(Staff, Staff.id == Offer.counsellor_id)
    )


async def _rows(tx: Transaction, statement: Select[Any]) -> list[DecisionRow]:
    rows = (await tx.run(statement)).all()
    centres = await _centres(tx, [row.body for row in rows])
    return [_row(row, centres) for row in rows]


def _row(row: Row[Any], centres: Mapping[str, Wording]) -> DecisionRow:
    return DecisionRow(
        offer_id=row.offer_id,
        contact_id=row.contact_id,
        at=row.at,
        layer=row.layer,
        body=row.body,
        counsellor_id=row.counsellor_id,
        counsellor=row.counsellor,
        outcome=row.outcome,
        words=why_words(row.layer, row.body, centres),
        left_out=left_out_words(row.body, centres),
    )


async def _centres(tx: Transaction, bodies: Sequence[Mapping[str, Any]]) -> dict[str, Wording]:
    """The names of the centres; they are only read where a decision speaks of any."""
    if not any(body.get("ledger") for body in bodies):
        return {}
    return {row.code: wording_from(row.name) for row in await tx.run(select(Centre.code, Centre.name))}
