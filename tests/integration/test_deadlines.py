"""Every hold has its end: offers, seats of wrap-ups, wrap-ups themselves, a centre's first minute."""

from __future__ import annotations

import asyncio
from uuid import uuid4

import pytest

from app.domain.contact import State
from app.domain.counsellor import Presence
from app.domain.errors import Violated
from app.repositories import deadlines
from app.services.transfer import Handover
from tests.factories import World


async def test_a_wrap_up_holds_its_seat_for_150_seconds(world: World) -> None:
    ane = await world.counsellor(capacity=1)
    citizen, waiting = await world.talking(ane), await world.citizen()
    await world.desk.endings.end(ane, citizen.contact_id)
    await world.move(149)
    await world.desk.deadlines.sweep()
    assert await world.desk.dispatch.run_once() == 0
    world.desk.wake.clear()
    await world.move(1)
    await world.desk.deadlines.sweep()
    assert world.desk.wake.is_set()
    assert await world.desk.dispatch.run_once() == 1
    assert await world.offered() == [(waiting.contact_id, ane)]
    assert (await world.row(citizen)).state is State.WRAP_UP, "it stays open, without a seat"


async def test_a_wrap_up_lapses_after_a_day_as_not_recorded(world: World) -> None:
    ane = await world.counsellor()
    citizen = await world.talking(ane)
    await world.desk.endings.leave(citizen.contact_id)
    await world.move(86_399)
    await world.desk.deadlines.sweep()
    assert (await world.row(citizen)).state is State.WRAP_UP
    await world.move(1)
    await world.desk.deadlines.sweep()
    row = await world.row(citizen)
    assert (row.state, row.owner, row.answered_by) == (State.CLOSED, None, ane)
    assert await world.causes(citizen) == ["arrived", "taken", "ended_citizen", "lapsed"]


async def test_a_centre_has_its_own_people_for_a_minute_then_all_may(world: World) -> None:
    ane = await world.counsellor("Ane", centre="VESTLAND", capacity=1)
    citizen = await world.talking(ane)
    bo = await world.counsellor("Bo", centre="TROMSO", capacity=1)
    await world.desk.transfers.transfer(ane, citizen.contact_id, Handover(centre="VESTLAND"))
    await world.move(59)
    await world.desk.deadlines.sweep()
    assert await world.desk.dispatch.run_once() == 0
    await world.move(1)
    await world.desk.deadlines.sweep()
    row = await world.row(citizen)
    assert (row.only_centre, row.returned) == (None, "transfer_failed")
    await world.desk.deadlines.sweep()
    assert (await world.row(citizen)).version == row.version, "told once"
    await world.desk.duty.wish(ane, Presence.BREAK, None)
    await world.desk.dispatch.run_once()
    assert await world.offered() == [(citizen.contact_id, bo)]


async def test_an_offer_ends_once_although_two_workers_sweep(world: World) -> None:
    other = await world.worker()
    await world.counsellor(capacity=3)
    people = [await world.citizen() for _ in range(3)]
    assert await world.desk.dispatch.run_once() == 3
    await world.move(30)
    await asyncio.gather(*(desk.deadlines.sweep() for desk in (world.desk, other, world.desk, other)))
    for one in people:
        assert await world.causes(one) == ["arrived", "offered", "expired"]
    assert await world.desk.switchboard.line() == [one.contact_id for one in people]


async def test_no_release_can_put_a_call_into_the_line_and_its_sweep_goes_on(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """During a deploy a worker of the release before sweeps too: as here, but for calls as for chats."""
    ane, bo = await world.counsellor("Ane"), await world.counsellor("Bo")
    citizen = await world.talking(bo)
    body = {"request_id": str(uuid4()), "language": "nb", "ended_at": None, "wrap_up": None}
    body["started_at"] = world.now().isoformat()
    contact_id = (await world.desk.phone_register.register(ane, body)).contact_id
    async with world.desk.transaction() as tx:
        await tx.run("UPDATE counsellor SET absent_since = :now", {"now": tx.now})
    before = await world.row(contact_id)
    everybody = deadlines.LEFT_BEHIND.replace(f"AND NOT ({deadlines.BY_HAND})", "")
    assert everybody != deadlines.LEFT_BEHIND
    monkeypatch.setattr(deadlines, "LEFT_BEHIND", everybody)
    await world.move(60)
    await world.desk.deadlines.sweep()
    assert (await world.row(citizen.contact_id)).state is State.QUEUED
    assert await world.row(contact_id) == before
    with pytest.raises(Violated, check=lambda error: "ticket_in_line" in error.constraint):
        async with world.desk.transaction() as tx:
            await tx.run(
                "UPDATE contact SET state = 'queued', owner = NULL WHERE id = :id", {"id": contact_id}
            )
    await world.assert_switchboard_agrees()
