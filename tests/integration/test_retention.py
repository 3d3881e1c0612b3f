"""No text outlives its limit, whatever goes on meanwhile, and no count changes by it (P8, I16)."""

from __future__ import annotations

import asyncio
from typing import Any
from uuid import uuid4

import pytest

from app.domain.contact import Language, State
from app.domain.errors import Gone, NotSignedIn
from app.frames.bus import ToCounsellor
from app.services.transfer import Handover
from tests.factories import Citizen, World, count

DAY = 86_400
TEXT = "Kva kan eg bli?"


async def said(world: World, citizen: Citizen, text: str = TEXT) -> None:
    """She says something more."""
    await world.desk.messaging.from_citizen(citizen.contact_id, Language.NB, None, cid=uuid4(), text=text)


async def counts(world: World) -> dict[str, Any]:
    """Everything that statistics count."""
    async with world.desk.transaction() as tx:
        rows = await tx.run("SELECT state, ended_reason, count(*) FROM contact GROUP BY 1, 2 ORDER BY 1, 2")
        events = await tx.run("SELECT cause, count(*) FROM contact_event GROUP BY 1 ORDER BY 1")
        return {
            "contacts": [tuple(row) for row in rows],
            "events": [tuple(row) for row in events],
            "wrap_ups": await count(tx, "wrap_up"),
            "offers": await count(tx, "offer"),
        }


async def texts(world: World) -> int:
    """How many texts, notes and drafts are kept."""
    async with world.desk.transaction() as tx:
        return sum([await count(tx, table) for table in ("message", "note", "wrap_up_draft")])


async def test_a_text_goes_at_its_limit_and_not_before(world: World) -> None:
    world.run(world.desk.writer.run())
    ane = await world.counsellor(capacity=9)
    ended, left = await world.talking(ane, text=TEXT), await world.citizen(text=TEXT)
    await said(world, ended)
    await world.desk.messaging.note(ane, ended.contact_id, cid=uuid4(), text="Et notat")
    await world.desk.wrapping_up.save_draft(ane, ended.contact_id, {"disposition": "TULL"})
    await world.desk.endings.end(ane, ended.contact_id)
    await world.desk.endings.leave(left.contact_id)
    assert await texts(world) == 5
    await world.move(DAY - 1)
    assert await world.desk.retention.sweep() == 0
    before = await counts(world)
    await world.move(1)
    assert await world.desk.retention.sweep() == 2
    assert await texts(world) == 0
    assert await counts(world) == before
    assert await world.desk.retention.sweep() == 0
    for citizen in (ended, left):
        row = await world.row(citizen)
        assert row.text_gone_at == world.now()
        with pytest.raises(NotSignedIn):
            await world.desk.attendance.came(citizen.token)


async def test_a_running_conversation_keeps_its_text_however_long_it_lasts(world: World) -> None:
    ane = await world.counsellor()
    talking, waiting = await world.talking(ane, text=TEXT), await world.citizen(text=TEXT)
    await world.move(3 * DAY)
    assert await world.desk.retention.sweep() == 0
    await world.desk.transfers.transfer(ane, talking.contact_id, Handover(queue=True))
    await world.move(3 * DAY)
    assert await world.desk.retention.sweep() == 0
    assert await texts(world) == 2
    assert (await world.row(waiting)).state is State.QUEUED


async def test_a_message_that_waits_for_the_writer_is_not_stored_after_the_text_is_gone(world: World) -> None:
    citizen = await world.citizen(text=TEXT)
    ane = await world.counsellor()
    await world.desk.answering.take(ane, citizen.contact_id, None)
    waiting = world.desk.messaging.from_citizen(citizen.contact_id, Language.NB, None, cid=uuid4(), text=TEXT)
    await world.desk.endings.end(ane, citizen.contact_id)
    await world.move(DAY)
    assert await world.desk.retention.sweep() == 1
    world.run(world.desk.writer.run())
    with pytest.raises(Gone):
        await waiting
    assert await texts(world) == 0


async def test_erasing_while_a_message_is_on_its_way_leaves_no_text(world: World) -> None:
    world.run(world.desk.writer.run())
    for _ in range(5):
        citizen = await world.citizen(text=TEXT)
        sent = [
            world.desk.messaging.from_citizen(citizen.contact_id, Language.NB, None, cid=uuid4(), text=TEXT)
            for _ in range(4)
        ]
        erasing = world.desk.endings.erase(citizen.contact_id)
        await asyncio.gather(erasing, *sent, return_exceptions=True)
    assert await texts(world) == 0


async def test_two_workers_share_the_sweep(world: World) -> None:
    other = await world.worker()
    for _ in range(6):
        await world.desk.endings.leave((await world.citizen(text=TEXT)).contact_id)
    await world.move(DAY)
    swept = await asyncio.gather(*(desk.retention.sweep() for desk in (world.desk, other)))
    assert sum(swept) == 6
    assert await texts(world) == 0


async def test_the_limit_is_the_desks_to_set_and_whoever_wraps_up_is_told(world: World) -> None:
    await world.policy(text_kept_seconds=3_600)
    ane = await world.counsellor()
    citizen = await world.talking(ane, text=TEXT)
    await world.desk.endings.leave(citizen.contact_id)
    await world.move(3_600)
    told: list[object] = []
    world.desk.bus.handle = told.extend
    assert await world.desk.retention.sweep() == 1
    frames = [bytes(raw) for one in told if isinstance(one, ToCounsellor) for raw in one.frames]
    assert any(b'"erased":true' in frame for frame in frames)
    assert (await world.row(citizen)).state is State.WRAP_UP


async def test_nobody_can_use_what_is_remembered_for_repeats_for_ever(world: World) -> None:
    ane = await world.counsellor()
    await world.citizen()
    await world.desk.answering.take(ane, None, "a")
    await world.move(599)
    await world.desk.retention.sweep()
    async with world.desk.transaction() as tx:
        assert await count(tx, "take_request") == 1
    await world.move(2)
    await world.desk.retention.sweep()
    async with world.desk.transaction() as tx:
        assert await count(tx, "take_request") == 0
