"""How many came and how long they take: from kept days as from contacts themselves."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from app.domain.contact import Cause, State
from app.repositories import demand
from app.services.keeping import Keeping
from tests.integration.rows import Rows, rows_at

MONDAY = datetime(2026, 11, 23, 7, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
async def rows(database_url: str) -> AsyncIterator[Rows]:
    async with rows_at(MONDAY, database_url) as found:
        yield found


async def test_patience_is_all_time_waited_over_those_who_gave_up(rows: Rows) -> None:
    ane = await rows.person("Ane", "VESTLAND")
    start = MONDAY - 5 * DAY
    for number in range(20):
        at = start + timedelta(minutes=number)
        if number % 2:
            await rows.contact(at, (60, State.ABANDONED, Cause.LEFT))
        await rows.contact(
            at,
            (30, State.ACTIVE, Cause.TAKEN),
            (630, State.WRAP_UP, Cause.ENDED_COUNSELLOR),
            (690, State.CLOSED, Cause.WRAPPED_UP),
            by=ane,
            centre="VESTLAND",
        )
    async with rows.transaction() as tx:
        found = (await demand.handling(tx, start, rows.rules().policy))["chat"]
    assert found.answered == 20
    assert found.handle == timedelta(seconds=660)
    assert found.patience == timedelta(seconds=(20 * 30 + 10 * 60) / 10)


async def test_a_kept_day_says_the_same_of_arrivals_and_handling(rows: Rows) -> None:
    ane = await rows.person("Ane", "VESTLAND")
    start = MONDAY - 5 * DAY
    for number in range(20):
        at = start + timedelta(minutes=number)
        await rows.contact(at, (60 + number, State.ABANDONED, Cause.LEFT))
        taken, ended = (30, State.ACTIVE, Cause.TAKEN), (630, State.WRAP_UP, Cause.ENDED_COUNSELLOR)
        done = (690 + 20 * number, State.CLOSED, Cause.WRAPPED_UP)
        await rows.contact(at, taken, ended, done, by=ane, centre="VESTLAND")
    back, left = (300, State.QUEUED, Cause.COUNSELLOR_GONE), (900, State.ABANDONED, Cause.LEFT)
    await rows.contact(start, taken, back, left, by=ane, centre="VESTLAND")

    async def known() -> tuple[object, object]:
        async with rows.transaction() as tx:
            came = await demand.arrivals(tx, start - 3 * DAY, tx.now)
            return came, await demand.handling(tx, start - 3 * DAY, rows.rules().policy)

    counted = await known()
    keeping = Keeping(rows.transaction, rows.rules)
    while await keeping.sweep():
        pass
    assert await known() == counted
    async with rows.transaction() as tx:
        await tx.run(text("DELETE FROM contact_event"))
        await tx.run(text("UPDATE contact SET arrived_at = arrived_at + interval '90 days'"))
    assert await known() == counted, "it is read from the kept days alone"
