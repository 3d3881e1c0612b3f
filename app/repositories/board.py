"""The board's numbers, straight from rows: channels today, centres now, this hour (protocol § 3.3)."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from app.frames.coordinator import CentreBoard, Missing
from app.repositories import follow_ups
from app.repositories.transaction import Transaction

TODAY = """
SELECT count(*) FILTER (WHERE answered_at IS NOT NULL) AS answered,
  count(*) FILTER (WHERE answered_at - arrived_at <= CAST(:target AS interval)) AS within,
  count(*) FILTER (WHERE state = 'abandoned' AND answered_at IS NULL AND ended_reason <> 'absent'
    AND ended_at - arrived_at >= CAST(:short AS interval)) AS abandoned
FROM contact WHERE channel = :channel AND arrived_at >= CAST(:since AS timestamptz)
  AND (ticket < 0) IS NOT TRUE
"""
"""Attempts at a follow-up, with tickets below zero, are no arrivals."""

PEOPLE = """
SELECT s.id, s.name, s.centre, w.wish, w.absent_since,
  (SELECT count(*) FROM contact c WHERE c.owner = s.id AND c.state = 'active') AS active,
  (SELECT count(*) FROM contact c WHERE c.owner = s.id AND c.state = 'wrap_up') AS wrap_up
FROM staff s JOIN counsellor w ON w.id = s.id WHERE s.disabled_at IS NULL AND EXISTS (
  SELECT 1 FROM shift h WHERE h.counsellor_id = s.id AND h.starts_at <= CAST(:now AS timestamptz)
    AND h.ends_at > CAST(:now AS timestamptz)) ORDER BY s.name
"""


async def today(
    tx: Transaction, channel: str, *, since: datetime, target: timedelta, short: timedelta
) -> tuple[int, int, int]:
    """Of the contacts that arrived since then: answered, answered within the target, abandoned.

    They mean what they mean in the statistics (P7): whoever left within `short` is no abandonment.
    """
    values = {"channel": channel, "since": since, "target": target, "short": short}
    row = (await tx.run(TODAY, values)).one()
    return row.answered, row.within, row.abandoned


async def arrivals_since(tx: Transaction, since: datetime) -> int:
    """Contacts that arrived since then, whoever was turned away, and who left a question instead."""
    statement = """
    SELECT (SELECT count(*) FROM contact WHERE arrived_at >= CAST(:since AS timestamptz)
        AND (ticket < 0) IS NOT TRUE)
      + (SELECT count(*) FROM turned_away WHERE at >= CAST(:since AS timestamptz))
    """
    came = int((await tx.run(statement, {"since": since})).scalar_one())
    return came + len(await follow_ups.asked_between(tx, since, tx.now))


async def centres(tx: Transaction) -> list[CentreBoard]:
    """Each centre's people on shift now: ready, in conversation, in wrap-up, on a break, missing by name."""
    codes = list((await tx.run("SELECT code FROM centre ORDER BY code")).scalars())
    people: dict[str, list[Any]] = {code: [] for code in codes}
    for row in await tx.run(PEOPLE, {"now": tx.now}):
        people.setdefault(row.centre or "none", []).append(row)
    return [_centre(code, rows) for code, rows in people.items()]


def _centre(code: str, rows: list[Any]) -> CentreBoard:
    here = [row for row in rows if row.absent_since is None and row.wish != "off"]
    missing = [row for row in rows if row not in here]
    return CentreBoard(
        centre=code,
        on_shift=len(rows),
        ready=sum(row.wish == "ready" for row in here),
        active=sum(row.active for row in rows),
        wrap_up=sum(row.wrap_up for row in rows),
        break_=sum(row.wish == "break" for row in here),
        missing=[Missing(counsellor_id=UUID(str(row.id)), name=row.name) for row in missing],
    )
