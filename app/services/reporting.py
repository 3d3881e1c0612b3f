"""Reports for coordinators: load per hour and figures, each figure from the log itself."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from app.domain.asked import Asked, read_asked, read_time
from app.domain.contact import Channel
from app.domain.errors import Invalid
from app.domain.figures import Breakdown, Row, figures
from app.domain.load import LoadRow
from app.domain.oslo import day_of, hour_of, instant
from app.domain.periods import read_parts
from app.domain.policy import Policy
from app.domain.rules import Rules
from app.domain.spans import Span, merged, outside
from app.domain.statistics import View, rows
from app.domain.tally import Tally, tally, together
from app.repositories import kept, lists, statistics
from app.repositories.kept import whole_day
from app.repositories.statistics import Fetched, read_log
from app.repositories.transaction import Transaction, Transactions


@dataclass(frozen=True, slots=True)
class Found:
    """What is kept of a time, and what is known of the rest, not yet counted."""

    kept: Tally
    others: Sequence[tuple[Fetched, Span]]


@dataclass(frozen=True, slots=True)
class Figures:
    """Rows of a period, the same without a breakdown, and those of the period to compare with."""

    rows: Sequence[Row]
    totals: Sequence[Row]
    compared: Sequence[Row] | None
    compared_totals: Sequence[Row] | None


class Reporting:
    """Reads only, and counts in a thread: a report neither locks nor holds up a conversation."""

    def __init__(self, transaction: Transactions, rules: Callable[[], Rules]) -> None:
        """One for each worker."""
        self._transaction = transaction
        self._rules = rules

    async def load(self, params: Mapping[str, str]) -> list[LoadRow]:
        """Load per hour, up to the current hour; raises `Invalid` for a question that makes no sense."""
        policy = self._rules().policy
        async with self._transaction() as tx:
            codes = await self._centres(tx)
            asked = read_asked(params, centres=codes, now=tx.now)
            until = min(asked.ends_at, tx.now)
            found = await self._found(tx, asked.starts_at, until, policy)
        view = View(asked.starts_at, until, asked.channels, asked.centre, codes)
        return await asyncio.to_thread(_load, found, view, policy)

    async def _found(self, tx: Transaction, starts: datetime, ends: datetime, policy: Policy) -> Found:
        """What is kept of the time, and the log of the rest of it."""
        days = await kept.days(tx, day_of(starts), day_of(ends), policy)
        others = [(hour_of(starts), ends)]
        for day in days:
            others = outside(others, whole_day(day))
        return Found(
            kept=await kept.read(tx, days, hour_of(starts), ends),
            others=[(await statistics.fetch(tx, *span), span) for span in merged(others)],
        )

    async def figures(self, params: Mapping[str, str]) -> Figures:
        """Figures of a period, broken down and compared with another; raises `Invalid`."""
        policy = self._rules().policy
        parts = read_parts(params.get("by"))
        async with self._transaction() as tx:
            codes = await self._centres(tx)
            asked = read_asked(params, centres=codes, now=tx.now)
            if asked.centre == "each":
                raise Invalid({"centre": "must be the code of a centre; by=centre breaks down by all"})
            spans = [(asked.starts_at, min(asked.ends_at, tx.now)), *_compared(params, asked, tx.now)]
            found = [await self._found(tx, starts, min(ends, tx.now), policy) for starts, ends in spans]
        language = params.get("language")
        breakdowns = [Breakdown(*span, asked.channels, parts, asked.centre, language) for span in spans]
        return await asyncio.to_thread(_figures, found, breakdowns, policy)

    async def _centres(self, tx: Transaction) -> tuple[str, ...]:
        return tuple(centre["code"] for centre in await lists.centres(tx))


def _load(found: Found, view: View, policy: Policy) -> list[LoadRow]:
    return rows(_counted(found, policy), view, targets=targets(policy))


def _counted(found: Found, policy: Policy) -> Tally:
    live = [tally(read_log(fetched, policy), span) for fetched, span in found.others]
    return together([found.kept, *live])


def _figures(found: Sequence[Found], asked: Sequence[Breakdown], policy: Policy) -> Figures:
    shown: list[list[Row]] = []
    for one, breakdown in zip(found, asked, strict=True):
        whole = _counted(one, policy)
        for parts in (breakdown.parts, ()):
            shown.append(figures(whole, replace(breakdown, parts=parts), targets=targets(policy)))
    return Figures(shown[0], shown[1], *(shown[2:] or (None, None)))


def _compared(params: Mapping[str, str], asked: Asked, now: datetime) -> list[Span]:
    """The period of the same length from `compare_from` on, if one is named."""
    starts = read_time("compare_from", params.get("compare_from"), now=now)
    if starts is None:
        return []
    ends = instant(day_of(starts) + (day_of(asked.ends_at) - day_of(asked.starts_at)), 0)
    return [(starts, ends)]


def targets(policy: Policy) -> dict[Channel, timedelta]:
    """The longest wait of a channel that counts as answered within the target."""
    return {
        Channel.CHAT: timedelta(seconds=policy.target_chat_seconds),
        Channel.PHONE: timedelta(seconds=policy.target_phone_seconds),
    }
