"""Dispatch end to end: who waits is offered to who is free, once, by the rules, whatever Valkey believes."""

from __future__ import annotations

import asyncio
from datetime import datetime

import pytest

from app.domain.contact import Channel, State, Waiting
from app.domain.counsellor import Presence
from app.repositories import desk as desk_row
from app.services import dispatch as dispatch_module
from tests.factories import World


async def test_the_oldest_present_contact_is_offered_within_one_run(world: World) -> None:
    first, second = await world.citizen(), await world.citizen()
    ane = await world.counsellor(capacity=1)
    assert await world.desk.dispatch.run_once() == 1
    assert await world.offered() == [(first.contact_id, ane)]
    assert (await world.row(first)).state is State.OFFERED
    assert (await world.row(second)).state is State.QUEUED


async def test_however_many_nobody_can_serve_the_line_is_read_on(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dispatch_module, "LOOK", 1)
    people = [await world.citizen() for _ in range(6)]
    ane = await world.counsellor(capacity=1)
    for citizen in people[:5]:
        assert await world.desk.dispatch.run_once() == 1
        assert await world.offered() == [(citizen.contact_id, ane)]
        await world.desk.answering.decline(ane, citizen.contact_id, None, reason=None)
    assert await world.desk.dispatch.run_once() == 1
    assert await world.offered() == [(people[5].contact_id, ane)]


async def test_a_seat_for_calls_alone_reads_a_line_of_chats_no_further_and_finds_a_call_behind_them(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dispatch_module, "LOOK", 1)
    looks: list[int] = []
    look = world.desk.switchboard.look

    async def counted(now: datetime, most: int, *, after: int = 0) -> tuple[list[Waiting], bool]:
        looks.append(after)
        return await look(now, most, after=after)

    monkeypatch.setattr(world.desk.switchboard, "look", counted)
    people = [await world.citizen() for _ in range(5)]
    ane = await world.counsellor()
    await world.desk.duty.wish(ane, Presence.READY, [Channel.PHONE])
    assert await world.desk.dispatch.run_once() == 0
    assert looks == [0], "five chats are no reason to read on for her"
    async with world.desk.transaction() as tx:
        called = {"id": people[-1].contact_id}
        await tx.run("UPDATE contact SET channel = 'phone' WHERE id = :id", called)
    await world.desk.settling.rebuild(force=True)
    assert await world.desk.dispatch.run_once() == 1
    assert await world.offered() == [(people[-1].contact_id, ane)]


async def test_a_freed_seat_wakes_dispatch_and_one_run_fills_it(world: World) -> None:
    ane = await world.counsellor(capacity=1)
    talking, waiting = await world.talking(ane), await world.citizen()
    assert await world.desk.dispatch.run_once() == 0
    await world.desk.endings.leave(talking.contact_id)
    assert await world.desk.dispatch.run_once() == 0, "the wrap-up holds its seat for a while"
    world.desk.wake.clear()
    await world.desk.wrapping_up.record(ane, talking.contact_id, {"disposition": "TULL", "topics": []})
    assert world.desk.wake.is_set()
    assert await world.desk.dispatch.run_once() == 1
    assert await world.offered() == [(waiting.contact_id, ane)]


async def test_two_dispatchers_at_once_make_one_offer(world: World) -> None:
    await world.worker()
    for _ in range(4):
        citizen, ane = await world.citizen(), await world.counsellor(capacity=1)
        made = await asyncio.gather(*(desk.dispatch.run_once() for desk in world.workers))
        assert sum(made) == 1
        assert (citizen.contact_id, ane) in await world.offered()
        await world.desk.duty.wish(ane, Presence.BREAK, None)
        await world.desk.endings.leave(citizen.contact_id)


async def test_nobody_absent_is_offered_and_nobody_absent_gets_an_offer(world: World) -> None:
    away, here = await world.citizen(here=False), await world.citizen()
    gone, ane = await world.counsellor("Bo"), await world.counsellor("Ane", capacity=1)
    await world.desk.duty.went(gone, 1, world.now())
    await world.desk.dispatch.run_once()
    assert await world.offered() == [(here.contact_id, ane)]
    await world.desk.attendance.came(away.token)
    assert await world.desk.dispatch.run_once() == 0


async def test_a_worker_with_a_stale_epoch_renews_it_and_offers_at_once(world: World) -> None:
    other = await world.worker()
    await world.desk.settling.rebuild(force=True)
    assert other.switchboard.epoch != world.desk.switchboard.epoch
    await world.citizen()
    await world.counsellor()
    assert await other.dispatch.run_once() == 1
    assert other.switchboard.epoch == world.desk.switchboard.epoch


async def test_a_seat_that_only_valkey_believes_held_is_free_at_the_second_run(world: World) -> None:
    ane = await world.counsellor(capacity=1)
    talking = await world.talking(ane)
    stale = await world.row(talking)
    await world.desk.endings.end(ane, talking.contact_id)
    await world.desk.wrapping_up.record(ane, talking.contact_id, {"disposition": "TULL", "topics": []})
    await world.forget_in_valkey(talking)
    await world.desk.switchboard.settle(
        stale.id, version=stale.version, holders=[ane], waiting=None, over_at=None, release=False
    )
    waiting = await world.citizen()
    assert await world.desk.dispatch.run_once() == 0
    assert await world.desk.dispatch.run_once() == 1
    assert await world.offered() == [(waiting.contact_id, ane)]


async def test_a_draining_worker_makes_no_offers(world: World) -> None:
    await world.citizen()
    await world.counsellor()
    world.desk.dispatch.pausing = True
    assert await world.desk.dispatch.run_once() == 0


async def test_a_phone_contact_leaves_no_seat_for_a_chat(world: World) -> None:
    ane = await world.counsellor(capacity=3)
    call = await world.talking(ane)
    async with world.desk.transaction() as tx:
        await tx.run("UPDATE contact SET channel = 'phone' WHERE id = :id", {"id": call.contact_id})
    await world.citizen()
    assert await world.desk.dispatch.run_once() == 0


async def test_nobody_of_a_silent_worker_is_offered_anything_before_it_is_mourned(world: World) -> None:
    await world.counsellor()
    await world.citizen()
    await world.move(desk_row.SILENT.total_seconds() + 1, beating=False)
    assert await world.desk.dispatch.run_once() == 0
    await world.move(0)
    assert await world.desk.dispatch.run_once() == 1
