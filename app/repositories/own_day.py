"""What a counsellor had in hand in a stretch of time, from the log of her contacts."""

from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import Row, exists, func, or_, select

from app.domain.contact import Cause, Channel, State
from app.domain.contact_history import Event, spells
from app.domain.own_day import Talk
from app.models.contact import Contact, ContactEvent
from app.repositories.transaction import Transaction

HISTORY = (
    Contact.id,
    Contact.channel,
    Contact.ticket,
    ContactEvent.at,
    ContactEvent.to_state,
    ContactEvent.cause,
    ContactEvent.counsellor_id,
    ContactEvent.centre,
)


async def talks(tx: Transaction, counsellor_id: UUID, starts: datetime, until: datetime) -> list[list[Talk]]:
    """Her stretches of conversation, contact by contact, of every contact that moved since `starts`."""
    mine = exists().where(ContactEvent.contact_id == Contact.id, ContactEvent.counsellor_id == counsellor_id)
    goes_on = or_(Contact.since >= starts, Contact.owner == counsellor_id)
    chosen = select(Contact.id).where(mine, goes_on).scalar_subquery()
    statement = select(*HISTORY).join(ContactEvent, ContactEvent.contact_id == Contact.id)
    ordered = statement.where(Contact.id.in_(chosen)).order_by(Contact.id, ContactEvent.id)
    found: list[list[Talk]] = []
    for _, rows in groupby((await tx.run(ordered)).all(), key=lambda row: row.id):
        own = _own(list(rows), counsellor_id, until)
        found += [own] if own else []
    return found


def _own(rows: list[Row[Any]], counsellor_id: UUID, until: datetime) -> list[Talk]:
    channel, follow_up = Channel(rows[0].channel), (rows[0].ticket or 0) < 0
    return [
        Talk(channel, follow_up, (spell.starts_at, spell.ends_at or until))
        for spell in spells([_event(row) for row in rows])
        if spell.state is State.ACTIVE and spell.counsellor_id == counsellor_id
    ]


def _event(row: Row[Any]) -> Event:
    return Event(row.at, State(row.to_state), Cause(row.cause), row.counsellor_id, row.centre)


async def open_wrap_ups(tx: Transaction, counsellor_id: UUID) -> int:
    """How many of her contacts are still to be recorded."""
    mine = (Contact.owner == counsellor_id, Contact.state == State.WRAP_UP)
    return int((await tx.run(select(func.count()).select_from(Contact).where(*mine))).scalar_one())
