"""Accept, decline, take: one winner, nobody beyond capacity, and a repeat finds its first effect."""

from __future__ import annotations

import asyncio
from uuid import UUID, uuid4

import pytest
from sqlalchemy import delete

from app.domain.contact import State
from app.domain.counsellor import Presence
from app.domain.errors import DeskError, Gone, Invalid, NoCapacity, NotFound, NotOnShift, WrongState
from app.models.staff import Shift
from tests.factories import Citizen, World


async def offered_to(world: World, counsellor_id: UUID) -> Citizen:
    """A citizen who is offered to this counsellor just now."""
    citizen = await world.citizen()
    assert await world.desk.dispatch.run_once() == 1
    assert (citizen.contact_id, counsellor_id) in await world.offered()
    return citizen


async def test_accepting_twice_is_accepting_once(world: World) -> None:
    ane = await world.counsellor()
    citizen = await offered_to(world, ane)
    await world.desk.answering.accept(ane, citizen.contact_id, None)
    first = await world.row(citizen)
    assert (first.state, first.owner, first.answered_by) == (State.ACTIVE, ane, ane)
    await world.desk.answering.accept(ane, citizen.contact_id, None)
    assert await world.row(citizen) == first
    assert await world.causes(citizen) == ["arrived", "offered", "accepted"]


async def test_an_offer_of_somebody_else_is_gone(world: World) -> None:
    ane, bo = await world.counsellor("Ane"), await world.counsellor("Bo", capacity=0)
    citizen = await offered_to(world, ane)
    for refused in (
        world.desk.answering.accept(bo, citizen.contact_id, None),
        world.desk.answering.decline(bo, citizen.contact_id, None, reason=None),
        world.desk.answering.accept(ane, citizen.contact_id, uuid4()),
        world.desk.answering.take(bo, citizen.contact_id, None),
    ):
        with pytest.raises(Gone):
            await refused
    with pytest.raises(NotFound):
        await world.desk.answering.accept(ane, uuid4(), None)


async def test_declined_it_is_in_its_old_place_and_not_hers_for_a_minute(world: World) -> None:
    ane = await world.counsellor(capacity=1)
    first = await offered_to(world, ane)
    second = await world.citizen()
    ticket = (await world.row(first)).ticket
    await world.desk.answering.decline(ane, first.contact_id, None, reason="SPRAAK")
    assert (await world.row(first)).ticket == ticket
    assert await world.desk.switchboard.line() == [first.contact_id, second.contact_id]
    await world.desk.answering.decline(ane, first.contact_id, None, reason=None)
    assert await world.causes(first) == ["arrived", "offered", "declined"]
    await world.desk.dispatch.run_once()
    assert await world.offered() == [(second.contact_id, ane)]
    await world.desk.answering.decline(ane, second.contact_id, None, reason=None)
    bo = await world.counsellor("Bo", capacity=1)
    await world.desk.dispatch.run_once()
    assert await world.offered() == [(first.contact_id, bo)]


async def test_an_expired_offer_goes_to_the_next_and_back_to_her_after_a_minute(world: World) -> None:
    ane = await world.counsellor(capacity=1)
    citizen = await offered_to(world, ane)
    await world.move(29)
    await world.desk.deadlines.sweep()
    assert await world.offered() == [(citizen.contact_id, ane)]
    await world.move(1)
    await world.desk.deadlines.sweep()
    assert (await world.causes(citizen))[-1] == "expired"
    assert await world.desk.dispatch.run_once() == 0
    await world.move(59)
    assert await world.desk.dispatch.run_once() == 0
    await world.move(1)
    assert await world.desk.dispatch.run_once() == 1


async def test_a_late_accept_finds_the_offer_gone(world: World) -> None:
    ane = await world.counsellor()
    citizen = await offered_to(world, ane)
    await world.move(30)
    await world.desk.deadlines.sweep()
    with pytest.raises(Gone):
        await world.desk.answering.accept(ane, citizen.contact_id, None)
    with pytest.raises(Gone):
        await world.desk.answering.decline(ane, citizen.contact_id, None, reason=None)


async def test_taking_needs_a_ready_counsellor_on_shift_with_a_seat(world: World) -> None:
    citizen, ane = await world.citizen(), await world.counsellor(capacity=1)
    await world.desk.duty.wish(ane, Presence.BREAK, None)
    with pytest.raises(WrongState):
        await world.desk.answering.take(ane, citizen.contact_id, None)
    await world.desk.duty.wish(ane, Presence.READY, None)
    await world.talking(ane)
    with pytest.raises(NoCapacity):
        await world.desk.answering.take(ane, citizen.contact_id, None)
    bo = await world.counsellor("Bo")
    async with world.desk.transaction() as tx:
        await tx.run(delete(Shift))
    with pytest.raises(NotOnShift):
        await world.desk.answering.take(bo, citizen.contact_id, None)
    assert (await world.row(citizen)).state is State.QUEUED


async def test_taking_what_is_offered_to_me_accepts_it(world: World) -> None:
    ane = await world.counsellor(capacity=1)
    citizen = await offered_to(world, ane)
    await world.desk.answering.take(ane, citizen.contact_id, None)
    assert await world.causes(citizen) == ["arrived", "offered", "accepted"]
    await world.desk.answering.take(ane, citizen.contact_id, None)
    assert await world.causes(citizen) == ["arrived", "offered", "accepted"]


async def test_the_next_that_fits_is_taken_once_for_each_command(world: World) -> None:
    ane = await world.counsellor(capacity=2)
    with pytest.raises(Invalid):
        await world.desk.answering.take(ane, None, None)
    with pytest.raises(NotFound):
        await world.desk.answering.take(ane, None, "a")
    waiting = [await world.citizen() for _ in range(3)]
    taken = [await world.desk.answering.take(ane, None, command) for command in ("a", "a", "b", "a")]
    first, second = waiting[0].contact_id, waiting[1].contact_id
    assert taken == [first, first, second, first]
    with pytest.raises(NoCapacity):
        await world.desk.answering.take(ane, None, "c")


async def test_the_same_command_on_two_sockets_at_once_takes_one_contact(world: World) -> None:
    other = await world.worker()
    for command in ("a", "b", "c"):
        ane = await world.counsellor(capacity=2)
        await world.citizen()
        await world.citizen()
        takes = [desk.answering.take(ane, None, command) for desk in (world.desk, other, world.desk, other)]
        assert len(set(await asyncio.gather(*takes))) == 1
        async with world.desk.transaction() as tx:
            held = await tx.run("SELECT count(*) FROM contact WHERE owner = :ane", {"ane": ane})
            assert held.scalar_one() == 1


async def test_a_seat_that_only_valkey_believes_held_does_not_forbid_a_take(world: World) -> None:
    ane = await world.counsellor(capacity=1)
    talking, waiting = await world.talking(ane), await world.citizen()
    await world.desk.endings.end(ane, talking.contact_id)
    await world.move(151)
    assert await world.desk.switchboard.seated(ane) == [talking.contact_id]
    await world.desk.answering.take(ane, waiting.contact_id, None)
    assert (await world.row(waiting)).owner == ane
    assert await world.desk.switchboard.seated(ane) == [waiting.contact_id]


async def test_a_counsellor_shut_out_keeps_no_offer(world: World) -> None:
    ane = await world.counsellor()
    citizen = await offered_to(world, ane)
    await world.desk.duty.wish(ane, Presence.BREAK, None)
    assert await world.causes(citizen) == ["arrived", "offered", "withdrawn"]
    with pytest.raises(DeskError):
        await world.desk.answering.accept(ane, citizen.contact_id, None)
