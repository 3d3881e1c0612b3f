"""Capacity is seats counted from rows: set by a coordinator at any time, it takes nothing away (I5)."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID, uuid4

import pytest

from app.domain.counsellor import Seats
from app.domain.errors import Invalid, NoCapacity, NotFound
from app.frames.bus import ToCounsellor
from app.repositories import duty, staff
from app.repositories.duty import CounsellorRow
from app.services.transfer import Handover
from tests.factories import World

WHO = uuid4()


async def seats(world: World, counsellor_id: UUID) -> Seats:
    """Her seats, from the rows."""
    async with world.desk.transaction() as tx:
        return (await duty.seats(tx, [counsellor_id], world.desk.rules().policy))[counsellor_id]


async def her(world: World, counsellor_id: UUID) -> CounsellorRow:
    """The counsellor as stored now."""
    async with world.desk.transaction() as tx:
        found = await duty.find(tx, counsellor_id)
    assert found is not None
    return found


async def test_a_beginner_has_one_seat_and_an_old_hand_may_have_three(world: World) -> None:
    ane, bo = await world.counsellor("Ane"), await world.counsellor("Bo")
    await world.desk.capacities.set(ane, 1, author_id=WHO)
    await world.desk.capacities.set(bo, 3, author_id=WHO)
    for _ in range(6):
        await world.citizen()
    assert await world.desk.dispatch.run_once() == 4
    offered = [who for _, who in await world.offered()]
    assert (offered.count(ane), offered.count(bo)) == (1, 3)
    await world.desk.capacities.set(ane, None, author_id=WHO)
    assert await world.desk.dispatch.run_once() == 1, "as many as everybody again: two"


async def test_lowered_below_what_is_open_it_takes_nothing_away_and_lets_nothing_in(world: World) -> None:
    ane, bo = await world.counsellor("Ane", capacity=3), await world.counsellor("Bo", capacity=1)
    hers = [await world.talking(ane) for _ in range(2)]
    offered = await world.citizen()
    others = await world.talking(bo)
    assert await world.desk.dispatch.run_once() == 1
    await world.desk.capacities.set(ane, 1, author_id=WHO)
    assert (await seats(world, ane)).chat_held == 3
    await world.desk.answering.accept(ane, offered.contact_id, None)
    assert [(await world.row(one)).owner for one in (*hers, offered)] == [ane, ane, ane]
    for ended in (None, *hers):
        if ended is not None:
            await world.desk.endings.end(ane, ended.contact_id)
            await world.move(150)
            await world.desk.deadlines.sweep()
        waiting = await world.citizen()
        with pytest.raises(NoCapacity):
            await world.desk.answering.take(ane, waiting.contact_id, None)
        with pytest.raises(NoCapacity):
            await world.desk.transfers.transfer(bo, others.contact_id, Handover(counsellor=ane))
        assert await world.desk.dispatch.run_once() == 0
    await world.desk.endings.end(ane, offered.contact_id)
    await world.move(150)
    await world.desk.deadlines.sweep()
    assert await world.desk.dispatch.run_once() == 1, "a seat is free at last"


async def test_a_wrap_up_holds_its_seat_under_the_new_capacity_too(world: World) -> None:
    ane = await world.counsellor(capacity=2)
    citizen = await world.talking(ane)
    await world.desk.endings.end(ane, citizen.contact_id)
    await world.desk.capacities.set(ane, 1, author_id=WHO)
    await world.citizen()
    await world.move(149)
    assert await world.desk.dispatch.run_once() == 0
    await world.move(1)
    await world.desk.deadlines.sweep()
    assert await world.desk.dispatch.run_once() == 1


async def test_she_is_told_once_it_is_audited_and_nonsense_is_refused(world: World) -> None:
    ane = await world.counsellor()
    told: list[Sequence[object]] = []
    world.desk.bus.handle = told.append
    for chats in (3, 3):
        await world.desk.capacities.set(ane, chats, author_id=WHO)
    frames = [
        raw for batch in told for event in batch if isinstance(event, ToCounsellor) for raw in event.frames
    ]
    assert [b'"capacity":{"chat":3' in bytes(frame) for frame in frames] == [True]
    told.clear()
    version = (await her(world, ane)).version
    async with world.desk.transaction() as tx:
        await staff.set_chat_capacity(tx, ane, 1)
    assert (await her(world, ane)).version == version + 1
    unsaid = [event for batch in told for event in batch if isinstance(event, ToCounsellor)]
    assert unsaid == [], "a version without frames would pass for told, and her screen stay as it was"
    for chats in (-1, 101):
        with pytest.raises(Invalid):
            await world.desk.capacities.set(ane, chats, author_id=WHO)
    with pytest.raises(NotFound):
        await world.desk.capacities.set(uuid4(), 1, author_id=WHO)
    async with world.desk.transaction() as tx:
        rows = await tx.run(
            "SELECT a.action, a.actor_id, c.before, c.after FROM audit a JOIN audit_change c"
            " ON c.audit_id = a.id WHERE a.action = 'staff_capacity'"
        )
        assert [tuple(row) for row in rows] == [
            ("staff_capacity", WHO, {"chat_capacity": None}, {"chat_capacity": 3})
        ]
