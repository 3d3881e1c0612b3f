"""The counsellor's presence is a wish, a shift and a socket; who is gone for a minute loses her contacts."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from app.domain.contact import Channel, State
from app.domain.counsellor import Presence
from app.domain.errors import Invalid, NotAllowed, NotOnShift
from app.frames.bus import ToCitizen
from app.models.staff import PresenceLog, Shift
from app.repositories import duty, staff
from app.repositories.duty import CounsellorRow
from tests.factories import World


async def her(world: World, counsellor_id: UUID) -> CounsellorRow:
    """The counsellor as stored."""
    async with world.desk.transaction() as tx:
        found = await duty.find(tx, counsellor_id)
    assert found is not None
    return found


async def loses_touch(world: World, counsellor_id: UUID) -> None:
    """Her newest socket closes now."""
    row = await her(world, counsellor_id)
    await world.desk.duty.went(counsellor_id, row.generation, world.now())


async def test_gone_for_59_seconds_she_keeps_everything(world: World) -> None:
    ane = await world.counsellor()
    citizen = await world.talking(ane)
    await loses_touch(world, ane)
    await world.move(59)
    await world.desk.deadlines.sweep()
    await world.desk.duty.came(ane)
    assert (await world.row(citizen)).owner == ane
    assert (await her(world, ane)).wish is Presence.READY


async def test_gone_for_60_seconds_her_citizens_are_first_in_line_exactly_once(world: World) -> None:
    ane = await world.counsellor()
    early = await world.citizen()
    citizen = await world.talking(ane)
    told: list[object] = []
    world.desk.bus.handle = told.extend
    await loses_touch(world, ane)
    await world.move(60)
    for _ in range(3):
        await world.desk.deadlines.sweep()
    row = await world.row(citizen)
    assert (row.state, row.owner, row.answered_by, row.returned) == (
        State.QUEUED, None, ane, "counsellor_gone",
    )  # fmt: skip
    assert (await world.causes(citizen)).count("counsellor_gone") == 1
    assert await world.desk.switchboard.line() == [citizen.contact_id, early.contact_id]
    frames = [bytes(raw) for one in told if isinstance(one, ToCitizen) for raw in one.frames]
    assert frames == [b'{"type":"returned","reason":"counsellor_gone"}']
    bo = await world.counsellor("Bo", capacity=1)
    await world.desk.dispatch.run_once()
    assert await world.offered() == [(citizen.contact_id, bo)]


async def test_two_workers_sweeping_at_once_return_a_contact_once(world: World) -> None:
    other, ane = await world.worker(), await world.counsellor()
    people = [await world.talking(ane) for _ in range(2)]
    await loses_touch(world, ane)
    await world.move(60)
    await asyncio.gather(*(desk.deadlines.sweep() for desk in (world.desk, other, world.desk, other)))
    for one in people:
        assert await world.causes(one) == ["arrived", "taken", "counsellor_gone"]


async def test_back_after_a_minute_her_wish_is_a_break_and_says_why(world: World) -> None:
    ane = await world.counsellor()
    await loses_touch(world, ane)
    await world.move(60)
    await world.desk.duty.came(ane)
    row = await her(world, ane)
    assert (row.wish, row.wish_reason) == (Presence.BREAK, "lost_touch")


async def test_an_outage_takes_nobody_from_her_and_keeps_her_wish(world: World) -> None:
    ane = await world.counsellor()
    citizen = await world.talking(ane)
    await loses_touch(world, ane)
    await world.move(300, beating=False)
    await world.desk.deadlines.sweep()
    await world.desk.duty.came(ane)
    assert (await world.row(citizen)).owner == ane
    assert (await her(world, ane)).wish is Presence.READY


async def test_a_disabled_counsellor_loses_contacts_and_offers_at_once(world: World) -> None:
    ane = await world.counsellor(capacity=2)
    talking, offered = await world.talking(ane), await world.citizen()
    await world.desk.dispatch.run_once()
    async with world.desk.transaction() as tx:
        await staff.set_disabled(tx, ane, disabled=True)
    await world.desk.deadlines.sweep()
    assert (await world.causes(talking))[-1] == "disabled"
    assert (await world.row(talking)).returned == "counsellor_gone"
    assert (await world.causes(offered))[-1] == "withdrawn"
    assert await world.desk.dispatch.run_once() == 0
    with pytest.raises(NotAllowed):
        await world.desk.duty.came(ane)


async def test_an_offer_to_somebody_absent_or_off_shift_is_withdrawn(world: World) -> None:
    ane, bo = await world.counsellor("Ane", capacity=1), await world.counsellor("Bo", capacity=1)
    for _ in range(2):
        await world.citizen()
    assert await world.desk.dispatch.run_once() == 2
    await loses_touch(world, ane)
    async with world.desk.transaction() as tx:
        await tx.run(
            "UPDATE shift SET ends_at = :now WHERE counsellor_id = :bo",
            {"now": tx.now + timedelta(seconds=2), "bo": bo},
        )
    await world.move(2)
    await world.desk.deadlines.sweep()
    assert await world.offered() == []


async def test_an_older_socket_of_hers_changes_nothing(world: World) -> None:
    ane = await world.counsellor()
    await world.desk.duty.came(ane)
    before = await her(world, ane)
    await world.desk.duty.went(ane, before.generation - 1, world.now())
    await world.desk.duty.is_here(ane, before.generation - 1)
    assert await her(world, ane) == before


async def test_ready_needs_a_shift_and_permitted_channels(world: World) -> None:
    ane = await world.counsellor()
    async with world.desk.transaction() as tx:
        await tx.run("UPDATE counsellor SET permitted = ARRAY['chat'] WHERE id = :ane", {"ane": ane})
    for channels in ([], [Channel.PHONE]):
        with pytest.raises(Invalid):
            await world.desk.duty.wish(ane, Presence.READY, channels)
    async with world.desk.transaction() as tx:
        await tx.run(Shift.__table__.delete())  # type: ignore[attr-defined]
    await world.desk.duty.wish(ane, Presence.BREAK, [Channel.CHAT])
    with pytest.raises(NotOnShift):
        await world.desk.duty.wish(ane, Presence.READY, [Channel.CHAT])
    assert (await her(world, ane)).wish is Presence.BREAK


async def test_a_break_withdraws_offers_from_the_line_and_keeps_conversations(world: World) -> None:
    ane = await world.counsellor(capacity=2)
    talking, offered = await world.talking(ane), await world.citizen()
    await world.desk.dispatch.run_once()
    await world.desk.duty.wish(ane, Presence.BREAK, None)
    assert (await world.row(talking)).owner == ane
    assert (await world.causes(offered))[-1] == "withdrawn"
    await world.desk.duty.wish(ane, Presence.READY, None)
    assert await world.desk.dispatch.run_once() == 1, "withdrawn is not refused"


async def test_the_presence_log_tells_every_change(world: World) -> None:
    ane = await world.counsellor()
    await world.move(10)
    await world.desk.duty.wish(ane, Presence.BREAK, None)
    await loses_touch(world, ane)
    await world.desk.duty.came(ane)
    statement = select(PresenceLog.state).where(PresenceLog.counsellor_id == ane).order_by(PresenceLog.id)
    async with world.desk.transaction() as tx:
        states = list((await tx.run(statement)).scalars())
    assert states[-4:] == ["ready", "break", "absent", "break"]
