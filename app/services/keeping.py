"""Keeps the figures of past days, so that a year is read as quickly as today; and checks them by the log."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from app.domain.availability import attended
from app.domain.oslo import day_of
from app.domain.policy import Policy
from app.domain.rules import Rules
from app.domain.spans import Span
from app.domain.tally import Tally, tally
from app.domain.topic_tally import Recordings
from app.repositories import attended as kept_attended
from app.repositories import kept, kept_topics, statistics
from app.repositories.kept import whole_day
from app.repositories.statistics import Fetched, read_log
from app.repositories.transaction import Transaction, Transactions
from app.repositories.turns import in_turn

QUIET = timedelta(hours=2)
"""A day is kept so long after its end, when nobody's absence is still being noticed."""
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Difference:
    """A kept day that does not say what the log says."""

    day: date


@dataclass(frozen=True, slots=True)
class Counted:
    """A day as the log has it: its hours, what its contacts were about, and when somebody was there."""

    hours: Tally
    recordings: Recordings
    attended: dict[str, list[Span]]


class Keeping:
    """Swept by every worker; an advisory lock lets one of them keep a day."""

    def __init__(
        self,
        transaction: Transactions,
        rules: Callable[[], Rules],
        *,
        rest: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """One for each worker; `rest` is told for how many seconds."""
        self._transaction = transaction
        self._rules = rules
        self._rest = rest

    async def sweep(self) -> int:
        """Keep every day that may be kept and is not, the newest first; how many were.

        Each in a transaction of its own, with a rest as long as it took: half a processor at most, however
        far the desk is behind. It ends where another worker is at it, which then goes on.
        """
        loop, count = asyncio.get_running_loop(), 0
        began = loop.time()
        while await self._keep_one():
            count += 1
            await self._rest(loop.time() - began)
            began = loop.time()
        return count

    @in_turn
    async def _keep_one(self) -> bool:
        policy = self._rules().policy
        async with self._transaction() as tx:
            if not tx.reached(kept.SINCE) or not await kept.alone(tx):
                return False
            day = await _next_day(tx, policy)
            if day is None:
                return False
            await _keep(tx, day, await _counted(tx, day, policy), policy)
        return True

    async def count(self) -> int:
        """How many days are kept."""
        async with self._transaction() as tx:
            return len(await kept.days(tx, date.min, date.max, self._rules().policy))

    async def check(self, *, repair: bool = False) -> list[Difference]:
        """Count every kept day from the log again (I15); with `repair` the wrong ones are kept anew."""
        policy = self._rules().policy
        async with self._transaction() as tx:
            known = sorted(await kept.days(tx, date.min, date.max, policy))
        found: list[Difference] = []
        for day in known:
            async with self._transaction() as tx:
                now = await _counted(tx, day, policy)
                if await _kept(tx, day) == now:
                    continue
                found.append(Difference(day))
                if repair:
                    await _keep(tx, day, now, policy)
        return found


async def _next_day(tx: Transaction, policy: Policy) -> date | None:
    """The newest day that may be kept and is not; null when all are."""
    first = await kept.first_trace(tx)
    if first is None:
        return None
    settled = min([tx.now - QUIET, *([going] if (going := await kept.first_going_on(tx)) else [])])
    last = day_of(settled) - DAY
    known = await kept.days(tx, day_of(first), last, policy)
    return next((day for day in _backwards(last, day_of(first)) if day not in known), None)


def _backwards(last: date, first: date) -> Iterator[date]:
    while last >= first:
        yield last
        last -= DAY


async def _keep(tx: Transaction, day: date, found: Counted, policy: Policy) -> None:
    await kept.keep(tx, day, found.hours, policy)
    await kept_topics.keep(tx, found.recordings)
    await kept_attended.keep(tx, day, found.attended)


async def _kept(tx: Transaction, day: date) -> Counted:
    there = await kept_attended.of_days(tx, [day])
    return Counted(await kept.read(tx, [day], *whole_day(day)), await kept_topics.of_day(tx, day), there)


async def _counted(tx: Transaction, day: date, policy: Policy) -> Counted:
    starts, ends = whole_day(day)
    fetched = await statistics.fetch(tx, starts, ends)
    recorded = await kept_topics.fetch(tx, starts, ends)
    return await asyncio.to_thread(_count, fetched, recorded, (starts, ends), policy)


def _count(fetched: Fetched, recorded: Sequence[Any], window: Span, policy: Policy) -> Counted:
    log = read_log(fetched, policy)
    there = {channel: spans for channel, spans in attended(log, window).items() if spans}
    return Counted(tally(log, window), kept_topics.read(recorded), there)
