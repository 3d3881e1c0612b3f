"""What a colleague who joined is told on another worker, with nothing published between the two."""

from __future__ import annotations

from app.wiring import Desk
from tests.factories import World, becomes, until
from tests.integration.joining_people import joined, write
from tests.integration.screens import counsellors_screen


async def test_a_lost_event_is_mended_and_another_worker_delivers(world: World) -> None:
    """The bus is silent between the workers: what rows say reaches the colleague by the comparison."""
    first, second = world.desk, await world.worker()
    world.run(first.writer.run())
    ane, bo = await world.counsellor("Ane"), await world.counsellor("Bo")
    citizen = await world.talking(ane)
    async with counsellors_screen(second, bo) as screen:
        await first.joinings.ask(ane, citizen.contact_id, bo)
        await first.joinings.join(bo, citizen.contact_id)
        await write(world, ane, citizen, "Er du der?")

        async def whole() -> bool:
            await second.compare.once()
            return any(snapshot["joined"] for snapshot in screen.of("snapshot"))

        await until(whole)
        await write(world, ane, citizen, "Nå da?")

        async def heard() -> bool:
            await second.compare.once()
            return "Nå da?" in screen.texts

        await until(heard)
        await first.joinings.release(ane, citizen.contact_id, bo)
        await until(lambda: _let_go(second))
        await write(world, ane, citizen, "Uten deg")
        await second.compare.once()
    assert "Uten deg" not in screen.texts


async def test_after_a_workers_death_the_guest_gets_what_she_lacks_from_another(world: World) -> None:
    first, second = world.desk, await world.worker()
    world.run(first.writer.run())
    ane, bo, citizen = await joined(world)
    async with counsellors_screen(first, bo):
        await write(world, ane, citizen, "Før")
    await write(world, ane, citizen, "Imens")
    async with counsellors_screen(second, bo, last_seqs={citizen.contact_id: 2}) as screen:
        await becomes(lambda: screen.texts == ["Før", "Imens"])
        assert screen.types[0] == "snapshot"
        assert len(screen.of("snapshot")[0]["joined"]) == 1


async def _let_go(desk: Desk) -> bool:
    await desk.compare.once()
    return not any(feed.joined for feeds in desk.hub.counsellors.values() for feed in feeds)
