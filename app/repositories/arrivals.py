"""Who is in line, who was turned away, and how long people waited lately."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert

from app.domain.contact import WAITING, Channel, State
from app.domain.policy import Policy
from app.domain.waiting import expected_wait
from app.frames.shared import ExpectedWait
from app.models.contact import Contact, TurnedAway
from app.repositories.transaction import Transaction

DELAYS = """
SELECT count(*) AS waiting, count(*) FILTER (WHERE generation > 0) AS came,
  min(arrived_at) FILTER (WHERE answered_at IS NULL) AS first,
  (SELECT array_agg(answered_at - arrived_at) FROM contact
    WHERE channel = :channel AND answered_at > CAST(:since AS timestamptz)) AS waits
FROM contact WHERE channel = :channel AND state IN ('queued', 'offered')
"""
"""One statement, for every hello asks it."""


async def standing(tx: Transaction, channel: Channel) -> tuple[int, int]:
    """How many are in line for this channel, and how many of them have ever come, by a first hello."""
    counts = (func.count().label("everybody"), func.count().filter(Contact.generation > 0).label("came"))
    statement = select(*counts).where(Contact.channel == channel, Contact.state.in_(WAITING))
    row = (await tx.run(statement)).one()
    return int(row.everybody), int(row.came)


async def queued(tx: Transaction, channel: Channel) -> list[tuple[UUID, datetime]]:
    """Whoever waits without an open offer, with the arrival, or the return of one who was answered before."""
    columns = (Contact.id, Contact.arrived_at, Contact.since, Contact.answered_at)
    statement = select(*columns).where(Contact.channel == channel, Contact.state == State.QUEUED)
    rows = await tx.run(statement.order_by(Contact.ticket))
    return [(row.id, row.since if row.answered_at else row.arrived_at) for row in rows]


async def turn_away(tx: Transaction, channel: Channel, reason: str, *, request_id: UUID | None) -> None:
    """Somebody was not let in; a repeated request counts once."""
    statement = insert(TurnedAway).values(at=tx.now, channel=channel, reason=reason, request_id=request_id)
    await tx.run(statement.on_conflict_do_nothing(index_elements=[TurnedAway.request_id]))


@dataclass(frozen=True, slots=True)
class Delays:
    """How a channel's line moves now: the evidence for every expected wait."""

    waits: list[timedelta]
    waiting: int
    longest: timedelta
    came: int = 0
    """How many of those waiting have ever said hello."""

    def at(self, position: int, policy: Policy) -> ExpectedWait | None:
        """The range for this place in line, null with too little evidence."""
        found = expected_wait(
            self.waits,
            position=position,
            waiting=self.waiting,
            waited=self.longest,
            least_evidence=policy.wait_evidence_answers,
        )
        return None if found is None else ExpectedWait(**found.as_json())

    def for_newcomer(self, policy: Policy) -> ExpectedWait | None:
        """The range for whoever would come now."""
        return self.at(self.waiting + 1, policy)


async def delays(tx: Transaction, channel: Channel, policy: Policy) -> Delays:
    """The waits of those answered lately, how many wait, and how long the first of them has."""
    values = {"channel": channel, "since": tx.now - timedelta(seconds=policy.wait_evidence_seconds)}
    row = (await tx.run(DELAYS, values)).one()
    longest = timedelta(0) if row.first is None else tx.now - row.first
    return Delays(row.waits or [], row.waiting, longest, row.came)


async def longest_wait(tx: Transaction, channel: Channel) -> timedelta:
    """How long the first of those never answered has waited; zero where nobody waits."""
    statement = select(func.min(Contact.arrived_at)).where(
        Contact.channel == channel, Contact.state.in_(WAITING), Contact.answered_at.is_(None)
    )
    first = (await tx.run(statement)).scalar_one_or_none()
    return timedelta(0) if first is None else tx.now - first
