"""The citizen's socket comes and goes: her place is kept for two minutes, an outage is no absence."""

from __future__ import annotations

import pytest

from app.domain.contact import State
from app.domain.errors import Gone, NotSignedIn
from app.frames.bus import ToCitizen
from app.repositories import desk as desk_row
from tests.factories import Citizen, World


async def loses_touch(world: World, citizen: Citizen) -> None:
    """Her socket closes now."""
    await world.desk.attendance.went(citizen.contact_id, citizen.generation, world.now())


async def test_back_after_119_seconds_the_place_is_the_same(world: World) -> None:
    first, second = await world.citizen(), await world.citizen()
    await loses_touch(world, first)
    assert await world.desk.switchboard.line() == [second.contact_id]
    await world.move(119)
    await world.desk.deadlines.sweep()
    back = await world.desk.attendance.came(first.token)
    assert (back.state, back.absent_since, back.generation) == (State.QUEUED, None, 2)
    assert await world.desk.switchboard.line() == [first.contact_id, second.contact_id]


async def test_after_120_seconds_she_is_abandoned_and_told_why(world: World) -> None:
    swept, late = await world.citizen(), await world.citizen()
    for one in (swept, late):
        await loses_touch(world, one)
    await world.move(121)
    back = await world.desk.attendance.came(late.token)
    assert (back.state, back.ended_by, back.ended_reason) == (State.ABANDONED, "desk", "absent")
    await world.desk.deadlines.sweep()
    assert await world.causes(swept) == ["arrived", "absent"]
    assert await world.causes(late) == ["arrived", "absent"]


async def test_without_a_first_hello_she_is_absent_from_the_arrival_on(world: World) -> None:
    citizen = await world.citizen(here=False)
    assert (await world.row(citizen)).absent_since == world.now()
    await world.move(119)
    await world.desk.deadlines.sweep()
    assert (await world.row(citizen)).state is State.QUEUED
    await world.move(1)
    await world.desk.deadlines.sweep()
    assert (await world.row(citizen)).state is State.ABANDONED


async def test_a_hello_whose_client_has_gone_meanwhile_displaces_nobody(world: World) -> None:
    """It has tried again, and that socket is the newer one although its hello was done first."""
    citizen, ane = await world.citizen(), await world.counsellor()
    await world.desk.attendance.came(citizen.token)
    newest = await world.row(citizen)
    with pytest.raises(Gone):
        await world.desk.attendance.came(citizen.token, gone=lambda: True)
    assert await world.row(citizen) == newest
    generation = await world.desk.duty.came(ane)
    with pytest.raises(Gone):
        await world.desk.duty.came(ane, gone=lambda: True)
    assert await world.desk.duty.came(ane) == generation + 1


async def test_the_close_of_an_older_socket_changes_nothing(world: World) -> None:
    citizen = await world.citizen()
    await world.desk.attendance.came(citizen.token)
    before = await world.row(citizen)
    await loses_touch(world, citizen)
    assert await world.row(citizen) == before


async def test_absence_in_conversation_does_not_end_it(world: World) -> None:
    ane = await world.counsellor()
    citizen = await world.talking(ane)
    await loses_touch(world, citizen)
    await world.move(600)
    await world.desk.deadlines.sweep()
    assert (await world.desk.attendance.came(citizen.token)).state is State.ACTIVE


async def test_an_unknown_token_and_one_whose_text_is_gone_are_not_signed_in(world: World) -> None:
    citizen = await world.citizen()
    await world.desk.endings.erase(citizen.contact_id)
    for token in ("nothing", citizen.token):
        with pytest.raises(NotSignedIn):
            await world.desk.attendance.came(token)


async def test_flushall_abandons_nobody(world: World) -> None:
    citizen = await world.citizen()
    await loses_touch(world, citizen)
    await world.move(119)
    await world.lose_the_switchboard()
    await world.desk.settling.renew()
    await world.move(119)
    await world.desk.deadlines.sweep()
    assert (await world.row(citizen)).state is State.QUEUED
    await world.move(1)
    await world.desk.deadlines.sweep()
    assert (await world.row(citizen)).state is State.ABANDONED


@pytest.mark.parametrize("first", ["sweep", "hello"])
async def test_an_outage_of_five_minutes_abandons_nobody(world: World, first: str) -> None:
    citizen, other = await world.citizen(), await world.citizen()
    for one in (citizen, other):
        await loses_touch(world, one)
    await world.move(300, beating=False)
    if first == "sweep":
        await world.desk.deadlines.sweep()
    assert (await world.desk.attendance.came(citizen.token)).state is State.QUEUED
    async with world.desk.transaction() as tx:
        await desk_row.beat(tx, world.desk.worker_id)
    await world.move(119)
    await world.desk.deadlines.sweep()
    assert (await world.row(other)).state is State.QUEUED
    await world.move(1)
    await world.desk.deadlines.sweep()
    assert (await world.row(other)).state is State.ABANDONED
    assert (await world.row(citizen)).state is State.QUEUED


async def test_the_citizens_of_a_silent_worker_are_absent_since_its_last_beat(world: World) -> None:
    other = await world.worker()
    await world.move(10)
    lost, kept = await world.citizen(by=other), await world.citizen()
    last = world.now()
    for _ in range(4):
        await world.move(2, beating=False)
        async with world.desk.transaction() as tx:
            await desk_row.beat(tx, world.desk.worker_id)
        await world.desk.deadlines.mourn()
    assert (await world.row(lost)).absent_since == last
    assert (await world.row(kept)).absent_since is None
    await other.attendance.is_here(lost.contact_id, lost.generation)
    assert (await world.row(lost)).absent_since is None


async def test_staff_hear_that_a_citizen_came_and_went(world: World) -> None:
    citizen = await world.citizen()
    told: list[object] = []
    world.desk.bus.handle = told.extend
    await loses_touch(world, citizen)
    await world.desk.attendance.came(citizen.token)
    versions = [event.version for event in told if isinstance(event, ToCitizen)]
    assert versions == [(await world.row(citizen)).version - 1, (await world.row(citizen)).version]
