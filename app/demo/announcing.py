"""When the demo was announced open: ordinary hours in the weeks behind it, round the clock while it runs.

The rules have a history as a real desk's do, so what is announced of the past is what was played of it.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from app.demo.past import DAYS
from app.demo.turnus import OWN_DAY_FROM
from app.domain.oslo import day_of, instant
from app.repositories import beginnings, past
from app.repositories.transaction import Transaction
from app.seed.hours import always_open, ordinary_hours


async def announce(tx: Transaction) -> None:
    """Open now and until somebody sets other hours; ordinary hours for as long as it did not run.

    Before the past is played: how long the demo was away is seen from its last trace. Hours that a person
    has set stay.
    """
    last = await past.last_trace(tx)
    if last is None or day_of(last) < day_of(tx.now):
        await beginnings.put_hours(tx, ordinary_hours(), since=last or _weeks_ago(tx.now))
    await beginnings.put_hours(tx, always_open(), since=_own_day(tx.now))


def _own_day(now: datetime) -> datetime:
    """When the first shift of the demo's own day began, or now if that is earlier."""
    return min(now, instant(day_of(now), OWN_DAY_FROM))


def _weeks_ago(now: datetime) -> datetime:
    return instant(day_of(now) - timedelta(days=DAYS), 0)
