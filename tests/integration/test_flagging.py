"""A flag of acute concern: its owner's alone, audited without a word of why, and seen by staff only."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID, uuid4

import pytest

from app.domain.errors import DeskError, Gone, Invalid, NotFound, NotYours, Unavailable
from app.frames.bus import ToCounsellor
from app.repositories import views
from tests.factories import Citizen, World


async def flagged(world: World, citizen: Citizen) -> bool:
    """What staff are shown of it."""
    async with world.desk.transaction() as tx:
        return (await views.contact(tx, citizen.contact_id)).flagged


async def audit(world: World) -> list[tuple[object, ...]]:
    """What is written down of flags."""
    statement = (
        "SELECT action, actor_id, subject, reason FROM audit WHERE action LIKE 'contact_%' ORDER BY id"
    )
    async with world.desk.transaction() as tx:
        return [tuple(row) for row in await tx.run(statement)]


async def reason(world: World) -> list[str | None]:
    """Why whatever is flagged was flagged."""
    async with world.desk.transaction() as tx:
        return list((await tx.run("SELECT reason FROM contact_flag")).scalars())


async def test_flagging_is_shown_audited_and_taken_away_again(world: World) -> None:
    ane = await world.counsellor()
    citizen = await world.talking(ane, text="Hei")
    before = await world.row(citizen)
    for _ in range(2):
        await world.desk.flagging.flag(ane, citizen.contact_id, on=True, reason="ring meg på 987 65 432")
    assert (await flagged(world, citizen), (await world.row(citizen)).version) == (True, before.version + 1)
    (kept,) = await reason(world)
    assert kept is not None
    assert kept.startswith("ring meg på [")
    assert "987" not in kept
    for _ in range(2):
        await world.desk.flagging.flag(ane, citizen.contact_id, on=False, reason=None)
    assert (await flagged(world, citizen), await reason(world)) == (False, [])
    subject = str(citizen.contact_id)
    assert await audit(world) == [
        ("contact_flagged", ane, subject, None),
        ("contact_unflagged", ane, subject, None),
    ]


async def test_it_is_the_owners_alone_and_what_is_refused_changes_nothing(world: World) -> None:
    ane, bo = await world.counsellor("Ane"), await world.counsellor("Bo")
    citizen, waiting = await world.talking(ane, text="Hei"), await world.citizen()
    before = await world.row(citizen)
    refused: list[tuple[UUID, UUID, str | None, type[DeskError]]] = [
        (bo, citizen.contact_id, None, NotYours),
        (ane, waiting.contact_id, None, NotYours),
        (ane, uuid4(), None, NotFound),
        (ane, citizen.contact_id, "x" * 301, Invalid),
        (ane, citizen.contact_id, "\x00", Invalid),
    ]
    for who, what, why, error in refused:
        with pytest.raises(error):
            await world.desk.flagging.flag(who, what, on=True, reason=why)
    world.desk.transaction.revision = "0003"
    with pytest.raises(Unavailable):
        await world.desk.flagging.flag(ane, citizen.contact_id, on=True, reason=None)
    assert not await flagged(world, citizen)
    world.desk.transaction.revision = None
    assert (await world.row(citizen), await audit(world)) == (before, [])


async def test_why_it_was_flagged_goes_with_the_text(world: World) -> None:
    ane = await world.counsellor()
    citizen = await world.talking(ane, text="Hei")
    await world.desk.flagging.flag(ane, citizen.contact_id, on=True, reason="sa noe om i kveld")
    await world.desk.endings.erase(citizen.contact_id)
    assert await reason(world) == [None]
    assert await flagged(world, citizen)
    with pytest.raises(Gone):
        await world.desk.flagging.flag(ane, citizen.contact_id, on=True, reason="enda noe")


async def test_a_colleague_who_joined_sees_the_flag_and_cannot_change_it(world: World) -> None:
    desk, ane, bo = world.desk, await world.counsellor("Ane"), await world.counsellor("Bo")
    citizen = await world.talking(ane, text="Hei")
    await desk.joinings.ask(ane, citizen.contact_id, bo)
    await desk.joinings.join(bo, citizen.contact_id)
    told: list[Sequence[object]] = []
    desk.bus.handle = told.append
    await desk.flagging.flag(ane, citizen.contact_id, on=True, reason=None)
    frames = {
        event.counsellor_id: b"".join(bytes(raw) for raw in event.frames)
        for batch in told
        for event in batch
        if isinstance(event, ToCounsellor)
    }
    assert {who for who, said in frames.items() if b'"flagged":true' in said} == {ane, bo}
    with pytest.raises(NotYours):
        await desk.flagging.flag(bo, citizen.contact_id, on=False, reason=None)
    assert await flagged(world, citizen)
