"""How many arrived by the hour, how long a contact takes somebody, and how long people wait for an answer."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.domain.contact import Channel
from app.domain.follow_up import channel_of
from app.domain.oslo import hour_of
from app.domain.policy import Policy
from app.repositories import follow_ups
from app.repositories.transaction import Transaction

ARRIVALS = """
SELECT date_trunc('hour', arrived_at, 'UTC') AS hour, channel, count(*) AS came FROM contact
WHERE arrived_at >= CAST(:starts AS timestamptz) AND arrived_at < CAST(:ends AS timestamptz)
  AND (ticket < 0) IS NOT TRUE GROUP BY 1, 2
UNION ALL
SELECT date_trunc('hour', at, 'UTC'), channel, count(*) FROM turned_away
WHERE at >= CAST(:starts AS timestamptz) AND at < CAST(:ends AS timestamptz) GROUP BY 1, 2
"""
"""Attempts at a follow-up, with tickets below zero, are no arrivals; hours of Oslo are hours of UTC."""

HANDLING = """
SELECT channel, count(*) FILTER (WHERE answered_at IS NOT NULL AND state = 'closed') AS answered,
  avg(ended_at - answered_at + least(since - ended_at,
    CASE channel WHEN 'phone' THEN CAST(:phone AS interval) ELSE CAST(:chat AS interval) END))
    FILTER (WHERE answered_at IS NOT NULL AND state = 'closed' AND ended_at IS NOT NULL) AS handle,
  sum(coalesce(answered_at, ended_at) - arrived_at)
    FILTER (WHERE answered_at IS NOT NULL OR state = 'abandoned') AS waited,
  count(*) FILTER (WHERE answered_at IS NULL AND state = 'abandoned') AS gave_up
FROM contact WHERE arrived_at >= CAST(:since AS timestamptz) AND (ticket < 0) IS NOT TRUE GROUP BY channel
"""


@dataclass(frozen=True, slots=True)
class Handling:
    """Of a channel lately: so many answered, how long each took, and the mean patience of exponential waits.

    Null where there is too little evidence. Patience is all time waited over the number who gave up: whoever
    was answered had not given up yet (the estimate for censored exponential times).
    """

    answered: int
    handle: timedelta | None
    patience: timedelta | None


LEAST_ANSWERED = 20
LEAST_GIVEN_UP = 10


async def arrivals(tx: Transaction, starts: datetime, ends: datetime) -> dict[tuple[str, datetime], int]:
    """Arrivals by channel and clock hour, as statistics count them; hours without any are not in it."""
    found = Counter[tuple[str, datetime]]()
    for row in await tx.run(ARRIVALS, {"starts": starts, "ends": ends}):
        found[row.channel, hour_of(row.hour)] += row.came
    for at, kind in await follow_ups.asked_between(tx, starts, ends):
        found[str(channel_of(kind)), hour_of(at)] += 1
    return dict(found)


async def handling(tx: Transaction, since: datetime, policy: Policy) -> Mapping[str, Handling]:
    """By channel, from contacts that arrived since then."""
    seats = {"chat": policy.wrap_up_seat_chat, "phone": policy.wrap_up_seat_phone}
    rows = await tx.run(HANDLING, {"since": since, **seats})
    found = {row.channel: row for row in rows}
    return {str(channel): _handling(found.get(str(channel))) for channel in Channel}


def _handling(row: object) -> Handling:
    answered, handle, waited, gave_up = (
        getattr(row, name, None) for name in ("answered", "handle", "waited", "gave_up")
    )
    return Handling(
        answered=answered or 0,
        handle=handle if handle and (answered or 0) >= LEAST_ANSWERED else None,
        patience=waited / gave_up if waited and gave_up and gave_up >= LEAST_GIVEN_UP else None,
    )
