"""Load per hour as it goes into a file: month by month, so that ten years need no more memory than one."""

from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from app.domain.asked import read_asked
from app.domain.load import LoadRow
from app.domain.oslo import HOUR, day_of, hour_of, instant
from app.domain.periods import TEN_YEARS
from app.domain.spans import Span
from app.domain.statistics import View
from app.repositories import lists
from app.repositories.transaction import Transactions

Load = Callable[[Mapping[str, str]], Coroutine[Any, Any, Sequence[LoadRow]]]


@dataclass(frozen=True, slots=True)
class Export:
    """How many rows there will be, and each month's in order, read when it is called for."""

    count: int
    parts: Sequence[Callable[[], Coroutine[Any, Any, Sequence[LoadRow]]]]


class Exporting:
    """Each month is a question of its own: nothing is locked or held open while somebody reads slowly."""

    def __init__(self, transaction: Transactions, load: Load) -> None:
        """`load`: the rows of a question about a month at most."""
        self._transaction = transaction
        self._load = load

    async def load(self, params: Mapping[str, str]) -> Export:
        """The rows that `load` gives, of up to ten years; raises `Invalid`."""
        async with self._transaction() as tx:
            codes = tuple(centre["code"] for centre in await lists.centres(tx))
            asked = read_asked(params, centres=codes, now=tx.now, longest=TEN_YEARS)
            until = _whole(min(asked.ends_at, tx.now))
        view = View(asked.starts_at, until, asked.channels, asked.centre, codes)
        hours = (until - view.starts_at) // HOUR
        parts = [partial(self._part, params, span) for span in months(asked.starts_at, until)]
        return Export(hours * len(view.channels) * len(view.groups), parts)

    async def _part(self, params: Mapping[str, str], span: Span) -> Sequence[LoadRow]:
        bounds = {"from": span[0].isoformat(), "to": span[1].isoformat()}
        return await self._load({**params, **bounds})


def _whole(until: datetime) -> datetime:
    """The end of its clock hour: the current one is in the file as it is in the answer."""
    return hour_of(until) if hour_of(until) == until else hour_of(until) + HOUR


def months(starts: datetime, ends: datetime) -> list[Span]:
    """The calendar months of Oslo that the time touches, cut to it."""
    found: list[Span] = []
    while starts < ends:
        day = day_of(starts)
        after = day.replace(year=day.year + day.month // 12, month=day.month % 12 + 1, day=1)
        found.append((starts, min(instant(after, 0), ends)))
        starts = found[-1][1]
    return found
