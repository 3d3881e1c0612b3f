"""Visits to a door that lets nobody new in: counted by hour, channel and reason, nothing else is kept."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert

from app.domain.oslo import hour_of
from app.models.opening_hours import ClosedVisit
from app.repositories.transaction import Transaction

COLUMNS = (ClosedVisit.hour, ClosedVisit.channel, ClosedVisit.reason, ClosedVisit.visits)


@dataclass(frozen=True, slots=True)
class VisitRow:
    """How many came in the clock hour that starts then, for which channel, and why none was let in."""

    starts_at: datetime
    channel: str
    reason: str
    visits: int


async def count(tx: Transaction, visits: Mapping[tuple[datetime, str, str], int]) -> None:
    """Add these to what is counted, by hour, channel and reason."""
    if not visits or not tx.reached("0003"):
        return
    rows = [
        {"hour": hour_of(at), "channel": channel, "reason": reason, "visits": number}
        for (at, channel, reason), number in sorted(visits.items())
    ]
    statement = insert(ClosedVisit).values(rows)
    more = {"visits": ClosedVisit.visits + statement.excluded.visits}
    keys = [ClosedVisit.hour, ClosedVisit.channel, ClosedVisit.reason]
    await tx.run(statement.on_conflict_do_update(index_elements=keys, set_=more))


def by_hour(visits: Iterable[tuple[datetime, str, str]]) -> Mapping[tuple[datetime, str, str], int]:
    """Single visits, added up as they are stored."""
    return Counter((hour_of(at), channel, reason) for at, channel, reason in visits)


async def latest(tx: Transaction) -> datetime | None:
    """The latest hour in which somebody came."""
    if not tx.reached("0003"):
        return None
    return (await tx.run(select(func.max(ClosedVisit.hour)))).scalar_one_or_none()


async def between(
    tx: Transaction, starts: datetime, ends: datetime, *, channels: Sequence[str]
) -> list[VisitRow]:
    """What is counted from `starts` up to `ends`, in order; hours without a visit have no row."""
    if not tx.reached("0003"):
        return []
    within = (ClosedVisit.hour >= starts, ClosedVisit.hour < ends, ClosedVisit.channel.in_(channels))
    statement = select(*COLUMNS).where(*within).order_by(*COLUMNS[:3])
    return [VisitRow(row.hour, row.channel, row.reason, row.visits) for row in await tx.run(statement)]
