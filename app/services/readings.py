"""Reading the list of who read which conversation and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from app.domain.asked import read_time
from app.domain.errors import Invalid
from app.repositories import accounts, readings
from app.repositories.readings import Reading as Reading
from app.repositories.readings import Which
from app.repositories.transaction import Transactions

MOST_IN_A_FILE = 20_000
BEGINNING, END = datetime(2000, 1, 1, tzinfo=UTC), datetime(2101, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Page:
    """Readings, newest first; `more`: there are older ones."""

    readings: list[Reading]
    more: bool


class Readings:
    """Nothing in it is ever changed; it names staff, and of a contact nothing that was said."""

    def __init__(self, transaction: Transactions) -> None:
        """One for each worker."""
        self._transaction = transaction

    async def page(self, params: Mapping[str, str | None], *, before: int | None, limit: int) -> Page:
        """At most `limit` readings older than `before`; raises `Invalid` for a question without sense.

        `from` and `to` are Oslo dates, `to` excluded, or instants; without them since the beginning.
        """
        which = _which(params)
        async with self._transaction() as tx:
            if which.person is not None and which.person not in await accounts.every(tx):
                raise Invalid({"person": "unknown"})
            found = await readings.page(tx, which, before=before, most=limit + 1)
        return Page(found[:limit], more=len(found) > limit)


def _which(params: Mapping[str, str | None]) -> Which:
    starts, ends = (read_time(name, params.get(name)) for name in ("from", "to"))
    if starts is not None and ends is not None and ends <= starts:
        raise Invalid({"to": "must be after from"})
    people = {name: _id(name, params.get(name)) for name in ("person", "contact")}
    return Which(starts or BEGINNING, ends or END, **people)


def _id(name: str, text: str | None) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError as error:
        raise Invalid({name: "must be an id"}) from error
