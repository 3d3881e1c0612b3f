"""How a contact ends, by whoever may end it; a repeat changes nothing, and erasing takes the text with it."""

from __future__ import annotations

from uuid import uuid4

import pytest

from app.domain.contact import State
from app.domain.errors import NotFound, NotSignedIn, NotYours
from app.frames.bus import Erased
from tests.factories import World, count

NOTHING_SAID = {"disposition": "TULL", "topics": []}


async def test_leaving_the_line_abandons_and_leaving_twice_is_leaving_once(world: World) -> None:
    citizen = await world.citizen()
    await world.desk.endings.leave(citizen.contact_id)
    left = await world.row(citizen)
    assert (left.state, left.ended_by, left.ended_reason) == (State.ABANDONED, "citizen", "left")
    await world.desk.endings.leave(citizen.contact_id)
    assert await world.row(citizen) == left
    with pytest.raises(NotFound):
        await world.desk.endings.leave(uuid4())


async def test_leaving_while_offered_withdraws_the_offer(world: World) -> None:
    citizen, _ = await world.citizen(), await world.counsellor()
    await world.desk.dispatch.run_once()
    await world.desk.endings.leave(citizen.contact_id)
    assert await world.offered() == []
    assert await world.causes(citizen) == ["arrived", "offered", "left"]
    await world.assert_switchboard_agrees()


async def test_either_side_ends_a_conversation_and_the_wrap_up_stays_hers(world: World) -> None:
    ane, bo = await world.counsellor("Ane", capacity=9), await world.counsellor("Bo")
    by_her, by_citizen = await world.talking(ane), await world.talking(ane)
    with pytest.raises(NotYours):
        await world.desk.endings.end(bo, by_her.contact_id)
    for _ in range(2):
        await world.desk.endings.end(ane, by_her.contact_id)
        await world.desk.endings.leave(by_citizen.contact_id)
    rows = [await world.row(one) for one in (by_her, by_citizen)]
    assert [(row.state, row.owner) for row in rows] == [(State.WRAP_UP, ane)] * 2
    assert [(row.ended_by, row.ended_reason) for row in rows] == [
        ("counsellor", "done"), ("citizen", "left"),
    ]  # fmt: skip


async def test_recording_closes_once_and_is_final(world: World) -> None:
    ane = await world.counsellor()
    citizen = await world.talking(ane)
    await world.desk.endings.end(ane, citizen.contact_id)
    for _ in range(2):
        await world.desk.wrapping_up.record(ane, citizen.contact_id, NOTHING_SAID)
    assert (await world.row(citizen)).state is State.CLOSED
    assert await world.causes(citizen) == ["arrived", "taken", "ended_counsellor", "wrapped_up"]
    with pytest.raises(NotYours):
        await world.desk.endings.end(ane, citizen.contact_id)
    await world.desk.endings.leave(citizen.contact_id)
    assert (await world.row(citizen)).state is State.CLOSED


@pytest.mark.parametrize("state", [State.QUEUED, State.OFFERED, State.ACTIVE, State.WRAP_UP])
async def test_erasing_ends_what_lives_and_takes_the_text_repeatably(world: World, state: State) -> None:
    ane = await world.counsellor()
    citizen = await world.citizen(text="Kva kan eg bli?")
    if state is State.OFFERED:
        await world.desk.dispatch.run_once()
    if state in (State.ACTIVE, State.WRAP_UP):
        await world.desk.answering.take(ane, citizen.contact_id, None)
    if state is State.WRAP_UP:
        await world.desk.endings.end(ane, citizen.contact_id)
    told: list[object] = []
    world.desk.bus.handle = told.extend
    for _ in range(2):
        await world.desk.endings.erase(citizen.contact_id)
    assert told.count(Erased(contact_id=citizen.contact_id, close_code=4410)) == 1
    row = await world.row(citizen)
    assert (row.text_gone_at, row.alias) == (world.now(), None)
    assert row.state is (State.ABANDONED if state in (State.QUEUED, State.OFFERED) else State.WRAP_UP)
    async with world.desk.transaction() as tx:
        assert await count(tx, "message") == 0
    with pytest.raises(NotSignedIn):
        await world.desk.attendance.who(citizen.token)
    await world.assert_switchboard_agrees()


async def test_after_erasing_she_can_still_wrap_up(world: World) -> None:
    ane = await world.counsellor()
    citizen = await world.talking(ane, text="Hei")
    await world.desk.endings.erase(citizen.contact_id)
    await world.desk.wrapping_up.record(ane, citizen.contact_id, NOTHING_SAID)
    assert await world.causes(citizen) == ["arrived", "taken", "erased", "wrapped_up"]
