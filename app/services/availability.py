"""Announced against really open, from kept days and the log of the rest. Reads only, counts in a thread."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from app.domain.announced import HoursVersion, announced
from app.domain.asked import Asked, read_asked
from app.domain.availability import Availability, attended, availability
from app.domain.oslo import day_of, instant
from app.domain.periods import LONGEST, TEN_YEARS
from app.domain.policy import Policy
from app.domain.rules import Rules
from app.domain.spans import Span, between, inside, merged
from app.repositories import attended as kept_attended
from app.repositories import kept, opening_hours, statistics
from app.repositories.kept import whole_day
from app.repositories.statistics import Fetched, read_log
from app.repositories.transaction import Transaction, Transactions
from app.repositories.turns import in_turn


@dataclass(frozen=True, slots=True)
class _Known:
    """What was announced and who was there, the latter from kept days and, not yet counted, the others."""

    versions: Sequence[HoursVersion]
    kept: Mapping[str, Sequence[Span]]
    others: Sequence[tuple[Fetched, Span]]


class Availabilities:
    """A day that is kept is read from there, and says the same."""

    def __init__(self, transaction: Transactions, rules: Callable[[], Rules]) -> None:
        """One for each worker."""
        self._transaction = transaction
        self._rules = rules

    @in_turn
    async def of(self, params: Mapping[str, str]) -> Availability:
        """Of a time, up to now and from the desk's first day on; raises `Invalid`."""
        policy = self._rules().policy
        async with self._transaction() as tx:
            asked = read_asked(params, centres=(), now=tx.now, longest=TEN_YEARS)
            first = await kept.first_trace(tx)
            starts = max(asked.starts_at, instant(day_of(first or tx.now), 0))
            span = starts, min(asked.ends_at, tx.now)
            known = await _known(tx, span, policy)
        return await asyncio.to_thread(_availability, known, span, asked, policy)


async def _known(tx: Transaction, span: Span, policy: Policy) -> _Known:
    known = await kept.days(tx, day_of(span[0]), day_of(span[1]), policy) if span[0] < span[1] else set()
    days = {day for day in known if span[0] <= whole_day(day)[0] and whole_day(day)[1] <= span[1]}
    rest = between((whole_day(day) for day in days), span)
    return _Known(
        await opening_hours.versions(tx, span),
        await kept_attended.of_days(tx, days),
        [(await statistics.fetch(tx, *one), one) for one in rest],
    )


def _availability(known: _Known, span: Span, asked: Asked, policy: Policy) -> Availability:
    there = {channel: list(spans) for channel, spans in known.kept.items()}
    for fetched, window in known.others:
        for channel, spans in attended(read_log(fetched, policy), window).items():
            there.setdefault(channel, []).extend(spans)
    promised = {str(channel): _announced(known.versions, channel, span) for channel in asked.channels}
    hours = asked.ends_at - asked.starts_at <= LONGEST
    return availability(promised, {name: merged(spans) for name, spans in there.items()}, hours=hours)


def _announced(versions: Sequence[HoursVersion], channel: str, span: Span) -> list[Span]:
    if span[0] >= span[1]:
        return []
    return inside(announced(versions, channel, day_of(span[0]), day_of(span[1])), span)
