"""Which contacts came at a time: enough to tell one from another, and nothing of what was said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from app.domain.asked import Asked
from app.domain.tally import NOBODY
from app.models.contact import Contact
from app.models.staff import Staff
from app.repositories.transaction import Transaction

MOST = 200


@dataclass(frozen=True, slots=True)
class Arrived:
    """A contact, who answered it first, and whether its text is still there."""

    id: UUID
    arrived_at: datetime
    channel: str
    language: str
    state: str
    centre: str | None
    counsellor: str | None
    has_text: bool


async def arrived(tx: Transaction, asked: Asked) -> Sequence[Arrived]:
    """Those that arrived in the time, by channel and centre, in order; no more than `MOST` and one."""
    columns = (Contact.id, Contact.arrived_at, Contact.channel, Contact.language, Contact.state)
    by = Contact.answered_centre.label("centre"), Staff.name.label("counsellor")
    has_text = Contact.text_gone_at.is_(None).label("has_text")
    within = Contact.arrived_at >= asked.starts_at, Contact.arrived_at < asked.ends_at
    statement = select(*columns, *by, has_text).outerjoin(Staff, Staff.id == Contact.answered_by)
    statement = statement.where(*within, Contact.channel.in_(asked.channels))
    if asked.centre not in (None, "each"):
        centre = None if asked.centre == NOBODY else asked.centre
        statement = statement.where(Contact.answered_centre.is_not_distinct_from(centre))
    rows = await tx.run(statement.order_by(Contact.arrived_at, Contact.id).limit(MOST + 1))
    return [Arrived(**row) for row in rows.mappings()]
