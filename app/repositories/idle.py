"""Conversations whose citizen is away, or has not answered: since when, and whether she has been warned.

It is her turn only when the owner has written since she did. While it is the counsellor's turn, silence
ends nothing; absence does.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from app.domain.contact import Author
from app.domain.policy import Policy
from app.models.message import Message
from app.repositories.desk_lines import cid_of
from app.repositories.transaction import Transaction

REVISION = "0004"
"""From here on a conversation can be flagged, and be kept from ending; before, none ends for silence."""

LINE = "session.idle.warn"
"""The warning, and its text."""

IDLE = """
SELECT c.id, LEAST(
  CASE WHEN c.absent_since IS NOT NULL THEN GREATEST(c.absent_since, c.since, d.reachable_since) END,
  CASE WHEN said.at IS NOT NULL THEN GREATEST(said.at, c.since, d.reachable_since) END) AS since
FROM contact c CROSS JOIN desk d LEFT JOIN LATERAL (
  SELECT max(m.at) AS at FROM message m
  WHERE m.contact_id = c.id AND m.author = 'counsellor' AND m.seq > COALESCE((
    SELECT max(z.seq) FROM message z WHERE z.contact_id = c.id AND z.author = 'citizen'), 0)
  HAVING bool_or(m.author_id = c.owner)) said ON true
WHERE c.state = 'active' AND c.channel = 'chat' AND c.ticket >= 0
  AND c.since <= CAST(:warned AS timestamptz)
  AND NOT EXISTS (SELECT 1 FROM contact_flag f WHERE f.contact_id = c.id)
"""
"""LEAST and GREATEST pass over a null. A follow-up has a ticket below zero, and nobody at the other end."""


@dataclass(frozen=True, slots=True)
class Idle:
    """A conversation that has been idle for at least as long as the warning takes."""

    contact_id: UUID
    since: datetime
    warned_at: datetime | None

    @property
    def line(self) -> str:
        """The warning of this very silence: another one is warned of anew."""
        return _line(self.since)

    def is_over(self, now: datetime, policy: Policy) -> bool:
        """Whether she has had all the time, and the whole notice that the warning gave her."""
        if self.warned_at is None:
            return False
        ends = timedelta(seconds=policy.idle_end_seconds)
        return now - self.since >= ends and now - self.warned_at >= notice(policy)


def notice(policy: Policy) -> timedelta:
    """The time between the warning and the end; the whole of it where the warning is set to come later."""
    between = policy.idle_end_seconds - policy.idle_warning_seconds
    return timedelta(seconds=between if between > 0 else policy.idle_end_seconds)


async def due(tx: Transaction, policy: Policy) -> list[Idle]:
    """Those to be warned now, and those whose time is over; nothing while the policy ends none."""
    if not policy.idle_end_seconds or not tx.reached(REVISION):
        return []
    limit = tx.now - timedelta(seconds=policy.idle_warning_seconds)
    rows = (await tx.run(IDLE, {"warned": limit})).all()
    quiet = {row.id: row.since for row in rows if row.since is not None and row.since <= limit}
    warned = await _warned(tx, quiet)
    found = [Idle(contact_id, since, warned.get(contact_id)) for contact_id, since in quiet.items()]
    return [one for one in found if one.warned_at is None or one.is_over(tx.now, policy)]


async def _warned(tx: Transaction, quiet: Mapping[UUID, datetime]) -> dict[UUID, datetime]:
    if not quiet:
        return {}
    cids = [cid_of(contact_id, _line(since)) for contact_id, since in quiet.items()]
    said = select(Message.contact_id, Message.at).where(
        Message.contact_id.in_(list(quiet)), Message.author == Author.DESK, Message.cid.in_(cids)
    )
    return {row.contact_id: row.at for row in await tx.run(said)}


def _line(since: datetime) -> str:
    return f"{LINE}:{since.isoformat()}"
