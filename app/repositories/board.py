"""The board's numbers, straight from rows: channels today, centres now, this hour (protocol § 3.3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from app.domain.board_rules import AtWork
from app.domain.contact import Channel
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
SELECT s.id, s.name, s.centre, w.wish, w.wish_since, w.wish_channels, w.permitted, w.absent_since,
  duty.since AS on_shift_since, COALESCE(duty.channels, '{}') AS duty_channels, held.active, held.wrap_up
FROM staff s JOIN counsellor w ON w.id = s.id
CROSS JOIN LATERAL (
  SELECT count(*) FILTER (WHERE c.state = 'active') AS active,
    count(*) FILTER (WHERE c.state = 'wrap_up') AS wrap_up FROM contact c WHERE c.owner = s.id
) held CROSS JOIN LATERAL (
  SELECT min(h.starts_at) AS since, array_agg(one.channel) AS channels
  FROM shift h CROSS JOIN LATERAL unnest(h.channels) AS one(channel)
  WHERE h.counsellor_id = s.id AND h.starts_at <= CAST(:now AS timestamptz)
    AND h.ends_at > CAST(:now AS timestamptz)
) duty
WHERE s.disabled_at IS NULL AND (duty.since IS NOT NULL OR held.active + held.wrap_up > 0) ORDER BY s.name
"""
"""Whoever is on shift, and who has a contact all the same: a conversation may outlast its shift."""

NO_CENTRE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(AtWork):
    """The same with her name, her centre and her contacts."""

    counsellor_id: UUID
    name: str
    centre: str
    wish: str
    active: int
    wrap_up: int


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


async def people(tx: Transaction) -> list[Person]:
    """Everybody on shift now, and whoever else has a contact, by name."""
    return [_person(row) for row in await tx.run(PEOPLE, {"now": tx.now})]


async def centres(tx: Transaction, at_work: Sequence[Person]) -> list[CentreBoard]:
    """Each centre's people now: ready, in conversation, in wrap-up, on a break, missing by name."""
    codes = list((await tx.run("SELECT code FROM centre ORDER BY code")).scalars())
    found: dict[str, list[Person]] = {code: [] for code in codes}
    for one in at_work:
        found.setdefault(one.centre, []).append(one)
    return [_centre(code, some) for code, some in found.items()]


def _person(row: Any) -> Person:
    here = row.absent_since is None and row.wish != "off"
    on_shift = row.on_shift_since is not None
    ready = on_shift and here and row.wish == "ready"
    able = {*row.wish_channels} & {*row.permitted} & {*row.duty_channels}
    changed = row.wish_since if row.absent_since is None else row.absent_since
    return Person(
        on_shift=on_shift,
        here=here,
        ready_for=frozenset(Channel(one) for one in able) if ready else frozenset(),
        since=max(changed, row.on_shift_since) if on_shift else changed,
        counsellor_id=UUID(str(row.id)),
        name=row.name,
        centre=row.centre or NO_CENTRE,
        wish=row.wish,
        active=row.active,
        wrap_up=row.wrap_up,
    )


def _centre(code: str, some: Sequence[Person]) -> CentreBoard:
    on_shift = [one for one in some if one.on_shift]
    here = [one for one in on_shift if one.here]
    return CentreBoard(
        centre=code,
        on_shift=len(on_shift),
        ready=sum(one.wish == "ready" for one in here),
        active=sum(one.active for one in some),
        wrap_up=sum(one.wrap_up for one in some),
        break_=sum(one.wish == "break" for one in here),
        missing=[Missing(counsellor_id=one.counsellor_id, name=one.name) for one in on_shift if one.missing],
    )
