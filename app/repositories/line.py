"""The line and the seats as rows say: what Valkey is settled to, and rebuilt from."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from app.domain.contact import Channel, ContactId, Language, Waiting
from app.domain.policy import Policy
from app.repositories.duty import wrap_up_since
from app.repositories.transaction import Transaction


@dataclass(frozen=True, slots=True)
class LineRecord:
    """A contact as the switchboard knows it: its version, who holds a seat for it, its place in line."""

    contact_id: UUID
    version: int
    over: bool
    """Closed or abandoned: nothing will change any more."""
    holders: Sequence[UUID]
    waiting: Waiting | None
    """Only while queued and present: an absent one is passed over and keeps the ticket."""


RECORDS = """
SELECT c.id, c.version, c.state, c.channel, c.language, c.ticket, c.arrived_at, c.absent_since, c.answered_at,
  c.only_centre, c.owner, o.counsellor_id AS offered_to,
  (c.state = 'active' OR c.state = 'wrap_up' AND c.since >
    CAST(CASE c.channel WHEN 'phone' THEN :phone_since ELSE :chat_since END AS timestamptz)) AS seated
FROM contact c LEFT JOIN offer o ON o.contact_id = c.id AND o.outcome IS NULL
"""


CHANNELS = """
SELECT wanted.channel FROM unnest(CAST(:channels AS text[])) wanted(channel)
WHERE EXISTS (SELECT FROM contact c WHERE c.channel = wanted.channel AND c.state = 'queued')
"""


async def records(tx: Transaction, contact_ids: Sequence[UUID], policy: Policy) -> list[LineRecord]:
    """These contacts as the switchboard should know them."""
    if not contact_ids:
        return []
    values = {"ids": list(contact_ids), **wrap_up_since(tx.now, policy)}
    rows = await tx.run(RECORDS + "WHERE c.id = ANY(CAST(:ids AS uuid[]))", values)
    return [_record(row) for row in rows]


async def living(tx: Transaction, policy: Policy) -> list[LineRecord]:
    """Every contact that is not over: the whole of what a rebuilt switchboard holds."""
    statement = RECORDS + "WHERE c.state IN ('queued', 'offered', 'active', 'wrap_up')"
    return [_record(row) for row in await tx.run(statement, wrap_up_since(tx.now, policy))]


async def waiting(tx: Transaction, policy: Policy) -> list[Waiting]:
    """Whoever waits and is present, from rows alone: what a take reads, also while Valkey is away."""
    statement = RECORDS + "WHERE c.state = 'queued' ORDER BY c.answered_at IS NULL, c.ticket"
    found = [_record(row).waiting for row in await tx.run(statement, wrap_up_since(tx.now, policy))]
    return [one for one in found if one is not None]


async def channels(tx: Transaction) -> frozenset[Channel]:
    """The channels in which anybody is in line and offered to nobody; however long the line is."""
    found = await tx.run(CHANNELS, {"channels": list(Channel)})
    return frozenset(Channel(name) for name in found.scalars())


def _record(row: Any) -> LineRecord:
    present = row.absent_since is None or row.channel == "phone"
    holders = {row.owner} if row.seated and row.owner is not None else set()
    if row.offered_to is not None:
        holders.add(row.offered_to)
    return LineRecord(
        contact_id=row.id,
        version=row.version,
        over=row.state in ("closed", "abandoned"),
        holders=sorted(holders),
        waiting=_waiting(row) if row.state == "queued" and present else None,
    )


def _waiting(row: Any) -> Waiting:
    return Waiting(
        contact_id=ContactId(row.id),
        channel=Channel(row.channel),
        language=Language(row.language),
        ticket=row.ticket,
        arrived_at=row.arrived_at,
        present=True,
        returned=row.answered_at is not None,
        follow_up=row.ticket < 0,
        only_centre=row.only_centre,
    )
