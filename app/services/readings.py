"""Reading the list of who read which conversation and why."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from uuid import UUID

from app.domain.asked import read_time
from app.domain.errors import Invalid
from app.repositories import accounts, readings
from app.repositories.readings import Reading as Reading
from app.repositories.readings import Which
from app.repositories.transaction import Transaction, Transactions

AT_ONCE = 10_000
"""How many readings a file is written from at a time, so that it takes no more memory the longer it is."""
BEGINNING, END = datetime(2000, 1, 1, tzinfo=UTC), datetime(2101, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Page:
    """Readings, newest first; `more`: there are older ones."""

    readings: list[Reading]
    more: bool


@dataclass(frozen=True, slots=True)
class Whole:
    """All readings there are, newest first, read while they are taken; `count`: how many."""

    count: int
    parts: AsyncIterator[Sequence[Reading]]


class Readings:
    """Nothing in it is ever changed; it names staff, and of a contact nothing that was said."""

    def __init__(self, transaction: Transactions, *, at_once: int = AT_ONCE) -> None:
        """One for each worker."""
        self._transaction = transaction
        self._at_once = at_once

    async def page(self, params: Mapping[str, str | None], *, before: int | None, limit: int) -> Page:
        """At most `limit` readings older than `before`; raises `Invalid` for a question without sense.

        `from` and `to` are Oslo dates, `to` excluded, or instants; without them since the beginning.
        """
        which = _which(params)
        async with self._transaction() as tx:
            await _require_known(tx, which)
            found = readings.read(await readings.fetch(tx, which, before=before, most=limit + 1))
        return Page(found[:limit], more=len(found) > limit)

    async def whole(self, params: Mapping[str, str | None]) -> Whole:
        """All readings as they stand now, however many; raises `Invalid` as `page` does.

        Nothing is locked or held open while somebody takes them slowly: each part is a question of its own.
        """
        which = _which(params)
        async with self._transaction() as tx:
            await _require_known(tx, which)
            count, newest = await readings.count(tx, which)
        return Whole(count, self._parts(replace(which, newest=newest)))

    async def _parts(self, which: Which) -> AsyncIterator[Sequence[Reading]]:
        before: int | None = None
        while True:
            async with self._transaction() as tx:
                fetched = await readings.fetch(tx, which, before=before, most=self._at_once)
            found = await asyncio.to_thread(readings.read, fetched)
            yield found
            if len(found) < self._at_once:
                return
            before = found[-1].reading_id


async def _require_known(tx: Transaction, which: Which) -> None:
    if which.person is not None and which.person not in await accounts.every(tx):
        raise Invalid({"person": "unknown"})


def _which(params: Mapping[str, str | None]) -> Which:
    starts, ends = (read_time(name, params.get(name)) for name in ("from", "to"))
    if starts is not None and ends is not None and ends <= starts:
        raise Invalid({"to": "must be after from"})
    person, contact = (_id(name, params.get(name)) for name in ("person", "contact"))
    return Which(starts or BEGINNING, ends or END, person, contact)


def _id(name: str, text: str | None) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError as error:
        raise Invalid({name: "must be an id"}) from error
