"""Whatever makes somebody eligible wakes dispatch at once; a wake-up that is lost costs a second at most."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import delete

from app.background import Background
from app.domain.contact import Channel, Language
from app.domain.counsellor import Presence
from app.models.staff import Shift
from app.repositories import desk as desk_row
from app.repositories import duty
from app.repositories import staff as accounts
from app.services.intake import Question
from app.services.transfer import Handover
from tests.factories import CHANNELS, World, until
from tests.fixtures.patience import promised

IDLE = 3.0
"""The sweep is each second; so long a seat may stay free beside somebody who waits at all (I13)."""
NOTHING = {"disposition": "TULL", "topics": []}

Happens = Callable[[], Awaitable[object]]
Trigger = Callable[[World, UUID], Awaitable[Happens]]


async def a_first_hello(world: World, ane: UUID) -> Happens:
    """Somebody has asked, and her page opens its socket only now."""
    admitted = await world.desk.intake.arrive(Question(language=Language.NB))
    return lambda: world.desk.attendance.came(admitted.token)


async def a_freed_seat(world: World, ane: UUID) -> Happens:
    """A wrap-up is recorded."""
    talking = await world.talking(ane)
    await world.citizen()
    await world.desk.endings.end(ane, talking.contact_id)
    return lambda: world.desk.wrapping_up.record(ane, talking.contact_id, NOTHING)


async def a_declined_offer(world: World, ane: UUID) -> Happens:
    """The seat it held is free for the next in line."""
    first, _ = await world.citizen(), await world.citizen()
    assert await world.desk.dispatch.run_once() == 1
    return lambda: world.desk.answering.decline(ane, first.contact_id, None, reason=None)


async def a_wish(world: World, ane: UUID) -> Happens:
    """Her break is over."""
    await world.desk.duty.wish(ane, Presence.BREAK, None)
    await world.citizen()
    return lambda: world.desk.duty.wish(ane, Presence.READY, CHANNELS)


async def another_channel(world: World, ane: UUID) -> Happens:
    """She wishes chats beside calls."""
    await world.desk.duty.wish(ane, Presence.READY, [Channel.PHONE])
    await world.citizen()
    return lambda: world.desk.duty.wish(ane, Presence.READY, CHANNELS)


async def an_absence_that_ends(world: World, ane: UUID) -> Happens:
    """Her socket is back."""
    await world.desk.duty.went(ane, 1, world.now())
    await world.citizen()
    return lambda: world.desk.duty.came(ane)


async def a_citizen_who_is_back(world: World, ane: UUID) -> Happens:
    """Passed over while she was away."""
    citizen = await world.citizen()
    await world.desk.attendance.went(citizen.contact_id, citizen.generation, world.now())
    return lambda: world.desk.attendance.came(citizen.token)


async def a_higher_capacity(world: World, ane: UUID) -> Happens:
    """A coordinator gives her one seat more."""
    await world.talking(ane)
    await world.citizen()
    return lambda: world.desk.capacities.set(ane, 2, author_id=ane)


async def an_account_opened_again(world: World, ane: UUID) -> Happens:
    """She was shut out by mistake."""
    await _set_disabled(world, ane, disabled=True)
    await world.citizen()
    return lambda: _set_disabled(world, ane, disabled=False)


async def an_extra_shift(world: World, ane: UUID) -> Happens:
    """Whoever helps out works outside the plan."""
    async with world.desk.transaction() as tx:
        await tx.run(delete(Shift).where(Shift.counsellor_id == ane))
    await world.citizen()
    body = {"counsellor_id": str(ane), "channels": ["chat"], "reason": "Bo er syk"}
    until_when = (world.now() + timedelta(hours=2)).isoformat()
    return lambda: world.desk.turnus.extra({**body, "until": until_when}, author_id=ane)


async def a_transfer_to_the_line(world: World, ane: UUID) -> Happens:
    """Her own contact is not hers for a minute; her seat is for whoever waits."""
    talking = await world.talking(ane)
    await world.citizen()
    return lambda: world.desk.transfers.transfer(ane, talking.contact_id, Handover(queue=True))


async def _set_disabled(world: World, who: UUID, *, disabled: bool) -> None:
    async with world.desk.transaction() as tx:
        await accounts.set_disabled(tx, who, disabled=disabled)


TRIGGERS: list[Trigger] = [
    a_first_hello,
    a_freed_seat,
    a_declined_offer,
    a_wish,
    another_channel,
    an_absence_that_ends,
    a_citizen_who_is_back,
    a_higher_capacity,
    an_account_opened_again,
    an_extra_shift,
    a_transfer_to_the_line,
]


@pytest.mark.parametrize("trigger", TRIGGERS, ids=lambda one: one.__name__)
async def test_whatever_makes_somebody_eligible_wakes_dispatch_at_once(
    world: World, trigger: Trigger
) -> None:
    happens = await trigger(world, await world.counsellor(capacity=1))
    assert await world.desk.dispatch.run_once() == 0, "not yet"
    world.desk.wake.clear()
    await happens()
    assert world.desk.wake.is_set()
    assert await world.desk.dispatch.run_once() == 1


async def test_what_was_refused_a_minute_ago_is_offered_again_by_the_sweep(world: World) -> None:
    ane = await world.counsellor(capacity=1)
    citizen = await world.citizen()
    await world.desk.dispatch.run_once()
    await world.desk.answering.decline(ane, citizen.contact_id, None, reason=None)
    await world.move(59.9)
    assert await world.desk.dispatch.run_once() == 0
    await world.move(0.1)
    assert await world.desk.dispatch.run_once() == 1
    assert await world.offered() == [(citizen.contact_id, ane)]


async def test_a_shift_that_begins_makes_her_eligible_by_time_alone(world: World) -> None:
    ane = await world.counsellor(capacity=1)
    await world.citizen()
    async with world.desk.transaction() as tx:
        later = {"start": tx.now + timedelta(seconds=60), "who": ane}
        await tx.run("UPDATE shift SET starts_at = :start WHERE counsellor_id = :who", later)
    assert await world.desk.dispatch.run_once() == 0
    await world.desk.deadlines.sweep()
    await world.move(60)
    world.desk.wake.clear()
    await world.desk.deadlines.sweep()
    assert world.desk.wake.is_set()
    assert await world.desk.dispatch.run_once() == 1


async def test_a_changed_setting_wakes_dispatch_of_every_worker(world: World) -> None:
    other = await world.worker()
    ane = await world.counsellor()
    for _ in range(2):
        await world.talking(ane)
    await world.citizen()
    assert await world.desk.dispatch.run_once() == 0
    for desk in world.workers:
        desk.wake.clear()
        world.run(Background(desk)._settings())
    await world.desk.policy_changes.change({"chat_capacity": 3}, author_id=None)
    other.hub.settings_changed.set()  # as the bus does, or the comparison that finds another version.
    async with asyncio.timeout(promised(IDLE)):
        await asyncio.gather(*(desk.wake.wait() for desk in world.workers))
    assert other.rules().policy.chat_capacity == world.desk.rules().policy.chat_capacity == 3
    assert await other.dispatch.run_once() == 1


async def test_a_lost_wake_up_costs_a_second_at_most(running_world: World) -> None:
    """The loop listens to an event that nobody sets: every wake-up of the desk is lost."""
    world = running_world
    deaf = replace(world.desk, wake=asyncio.Event())
    world.run(Background(deaf)._dispatch())
    for trigger in (a_first_hello, a_wish, a_higher_capacity):
        ane = await world.counsellor(trigger.__name__, capacity=1)
        happens = await trigger(world, ane)
        await happens()
        began = asyncio.get_running_loop().time()
        await until(lambda: _is_offered_to(world, ane))  # noqa: B023 — awaited before the next round.
        assert asyncio.get_running_loop().time() - began < promised(IDLE)
        for contact_id, _ in await world.offered():
            await world.desk.endings.leave(contact_id)
        await world.desk.duty.wish(ane, Presence.BREAK, None)
    assert not deaf.wake.is_set()


async def _is_offered_to(world: World, who: UUID) -> bool:
    return who in [counsellor for _, counsellor in await world.offered()]


async def test_two_workers_that_dispatch_at_once_for_many_rounds_give_nothing_twice(world: World) -> None:
    await world.worker()
    staff = [await world.counsellor(f"Ane{number}", capacity=1 + number) for number in range(3)]
    seats = 1 + 2 + 3
    for rounds in range(10):
        people = [await world.citizen() for _ in range(4 + rounds % 5)]
        for _ in range(2):
            await asyncio.gather(*(desk.dispatch.run_once() for desk in world.workers * 2))
        offered = await world.offered()
        assert len({contact for contact, _ in offered}) == len(offered) == min(seats, len(people))
        held = [who for _, who in offered]
        assert all(held.count(who) <= 1 + number for number, who in enumerate(staff)), "I5"
        first = {one.contact_id for one in people[: len(offered)]}
        assert first == {contact for contact, _ in offered}, "I7"
        for citizen in people:
            await world.desk.endings.leave(citizen.contact_id)
    await world.assert_switchboard_agrees()


async def test_whose_worker_is_silent_is_eligible_again_when_another_says_that_she_is_there(
    world: World,
) -> None:
    ane = await world.counsellor(capacity=1)
    await world.citizen()
    await world.move(desk_row.SILENT.total_seconds() + 1, beating=False)
    async with world.desk.transaction() as tx:
        await duty.went(tx, ane, since=tx.now)
    assert await world.desk.dispatch.run_once() == 0
    await world.move(0)
    world.desk.wake.clear()
    await world.desk.duty.is_here(ane, 1)
    assert world.desk.wake.is_set()
    assert await world.desk.dispatch.run_once() == 1
