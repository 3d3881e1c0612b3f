"""Taking by hand: whoever may, whoever is there, and nothing that is another centre's for now."""

from __future__ import annotations

import pytest
from sqlalchemy import update

from app.domain.contact import State
from app.domain.counsellor import Role
from app.domain.errors import Gone, NotAllowed, WrongState
from app.models.staff import Staff
from app.services.transfer import Handover
from tests.factories import World


async def test_what_is_another_centres_for_its_first_minute_is_gone_for_a_hand_too(world: World) -> None:
    ane = await world.counsellor("Ane", centre="TROMSO")
    bo = await world.counsellor("Bo", centre="VESTLAND")
    citizen = await world.talking(ane)
    await world.desk.transfers.transfer(ane, citizen.contact_id, Handover(centre="VESTLAND"))
    before = await world.row(citizen)
    with pytest.raises(Gone):
        await world.desk.answering.take(ane, citizen.contact_id, None)
    assert await world.row(citizen) == before
    await world.move(60)
    await world.desk.answering.take(ane, citizen.contact_id, None)
    await world.desk.transfers.transfer(ane, citizen.contact_id, Handover(centre="VESTLAND"))
    await world.desk.answering.take(bo, citizen.contact_id, None)
    assert (await world.row(citizen)).owner == bo


async def test_nobody_who_is_away_is_taken_but_who_has_just_asked_is(world: World) -> None:
    ane = await world.counsellor(capacity=3)
    gone, coming, never = await world.citizen(), await world.citizen(here=False), None
    await world.desk.attendance.went(gone.contact_id, gone.generation, world.now())
    with pytest.raises(WrongState):
        await world.desk.answering.take(ane, gone.contact_id, None)
    await world.move(10)
    await world.desk.answering.take(ane, coming.contact_id, None)
    never = await world.citizen(here=False)
    await world.move(11)
    with pytest.raises(WrongState):
        await world.desk.answering.take(ane, never.contact_id, None)
    assert [(await world.row(one)).state for one in (gone, coming, never)] == [
        State.QUEUED,
        State.ACTIVE,
        State.QUEUED,
    ]
    await world.assert_switchboard_agrees()


async def test_where_the_desk_says_so_only_coordinators_take_and_offers_are_accepted_still(
    world: World,
) -> None:
    await world.policy(take_by_hand=0)
    ane, bo = await world.counsellor("Ane"), await world.counsellor("Bo", capacity=1)
    async with world.desk.transaction() as tx:
        await tx.run(update(Staff).where(Staff.id == bo).values(role=Role.COORDINATOR))
    first, second = await world.citizen(), await world.citizen()
    for asked in (first.contact_id, None):
        with pytest.raises(NotAllowed):
            await world.desk.answering.take(ane, asked, "a")
    assert await world.desk.switchboard.line() == [first.contact_id, second.contact_id]
    await world.desk.answering.take(bo, first.contact_id, None)
    await world.desk.dispatch.run_once()
    assert await world.offered() == [(second.contact_id, ane)]
    await world.desk.answering.take(ane, second.contact_id, None)
    assert (await world.causes(second))[-1] == "accepted"
    shown = [(await world.desk.overview.counsellor(who, {})).snapshot.take_by_hand for who in (ane, bo)]
    assert shown == [False, True]
