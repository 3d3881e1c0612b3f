"""Who read what as a file: whole, in parts, however many there are and whatever comes meanwhile."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from app.domain.counsellor import Role
from app.domain.errors import Invalid
from app.repositories import desk
from app.services.readings import Readings
from tests.integration.rows import Rows, rows_at

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
FIRST = NOON - timedelta(days=2)
ALL: dict[str, str | None] = {"from": "2026-11-01", "to": None}


async def read(rows: Rows, who: UUID, contact: UUID, at: datetime) -> None:
    """Somebody calls for a conversation at that time."""
    rows.clock.set(at)
    async with rows.transaction() as tx:
        await desk.audit(tx, "contact_read", actor_id=who, subject=str(contact), reason="klage")


async def test_a_file_has_every_reading_once_whatever_comes_while_it_is_written(database_url: str) -> None:
    async with rows_at(NOON, database_url) as rows:
        who = await rows.person("Ane", "VESTLAND", Role.COORDINATOR)
        contacts = [uuid4() for _ in range(5)]
        for number, contact in enumerate(contacts):
            for again in range(1 + number % 2):
                await read(rows, who, contact, FIRST + timedelta(hours=number, minutes=again))
        readings = Readings(rows.transaction, at_once=2)
        whole = await readings.whole(ALL)
        told = list(await anext(whole.parts))
        await read(rows, who, contacts[0], FIRST + timedelta(minutes=5))
        rows.clock.set(NOON)
        await read(rows, who, contacts[1], NOON)
        told += [one async for part in whole.parts for one in part]
        assert whole.count == len(told) == 5
        assert [(one.contact_id, one.calls) for one in told] == [
            (contact, 1 + number % 2) for number, contact in reversed(list(enumerate(contacts)))
        ]
        page = await readings.page(ALL, before=None, limit=200)
        assert (len(page.readings), page.more) == (6, False)


async def test_a_file_of_nothing_is_empty_and_one_of_nobody_is_refused(database_url: str) -> None:
    async with rows_at(NOON, database_url) as rows:
        whole = await Readings(rows.transaction).whole(ALL)
        assert (whole.count, [list(part) async for part in whole.parts]) == (0, [[]])
        for wrong in ({"person": str(uuid4())}, {"from": "2026-02-02", "to": "2026-02-01"}):
            with pytest.raises(Invalid):
                await Readings(rows.transaction).whole(wrong)
