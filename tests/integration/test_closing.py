"""Closing time in rows: twenty waiting, twenty outcomes, each once, whoever sweeps (P6, I12)."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import insert, select, update

from app.domain.contact import Cause, Channel, State
from app.domain.rules import Rules
from app.frames.bus import ToCitizen
from app.models.contact import Contact, ContactEvent
from app.models.desk import Worker
from app.models.staff import Counsellor, Shift
from app.repositories import opening_hours
from app.services.closing import Closing
from app.services.reporting import Reporting
from tests.integration.rows import Rows, rows_at

CLOSES = datetime(2026, 11, 26, 19, tzinfo=UTC)  # Thursday 20:00 in Oslo.
SECOND = timedelta(seconds=1)


class Evening:
    """Rows just before closing, and two workers that sweep."""

    def __init__(self, rows: Rows, rules: Rules) -> None:
        self.rows = rows
        self.workers = [Closing(rows.transaction, lambda: rules) for _ in range(2)]

    async def sweep_at(self, at: datetime) -> None:
        """Both workers at once, beside a fresh beat."""
        self.rows.clock.set(at)
        async with self.rows.transaction() as tx:
            await tx.run(update(Worker).values(last_alive=at))
        await asyncio.gather(*(worker.sweep() for worker in self.workers))

    async def states(self) -> Counter[str]:
        """How many contacts are in which state."""
        async with self.rows.transaction() as tx:
            return Counter((await tx.run(select(Contact.state))).scalars())

    async def told(self) -> Counter[UUID]:
        """How often each contact was told."""
        statement = select(ContactEvent.contact_id).where(ContactEvent.cause == Cause.CLOSING_TOLD)
        async with self.rows.transaction() as tx:
            return Counter((await tx.run(statement)).scalars())


@pytest.fixture
async def evening(database_url: str) -> AsyncIterator[Evening]:
    async with rows_at(CLOSES - timedelta(minutes=30), database_url) as rows:
        async with rows.transaction() as tx:
            hours = replace(await opening_hours.load(tx), changed_at=None)
            values = {"id": uuid4(), "started_at": tx.now, "last_alive": tx.now}
            await tx.run(insert(Worker).values(values))
        yield Evening(rows, Rules(version=await rows.settings_version(), hours=hours))


async def ready(evening: Evening) -> None:
    """A counsellor on shift past closing, with a socket, wishing chats."""
    who = await evening.rows.person("Ane", "VESTLAND")
    async with evening.rows.transaction() as tx:
        wish = {"wish": "ready", "wish_channels": ["chat"], "permitted": ["chat"], "absent_since": None}
        await tx.run(update(Counsellor).where(Counsellor.id == who).values(**wish))
        shift = {"starts_at": CLOSES - timedelta(hours=5), "ends_at": CLOSES + timedelta(hours=1)}
        await tx.run(insert(Shift).values(id=uuid4(), counsellor_id=who, channels=["chat"], **shift))


async def test_twenty_waiting_at_closing_get_twenty_outcomes(evening: Evening) -> None:
    waiting = [await evening.rows.contact(CLOSES - number * SECOND) for number in range(1, 21)]
    await evening.sweep_at(CLOSES + 59 * SECOND)
    assert await evening.states() == {State.QUEUED: 20}
    await evening.sweep_at(CLOSES + 60 * SECOND)
    assert await evening.states() == {State.CLOSED: 20}
    assert await evening.told() == dict.fromkeys(waiting, 1)
    await evening.sweep_at(CLOSES + 120 * SECOND)
    assert await evening.told() == dict.fromkeys(waiting, 1)


async def test_each_hears_that_the_desk_has_closed(evening: Evening) -> None:
    contact_id = await evening.rows.contact(CLOSES - SECOND)
    await evening.sweep_at(CLOSES + 60 * SECOND)
    events = [event for one in evening.rows.told for event in one.events if isinstance(event, ToCitizen)]
    [ended] = [event for event in events if event.contact_id == contact_id and event.over]
    assert bytes(ended.frames[0]) == b'{"type":"ended","by":"desk","reason":"closing"}'


async def test_while_a_counsellor_is_ready_the_line_is_served_up_to_the_limit(evening: Evening) -> None:
    await ready(evening)
    await evening.rows.contact(CLOSES - SECOND)
    await evening.sweep_at(CLOSES + 899 * SECOND)
    assert await evening.states() == {State.QUEUED: 1}
    await evening.sweep_at(CLOSES + 900 * SECOND)
    assert await evening.states() == {State.CLOSED: 1}


async def test_conversations_and_open_offers_go_on(evening: Evening) -> None:
    who = await evening.rows.person("Bo", "TROMSO")
    await evening.rows.contact(CLOSES - 60 * SECOND, (10, State.ACTIVE, Cause.ACCEPTED), by=who)
    await evening.rows.contact(CLOSES - 60 * SECOND, (59, State.OFFERED, Cause.OFFERED))
    await evening.sweep_at(CLOSES + timedelta(hours=2))
    assert await evening.states() == {State.ACTIVE: 1, State.OFFERED: 1}


async def test_while_the_desk_is_open_nobody_is_told(evening: Evening) -> None:
    await evening.rows.contact(CLOSES - timedelta(minutes=29))
    await evening.sweep_at(CLOSES - SECOND)
    assert await evening.states() == {State.QUEUED: 1}


async def test_the_other_channel_closes_by_itself(evening: Evening) -> None:
    await evening.rows.contact(CLOSES - SECOND, channel=Channel.PHONE)
    await evening.sweep_at(CLOSES + 60 * SECOND)
    assert await evening.states() == {State.CLOSED: 1}


async def test_after_an_outage_nobody_is_told_before_the_desk_is_back_for_a_while(evening: Evening) -> None:
    await evening.rows.contact(CLOSES - SECOND)
    back = CLOSES + timedelta(hours=1)
    async with evening.rows.transaction() as tx:
        await tx.run("UPDATE desk SET reachable_since = CAST(:at AS timestamptz)", {"at": back})
    await evening.sweep_at(back + 59 * SECOND)
    assert await evening.states() == {State.QUEUED: 1}
    await evening.sweep_at(back + 60 * SECOND)
    assert await evening.states() == {State.CLOSED: 1}


async def test_who_was_told_is_counted_as_turned_away(evening: Evening) -> None:
    await evening.rows.contact(CLOSES - SECOND)
    await evening.sweep_at(CLOSES + 60 * SECOND)
    reporting = Reporting(evening.rows.transaction, evening.rows.rules)
    rows = await reporting.load({"from": "2026-11-26", "to": "2026-11-27", "channel": "chat"})
    assert sum(row.turned_away for row in rows) == sum(row.arrivals for row in rows) == 1
