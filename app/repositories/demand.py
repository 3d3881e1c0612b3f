"""How many arrived by the hour, how long a contact takes somebody, and how long people wait for an answer.

From kept days, and for the days that are not kept from the rows of contacts.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Row, select

from app.domain.contact import Channel
from app.domain.follow_up import channel_of
from app.domain.kept_spans import Cut, Kept, cut
from app.domain.oslo import day_of, hour_of
from app.domain.policy import Policy
from app.models.figures import KeptDay
from app.repositories import follow_ups, kept
from app.repositories.transaction import Transaction

KEPT_ARRIVALS = """
SELECT starts_at AS hour, channel,
  CAST(sum(answered + abandoned + short_abandoned + turned_away + callback + lost) AS bigint) AS came
FROM kept_arrivals WHERE day = ANY(:days) AND starts_at >= CAST(:starts AS timestamptz)
  AND starts_at < CAST(:ends AS timestamptz) GROUP BY 1, 2
"""
ARRIVALS = """
SELECT date_trunc('hour', arrived_at, 'UTC') AS hour, channel, count(*) AS came FROM contact
WHERE arrived_at >= CAST(:starts AS timestamptz) AND arrived_at < CAST(:ends AS timestamptz)
  AND (ticket < 0) IS NOT TRUE GROUP BY 1, 2
UNION ALL
SELECT date_trunc('hour', at, 'UTC'), channel, count(*) FROM turned_away
WHERE at >= CAST(:starts AS timestamptz) AND at < CAST(:ends AS timestamptz) GROUP BY 1, 2
"""
"""Attempts at a follow-up, with tickets below zero, are no arrivals; hours of Oslo are hours of UTC."""

KEPT_HANDLING = """
SELECT channel, sum(handled) AS answered, sum(handle) * interval '1 millisecond' AS handle,
  sum(waited_in_vain + (SELECT coalesce(sum(wait), 0) FROM unnest(waits) AS wait)) * interval '1 millisecond'
    AS waited,
  sum(abandoned + short_abandoned + lost) AS gave_up
FROM kept_arrivals WHERE day = ANY(:days) AND starts_at >= CAST(:starts AS timestamptz) GROUP BY channel
"""
HANDLING = """
SELECT channel, count(*) FILTER (WHERE answered_at IS NOT NULL AND state = 'closed') AS answered,
  sum(ended_at - answered_at + least(since - ended_at,
    CASE channel WHEN 'phone' THEN CAST(:phone AS interval) ELSE CAST(:chat AS interval) END))
    FILTER (WHERE answered_at IS NOT NULL AND state = 'closed' AND ended_at IS NOT NULL) AS handle,
  sum(coalesce(answered_at, ended_at) - arrived_at)
    FILTER (WHERE answered_at IS NOT NULL OR state = 'abandoned') AS waited,
  count(*) FILTER (WHERE answered_at IS NULL AND state = 'abandoned' AND ended_reason <> 'closing') AS gave_up
FROM contact WHERE arrived_at >= CAST(:starts AS timestamptz) AND arrived_at < CAST(:ends AS timestamptz)
  AND (ticket < 0) IS NOT TRUE GROUP BY channel
"""


@dataclass(frozen=True, slots=True)
class Handling:
    """Of a channel lately: so many answered, how long each took, and the mean patience of exponential waits.

    Null where there is too little evidence. Patience is all time waited over the number who gave up: whoever
    was answered, or sent home at closing, had not given up yet (the estimate for censored exponential times).
    """

    answered: int
    handle: timedelta | None
    patience: timedelta | None


@dataclass(slots=True)
class _Seen:
    """Sums of a channel."""

    answered: int = 0
    handle: timedelta = timedelta(0)
    waited: timedelta = timedelta(0)
    gave_up: int = 0


LEAST_ANSWERED = 20
LEAST_GIVEN_UP = 10


async def arrivals(tx: Transaction, starts: datetime, ends: datetime) -> dict[tuple[str, datetime], int]:
    """Arrivals by channel and clock hour, as statistics count them; hours without any are not in it."""
    found = Counter[tuple[str, datetime]]()
    pieces = await _pieces(tx, starts, ends)
    if pieces.days:
        values = {"days": list(pieces.days), "starts": starts, "ends": ends}
        for row in await tx.run(KEPT_ARRIVALS, values):
            found[row.channel, hour_of(row.hour)] += row.came
    for begins, until in pieces.others:
        for row in await tx.run(ARRIVALS, {"starts": begins, "ends": until}):
            found[row.channel, hour_of(row.hour)] += row.came
        for at, kind in await follow_ups.asked_between(tx, begins, until):
            found[str(channel_of(kind)), hour_of(at)] += 1
    return dict(found)


async def handling(tx: Transaction, since: datetime, policy: Policy) -> Mapping[str, Handling]:
    """By channel, from contacts that arrived since then."""
    seats = {"chat": policy.wrap_up_seat_chat, "phone": policy.wrap_up_seat_phone}
    found = defaultdict[str, _Seen](_Seen)
    pieces = await _pieces(tx, since, tx.now)
    rows: list[Row[Any]] = []
    if pieces.days:
        rows += (await tx.run(KEPT_HANDLING, {"days": list(pieces.days), "starts": since})).all()
    for begins, until in pieces.others:
        rows += (await tx.run(HANDLING, {"starts": begins, "ends": until, **seats})).all()
    for row in rows:
        seen = found[row.channel]
        seen.answered += int(row.answered)
        seen.handle += row.handle or timedelta(0)
        seen.waited += row.waited or timedelta(0)
        seen.gave_up += int(row.gave_up)
    return {str(channel): _handling(found[str(channel)]) for channel in Channel}


async def _pieces(tx: Transaction, starts: datetime, ends: datetime) -> Cut:
    """Kept days by whatever limits: how many came depends on none, and how long it took on hardly any."""
    if not tx.reached(kept.SINCE):
        return cut(starts, ends, Kept())
    within = (KeptDay.day >= day_of(starts), KeptDay.day <= day_of(ends))
    days: set[date] = set((await tx.run(select(KeptDay.day).where(*within))).scalars())
    return cut(starts, ends, Kept(days))


def _handling(seen: _Seen) -> Handling:
    enough = seen.answered >= LEAST_ANSWERED and seen.handle
    gave_up = seen.gave_up >= LEAST_GIVEN_UP and seen.waited
    return Handling(
        answered=seen.answered,
        handle=seen.handle / seen.answered if enough else None,
        patience=seen.waited / seen.gave_up if gave_up else None,
    )
