"""The life of one contact, read from its events, its offers' decisions, and the names of staff."""

from typing import Any
from uuid import UUID

from sqlalchemy import Row, select

from app.domain.contact import Cause, Channel, Language, State
from app.domain.errors import NotFound
from app.domain.life import Life, LifeEvent
from app.models.contact import ContactEvent
from app.models.staff import Staff
from app.repositories import contacts, decisions
from app.repositories.decisions import DecisionRow
from app.repositories.transaction import Transaction

GIVEN_REASONS = frozenset({Cause.DECLINED})
"""Whose `why` somebody wrote; that of an offer is a code, which the decision says in words."""

COLUMNS = (
    ContactEvent.at,
    ContactEvent.cause,
    ContactEvent.from_state,
    ContactEvent.to_state,
    ContactEvent.counsellor_id,
    ContactEvent.centre,
    ContactEvent.why,
)


async def of(tx: Transaction, contact_id: UUID) -> Life:
    """The whole life until now; raises `NotFound`."""
    contact = await contacts.find(tx, contact_id)
    if contact is None:
        raise NotFound({"contact": "unknown"})
    decided = {(one.at, one.counsellor_id): one for one in await decisions.of_contact(tx, contact_id)}
    statement = select(*COLUMNS, Staff.name).outerjoin(Staff, Staff.id == ContactEvent.counsellor_id)
    statement = statement.where(ContactEvent.contact_id == contact_id).order_by(ContactEvent.id)
    return Life(
        contact_id=contact_id,
        channel=Channel(contact.channel),
        language=Language(contact.language),
        state=State(contact.state),
        told_at=tx.now,
        events=[
            _event(row, decided.get((row.at, row.counsellor_id)) if row.cause == Cause.OFFERED else None)
            for row in await tx.run(statement)
        ],
    )


def _event(row: Row[Any], decision: DecisionRow | None) -> LifeEvent:
    return LifeEvent(
        at=row.at,
        cause=Cause(row.cause),
        from_state=None if row.from_state is None else State(row.from_state),
        to_state=State(row.to_state),
        counsellor=row.name,
        centre=row.centre,
        why=row.why if row.cause in GIVEN_REASONS else None,
        words=None if decision is None else decision.words,
        left_out=None if decision is None else decision.left_out,
        considered=None if decision is None else int(decision.body.get("considered_count", 0)),
    )
