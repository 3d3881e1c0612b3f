"""What a colleague who joined is told on another worker, with nothing published between the two."""

from __future__ import annotations

import pytest

from app.domain.errors import NotYours, Unavailable
from app.services.transfer import Handover
from app.wiring import Desk
from tests.factories import World, becomes, until
from tests.integration.joining_people import joined, write
from tests.integration.screens import citizens_screen, counsellors_screen


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


async def test_before_the_revision_nobody_can_be_asked_and_everything_else_is_as_before(world: World) -> None:
    """On the schema of the release before: talking, transfers, notes, endings and sweeps (ADR 14)."""
    desk = world.desk
    ane, bo = await world.counsellor("Ane"), await world.counsellor("Bo")
    async with desk.transaction() as tx:
        await tx.run("DROP TABLE joining")
    desk.transaction.revision = "0003"
    world.run(desk.writer.run())
    citizen = await world.talking(ane, text="Hva nå?")
    async with citizens_screen(desk, citizen) as hers, counsellors_screen(desk, bo) as screen:
        with pytest.raises(Unavailable):
            await desk.joinings.ask(ane, citizen.contact_id, bo)
        for work in (desk.joinings.join(bo, citizen.contact_id), write(world, bo, citizen)):
            with pytest.raises(NotYours):
                await work
        await write(world, ane, citizen, "Et øyeblikk")
        await desk.transfers.transfer(ane, citizen.contact_id, Handover(counsellor=bo))
        await desk.answering.accept(bo, citizen.contact_id, None)
        await write(world, bo, citizen, "Hei fra meg")
        await becomes(lambda: hers.texts[-1:] == screen.texts[-1:] == ["Hei fra meg"])
        await desk.joinings.sweep()
        await desk.endings.end(bo, citizen.contact_id)
        await becomes(lambda: hers.of("ended"))
