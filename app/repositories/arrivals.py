"""Who is in line, who was turned away, and how long people waited lately."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert

from app.domain.contact import WAITING, Channel, State
from app.domain.door import Line
from app.domain.policy import Policy
from app.domain.waiting import Evidence, WaitRange, expected_wait
from app.frames.shared import ExpectedWait
from app.models.contact import Contact, TurnedAway
from app.repositories import seats_now
from app.repositories.seats_now import SEATS_NOW
from app.repositories.transaction import Transaction

NEWCOMER = "(ticket < 0) IS NOT TRUE"
"""Attempts at a follow-up have tickets below zero: nobody waits with them, and they wait for nobody."""

DELAYS = f"""
SELECT count(id) AS waiting, count(*) FILTER (WHERE generation > 0) AS came,
  count(*) FILTER (WHERE state = 'offered') AS offered,
  min(arrived_at) FILTER (WHERE answered_at IS NULL) AS first,
  min(arrived_at) FILTER (WHERE answered_at IS NULL AND absent_since IS NULL) AS head,
  lately.waits, lately.answerers, lately.since,
  CASE WHEN cardinality(lately.waits) >= :least THEN ({SEATS_NOW}) END AS seats
FROM (
  SELECT array_agg(answered_at - arrived_at ORDER BY answered_at) AS waits,
    count(DISTINCT answered_by) AS answerers, min(answered_at) AS since FROM contact
    WHERE channel = :channel AND answered_at > CAST(:since AS timestamptz) AND ticket >= 0
) lately LEFT JOIN contact
  ON channel = :channel AND state IN ('queued', 'offered') AND {NEWCOMER}
GROUP BY lately.waits, lately.answerers, lately.since
"""
"""One statement, for every hello asks it; seats are counted only with evidence of waits.

Of waiting only those tell who had a ticket: a call registered by hand has never been in line.
"""


async def queued(tx: Transaction, channel: Channel) -> list[tuple[UUID, datetime]]:
    """Whoever waits without an open offer, with the arrival, or the return of one who was answered before."""
    columns = (Contact.id, Contact.arrived_at, Contact.since, Contact.answered_at)
    statement = select(*columns).where(
        Contact.channel == channel, Contact.state == State.QUEUED, func.coalesce(Contact.ticket, 0) >= 0
    )
    rows = await tx.run(statement.order_by(Contact.ticket))
    return [(row.id, row.since if row.answered_at else row.arrived_at) for row in rows]


async def turn_away(tx: Transaction, channel: Channel, reason: str, *, request_id: UUID | None) -> None:
    """Somebody was not let in; a repeated request counts once."""
    statement = insert(TurnedAway).values(at=tx.now, channel=channel, reason=reason, request_id=request_id)
    await tx.run(statement.on_conflict_do_nothing(index_elements=[TurnedAway.request_id]))


@dataclass(frozen=True, slots=True)
class Delays:
    """How a channel's line moves now: the evidence for every expected wait."""

    seen: Evidence
    longest: timedelta
    came: int = 0
    """How many of those waiting have ever said hello."""

    @property
    def waiting(self) -> int:
        """How many wait."""
        return self.seen.waiting

    def at(self, position: int, policy: Policy) -> ExpectedWait | None:
        """The range for this place in line, null with too little evidence."""
        found = self._range(position, policy)
        return None if found is None else ExpectedWait(**found.as_json())

    def for_newcomer(self, policy: Policy) -> ExpectedWait | None:
        """The range for whoever would come now."""
        return self.at(self.waiting + 1, policy)

    def line(self, policy: Policy) -> Line:
        """What of it decides who is let in."""
        return Line(self._range(self.waiting + 1, policy), self.waiting, self.came)

    def _range(self, position: int, policy: Policy) -> WaitRange | None:
        return expected_wait(self.seen, position=position, least_evidence=policy.wait_evidence_answers)


async def delays(tx: Transaction, channel: Channel, policy: Policy) -> Delays:
    """The waits of those answered lately, how many wait and how long, and who could answer them."""
    window = timedelta(seconds=policy.wait_evidence_seconds)
    asked = {
        **seats_now.values(channel, tx.now, policy),
        "since": tx.now - window,
        "least": max(1, policy.wait_evidence_answers),
    }
    row = (await tx.run(DELAYS, asked)).one()
    ready, free = row.seats or (0, 0)
    seen = Evidence(
        waits=row.waits or [],
        window=window,
        since=_since(row.since, tx.now),
        waiting=row.waiting,
        offered=row.offered,
        waited=_since(row.head, tx.now),
        answerers=row.answerers,
        ready=int(ready),
        free=int(free),
    )
    return Delays(seen, _since(row.first, tx.now), row.came)


def _since(at: datetime | None, now: datetime) -> timedelta:
    return timedelta(0) if at is None else now - at


async def longest_wait(tx: Transaction, channel: Channel) -> timedelta:
    """How long the first of those never answered has waited; zero where nobody waits."""
    statement = select(func.min(Contact.arrived_at)).where(
        Contact.channel == channel,
        Contact.state.in_(WAITING),
        Contact.answered_at.is_(None),
        func.coalesce(Contact.ticket, 0) >= 0,
    )
    first = (await tx.run(statement)).scalar_one_or_none()
    return timedelta(0) if first is None else tx.now - first
