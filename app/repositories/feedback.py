"""What citizens said of the service: kept once for each contact, its words for a while only (P8)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from app.domain import feedback as rules
from app.domain.contact import Channel
from app.domain.errors import Unavailable
from app.domain.oslo import day_of
from app.domain.policy import Policy
from app.models.care import Feedback
from app.models.contact import Contact
from app.repositories.transaction import Transaction

REVISION = "0005"


@dataclass(frozen=True, slots=True)
class Given:
    """What this citizen has said, and when."""

    score: int
    words: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Voice:
    """What one citizen said, for those who write a past."""

    contact_id: UUID
    at: datetime
    score: int
    words: str | None


def require(tx: Transaction) -> None:
    """Raises `Unavailable` on a schema that keeps no feedback yet (ADR 14)."""
    if not tx.reached(REVISION):
        raise Unavailable


async def put(tx: Transaction, contact_id: UUID, given: rules.Feedback) -> None:
    """It takes the place of what she said before; the contact must be locked."""
    values = {"score": given.score, "words": given.words, "at": tx.now}
    statement = upsert(Feedback).values(contact_id=contact_id, **values)
    await tx.run(statement.on_conflict_do_update(index_elements=[Feedback.contact_id], set_=values))


async def put_all(tx: Transaction, voices: Sequence[Voice]) -> None:
    """All of these at once; none before the schema keeps them."""
    if tx.reached(REVISION) and voices:
        await tx.run(upsert(Feedback).values([asdict(one) for one in voices]).on_conflict_do_nothing())


async def find(tx: Transaction, contact_id: UUID) -> Given | None:
    """What she has said."""
    if not tx.reached(REVISION):
        return None
    statement = select(Feedback.score, Feedback.words, Feedback.at).where(Feedback.contact_id == contact_id)
    row = (await tx.run(statement)).one_or_none()
    return None if row is None else Given(row.score, row.words, row.at)


async def forget(tx: Transaction, contact_id: UUID) -> None:
    """Her words go at her wish; the score stays, which is nobody's any more."""
    if tx.reached(REVISION):
        await tx.run(update(Feedback).where(Feedback.contact_id == contact_id).values(words=None))


async def forget_old(tx: Transaction, policy: Policy) -> None:
    """Words go when their time is over."""
    if not tx.reached(REVISION):
        return
    limit = tx.now - timedelta(days=policy.feedback_words_days)
    due = (Feedback.words.is_not(None), Feedback.at <= limit)
    await tx.run(update(Feedback).where(*due).values(words=None))


async def fetch(tx: Transaction, starts_at: datetime, ends_at: datetime) -> Sequence[Any]:
    """What those said who came in this time, as every figure counts by the arrival; for `read`."""
    columns = (Contact.arrived_at, Feedback.score, Feedback.words)
    statement = select(*columns).join(Contact, Contact.id == Feedback.contact_id)
    statement = statement.where(Contact.arrived_at >= starts_at, Contact.arrived_at < ends_at)
    return (await tx.run(statement)).all()


def read(fetched: Sequence[Any]) -> list[rules.Answer]:
    """What was fetched, each answer by the Oslo date of the arrival."""
    return [rules.Answer(day_of(row.arrived_at), row.score, row.words) for row in fetched]


async def asked(tx: Transaction, starts_at: datetime, ends_at: datetime) -> dict[str, int]:
    """Of those who came in this time, how many could have said something, by Oslo month.

    Their chat was answered, and is over. Nobody asks who called, or whose question was answered later.
    """
    found = Counter[str]()
    for month, starts, ends in rules.months_between(starts_at, ends_at):
        found[month] = await _asked(tx, starts, ends)
    return {month: count for month, count in found.items() if count}


async def _asked(tx: Transaction, starts_at: datetime, ends_at: datetime) -> int:
    statement = (
        select(func.count())
        .select_from(Contact)
        .where(
            Contact.channel == Channel.CHAT,
            func.coalesce(Contact.ticket, 0) >= 0,
            Contact.answered_at.is_not(None),
            Contact.ended_at.is_not(None),
            Contact.arrived_at >= starts_at,
            Contact.arrived_at < ends_at,
        )
    )
    return int((await tx.run(statement)).scalar_one())
