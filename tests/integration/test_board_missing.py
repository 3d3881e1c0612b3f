"""Whoever is missing from the running shift is named on the board, at once and for as long as it holds."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete, insert, update

from app.domain.counsellor import CounsellorId, Presence
from app.models.staff import Counsellor, Shift
from app.repositories import staff
from app.repositories.ids import new_id
from tests.factories import World


async def missing(world: World) -> list[str]:
    """Names on the board."""
    board = await world.desk.board.look()
    return sorted(one.name for centre in board.centres for one in centre.missing)


async def at_work(world: World, *, starts: int, ends: int, who: CounsellorId) -> None:
    """She has one shift, so many minutes from now on."""
    async with world.desk.transaction() as tx:
        await tx.run(delete(Shift).where(Shift.counsellor_id == who))
        times = {"starts_at": tx.now + timedelta(minutes=starts), "ends_at": tx.now + timedelta(minutes=ends)}
        await tx.run(insert(Shift).values(id=new_id(tx.now), counsellor_id=who, channels=["chat"], **times))


async def test_who_has_a_running_shift_and_is_not_there_is_missing(world: World) -> None:
    ane, bo = await world.counsellor("Ane"), await world.counsellor("Bo")
    assert await missing(world) == []
    async with world.desk.transaction() as tx:
        await tx.run(update(Counsellor).where(Counsellor.id == ane).values(absent_since=tx.now))
    assert await missing(world) == ["Ane"]
    await world.desk.duty.wish(bo, Presence.OFF, None)
    assert await missing(world) == ["Ane", "Bo"]
    await world.desk.duty.wish(bo, Presence.BREAK, None)
    assert await missing(world) == ["Ane"]
    await world.desk.duty.came(ane)
    assert await missing(world) == []


async def test_nobody_is_missing_before_her_shift_after_it_or_with_a_shut_account(world: World) -> None:
    ane = await world.counsellor("Ane")
    await world.desk.duty.wish(ane, Presence.OFF, None)
    for starts, ends, names in ((1, 60, []), (-60, 0, []), (0, 60, ["Ane"])):
        await at_work(world, starts=starts, ends=ends, who=ane)
        assert await missing(world) == names
    async with world.desk.transaction() as tx:
        await staff.set_disabled(tx, ane, disabled=True)
    assert await missing(world) == []
