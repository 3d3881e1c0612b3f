"""What recorded contacts were about: read from the log, and kept by day."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, func, insert, or_, select

from app.domain.topic_list import edition
from app.domain.topic_tally import FieldKey, RecordedContact, Recordings, TopicKey, recordings
from app.domain.topic_view import TopicEntry
from app.domain.topics import OPTIONAL
from app.models.contact import Contact
from app.models.figures import KeptRecorded, KeptTopics
from app.models.follow_up import FollowUpAttempt
from app.models.wrap_up import Topic, WrapUp
from app.repositories import follow_ups
from app.repositories.transaction import Transaction

ROWS = 1_000


async def fetch(tx: Transaction, starts: datetime, ends: datetime) -> Sequence[Row[Any]]:
    """Every wrap-up whose contact arrived in the time, not yet counted: that is work for a thread.

    Of a follow-up's attempts the one that answered it: what was tried in vain was asked about once.
    """
    where = (Contact.arrived_at, Contact.channel, Contact.answered_centre, Contact.language)
    columns = (WrapUp.education_level_asked, WrapUp.topics, *(getattr(WrapUp, name) for name in OPTIONAL))
    # A contact has a county of its own, as the citizen gave it; counted is what the counsellor recorded.
    statement = select(*where, *columns).join(Contact, Contact.id == WrapUp.contact_id)
    once = func.coalesce(Contact.ticket, 0) >= 0
    if tx.reached(follow_ups.REVISION):
        answered = select(FollowUpAttempt.contact_id).where(FollowUpAttempt.outcome == "answered")
        once = or_(once, Contact.id.in_(answered))
    within = (Contact.arrived_at >= starts, Contact.arrived_at < ends, once)
    return (await tx.run(statement.where(*within))).all()


def read(rows: Sequence[Row[Any]]) -> Recordings:
    """The wrap-ups counted; asks nothing of anybody."""
    return recordings(
        RecordedContact(
            row.arrived_at,
            row.channel,
            row.answered_centre,
            row.language,
            row.education_level_asked,
            row.topics,
            {name: getattr(row, name) for name in OPTIONAL},
        )
        for row in rows
    )


async def of_day(tx: Transaction, day: date) -> Recordings:
    """What is kept of a day."""
    topics = await tx.run(select(*KeptTopics.__table__.columns).where(KeptTopics.day == day))
    fields = await tx.run(select(*KeptRecorded.__table__.columns).where(KeptRecorded.day == day))
    return Recordings(
        Counter({TopicKey._make(row[:-1]): row.contacts for row in topics}),
        Counter({FieldKey._make(row[:-1]): row.contacts for row in fields}),
    )


async def keep(tx: Transaction, found: Recordings) -> None:
    """Keep them with their day, which must be kept and have none yet."""
    topics = [{**key._asdict(), "contacts": contacts} for key, contacts in found.topics.items()]
    fields = [{**key._asdict(), "contacts": contacts} for key, contacts in found.fields.items()]
    for table, rows in ((KeptTopics, topics), (KeptRecorded, fields)):
        for number in range(0, len(rows), ROWS):
            await tx.run(insert(table).values(rows[number : number + ROWS]))


async def topic_list(tx: Transaction) -> tuple[list[TopicEntry], str]:
    """Every topic there ever was, in order, and the newest edition of the list."""
    columns = (Topic.code, Topic.parent, Topic.label, Topic.active_to, Topic.successor, Topic.version)
    rows = (await tx.run(select(*columns).order_by(Topic.position, Topic.code))).all()
    entries = [
        TopicEntry(
            row.code,
            row.parent,
            row.label,
            retired=row.active_to is not None and row.active_to <= tx.now,
            successor=row.successor,
        )
        for row in rows
    ]
    return entries, edition(row.version for row in rows)
