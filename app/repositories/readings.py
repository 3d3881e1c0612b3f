"""Who read which conversation and why, from the audit: calls of one reading are one line."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from app.repositories.transaction import Transaction

ONE_READING = timedelta(minutes=10)
"""Calls of one person about one contact for one reason, no further apart, are one reading."""

CONVERSATION, ROUTING = "conversation", "decisions"
ACTIONS = {"contact_read": CONVERSATION, "decisions_read": ROUTING}
"""What was read, by the action that the audit has of it."""

NUMBERED = """
WITH calls AS (
  SELECT a.id, a.at, a.actor_id, a.subject, a.reason, a.action,
    a.at - lag(a.at) OVER same <= CAST(:apart AS interval) AS goes_on
  FROM audit a WHERE a.action = ANY(CAST(:actions AS text[]))
    AND a.at >= CAST(:starts AS timestamptz) AND a.at < CAST(:ends AS timestamptz)
    AND (CAST(:newest AS bigint) IS NULL OR a.id <= CAST(:newest AS bigint))
    AND (CAST(:person AS uuid) IS NULL OR a.actor_id = CAST(:person AS uuid))
    AND (CAST(:contact AS text) IS NULL OR a.subject = CAST(:contact AS text))
  WINDOW same AS (PARTITION BY a.actor_id, a.subject, a.reason, a.action ORDER BY a.id)
), numbered AS (
  SELECT calls.*, count(*) FILTER (WHERE goes_on IS NOT TRUE)
    OVER (PARTITION BY actor_id, subject, reason, action ORDER BY id) AS number
  FROM calls
)
"""

READINGS = (
    NUMBERED
    + """
SELECT r.*, s.name AS reader, s.centre, c.channel, c.arrived_at, o.name AS counsellor FROM (
  SELECT max(id) AS reading_id, min(at) AS at, max(at) AS last_at, count(*) AS calls,
    actor_id, subject, reason, action
  FROM numbered GROUP BY actor_id, subject, reason, action, number
  HAVING CAST(:before AS bigint) IS NULL OR max(id) < CAST(:before AS bigint)
  ORDER BY max(id) DESC LIMIT :most
) r
LEFT JOIN staff s ON s.id = r.actor_id
LEFT JOIN contact c ON c.id = CAST(r.subject AS uuid)
LEFT JOIN staff o ON o.id = c.answered_by
ORDER BY r.reading_id DESC
"""
)

COUNT = (
    NUMBERED
    + """
SELECT count(*) FILTER (WHERE goes_on IS NOT TRUE) AS readings, coalesce(max(id), 0) AS newest FROM numbered
"""
)
"""Each reading has one call that goes on from no other."""


@dataclass(frozen=True, slots=True)
class Which:
    """The readings somebody asks for: half-open in time, of one reader or of one contact or of all.

    `newest`: as they stood when that was the last call.
    """

    starts_at: datetime
    ends_at: datetime
    person: UUID | None = None
    contact: UUID | None = None
    newest: int | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading: who, when, why, and of a contact its channel, arrival and counsellor and no more."""

    reading_id: int
    at: datetime
    last_at: datetime
    calls: int
    reader_id: UUID | None
    reader: str | None
    centre: str | None
    what: str
    contact_id: UUID
    channel: str | None
    arrived_at: datetime | None
    counsellor: str | None
    reason: str | None


async def fetch(tx: Transaction, which: Which, *, before: int | None, most: int) -> Sequence[Any]:
    """The newest readings below the id `before`, newest first; for `read`."""
    return (await tx.run(READINGS, {**_asked(which), "before": before, "most": most})).all()


def read(fetched: Sequence[Any]) -> list[Reading]:
    """What was fetched; of thousands a thread's work."""
    return [_reading(row) for row in fetched]


async def count(tx: Transaction, which: Which) -> tuple[int, int]:
    """How many readings `fetch` would give in all, and the newest call among them."""
    row = (await tx.run(COUNT, _asked(which))).one()
    return row.readings, row.newest


def _asked(which: Which) -> dict[str, Any]:
    return {
        "apart": ONE_READING,
        "actions": list(ACTIONS),
        "starts": which.starts_at,
        "ends": which.ends_at,
        "newest": which.newest,
        "person": which.person,
        "contact": None if which.contact is None else str(which.contact),
    }


def _reading(row: Any) -> Reading:
    return Reading(
        reading_id=row.reading_id,
        at=row.at,
        last_at=row.last_at,
        calls=row.calls,
        reader_id=row.actor_id,
        reader=row.reader,
        centre=row.centre,
        what=ACTIONS[row.action],
        contact_id=UUID(row.subject),
        channel=row.channel,
        arrived_at=row.arrived_at,
        counsellor=row.counsellor,
        reason=row.reason,
    )
