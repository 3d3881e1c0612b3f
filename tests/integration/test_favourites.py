"""The topics a counsellor records most: her own first, everybody else's after them, and none old or gone."""

from __future__ import annotations

from uuid import UUID

from tests.factories import World


async def recorded(world: World, by: UUID, *topics: str) -> None:
    """A conversation of hers, ended and wrapped up with these topics."""
    citizen = await world.talking(by)
    await world.desk.endings.end(by, citizen.contact_id)
    fields = {"disposition": "FULL", "topics": list(topics), "education_level_asked": "IKKE_SPES"}
    await world.desk.wrapping_up.record(by, citizen.contact_id, fields)


async def test_own_use_comes_first_and_everybodys_fills_up(world: World) -> None:
    ane, bo = await world.counsellor("Ane"), await world.counsellor("Bo")
    assert await world.desk.wrapping_up.favourites(ane) == []
    await recorded(world, ane, "VAL.VET")
    for topics in (("JOB.SOK", "JOB.BYT"), ("JOB.SOK",)):
        await recorded(world, bo, *topics)
    assert await world.desk.wrapping_up.favourites(ane) == ["VAL.VET", "JOB.SOK", "JOB.BYT"]
    assert await world.desk.wrapping_up.favourites(bo) == ["JOB.SOK", "JOB.BYT", "VAL.VET"]


async def test_what_is_old_or_not_used_any_more_is_left_out(world: World) -> None:
    ane = await world.counsellor("Ane")
    await recorded(world, ane, "VAL.VET", "JOB.SOK")
    async with world.desk.transaction() as tx:
        await tx.run("UPDATE topic SET active_to = :now WHERE code = 'VAL.VET'", {"now": tx.now})
    assert await world.desk.wrapping_up.favourites(ane) == ["JOB.SOK"]
    async with world.desk.transaction() as tx:
        await tx.run("UPDATE wrap_up SET at = at - interval '91 days'")
    assert await world.desk.wrapping_up.favourites(ane) == []
