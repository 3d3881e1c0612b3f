"""Reports for coordinators: load per hour and figures, each figure from the log itself."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from app.domain.asked import Asked, read_asked, read_time
from app.domain.contact import Channel
from app.domain.errors import Invalid
from app.domain.figures import Breakdown, Row, add, rows_of, sums, without_parts
from app.domain.kept_spans import cut
from app.domain.load import LoadRow
from app.domain.oslo import day_of, hour_of, instant
from app.domain.periods import longest_by, read_parts
from app.domain.policy import Policy
from app.domain.rules import Rules
from app.domain.spans import Span
from app.domain.statistics import View, rows_of_hours
from app.domain.tally import Tally, tally
from app.domain.tally import together as tally_together
from app.repositories import kept_sums, lists, statistics
from app.repositories.kept_sums import Read
from app.repositories.statistics import Fetched, read_log
from app.repositories.transaction import Transaction, Transactions
from app.repositories.turns import in_turn


@dataclass(frozen=True, slots=True)
class AddedUp:
    """What is kept of a time by the parts asked for, the whole time's work, and the log of the rest."""

    kept: Read
    worked: Read
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

    @in_turn
    async def load(self, params: Mapping[str, str]) -> list[LoadRow]:
        """Load per hour, up to the current hour; raises `Invalid` for a question that makes no sense."""
        policy = self._rules().policy
        async with self._transaction() as tx:
            codes = await self._centres(tx)
            asked = read_asked(params, centres=codes, now=tx.now)
            until = min(asked.ends_at, tx.now)
            view = View(asked.starts_at, until, asked.channels, asked.centre, codes)
            found = await _added_up(tx, view.breakdown, policy)
        return await asyncio.to_thread(_load, found, view, policy)

    @in_turn
    async def figures(self, params: Mapping[str, str]) -> Figures:
        """Figures of a period, broken down and compared with another; raises `Invalid`."""
        policy = self._rules().policy
        parts = read_parts(params.get("by"))
        async with self._transaction() as tx:
            codes = await self._centres(tx)
            asked = read_asked(params, centres=codes, now=tx.now, longest=longest_by(parts))
            if asked.centre == "each":
                raise Invalid({"centre": "must be the code of a centre; by=centre breaks down by all"})
            spans = [(asked.starts_at, min(asked.ends_at, tx.now)), *_compared(params, asked, tx.now)]
            language = params.get("language")
            breakdowns = [Breakdown(*span, asked.channels, parts, asked.centre, language) for span in spans]
            found = [await _added_up(tx, one, policy) for one in breakdowns]
        return await asyncio.to_thread(_figures, found, breakdowns, policy)

    async def _centres(self, tx: Transaction) -> tuple[str, ...]:
        return tuple(centre["code"] for centre in await lists.centres(tx))


def _load(found: AddedUp, view: View, policy: Policy) -> list[LoadRow]:
    cells = kept_sums.cells(view.breakdown, found.kept)
    add(cells, sums(_live(found, policy), view.breakdown))
    return rows_of_hours(cells, view, targets=targets(policy))


def _live(found: AddedUp, policy: Policy) -> Tally:
    return tally_together(tally(read_log(fetched, policy), span) for fetched, span in found.others)


async def _added_up(tx: Transaction, asked: Breakdown, policy: Policy) -> AddedUp:
    """The kept parts of a time added up by the database, and the log of the rest."""
    ends = min(asked.ends_at, tx.now)
    pieces = cut(hour_of(asked.starts_at), ends, await kept_sums.there_is(tx, asked, policy))
    whole = replace(asked, parts=())
    return AddedUp(
        kept=await kept_sums.read(tx, asked, pieces),
        worked=await kept_sums.work(tx, whole, pieces) if asked.parts else Read(),
        others=[(await statistics.fetch(tx, *span), span) for span in pieces.others],
    )


def _figures(found: Sequence[AddedUp], asked: Sequence[Breakdown], policy: Policy) -> Figures:
    shown: list[list[Row]] = []
    for one, breakdown in zip(found, asked, strict=True):
        live = _live(one, policy)
        cells = kept_sums.cells(breakdown, one.kept)
        add(cells, sums(live, breakdown))
        shown.append(rows_of(cells, breakdown, targets=targets(policy)))
        whole = replace(breakdown, parts=())
        worked = kept_sums.cells(whole, one.worked)
        add(worked, sums(live, whole))
        totals = without_parts(cells, worked) if breakdown.parts else cells
        shown.append(rows_of(totals, whole, targets=targets(policy)))
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
