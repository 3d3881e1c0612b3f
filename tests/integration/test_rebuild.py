"""Valkey is lost or comes back with old data: the line is rebuilt from rows, and nobody is missed."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from uuid import UUID

import pytest

from app.domain.contact import Waiting
from app.embedded.servers import EmbeddedServers
from app.queue.client import connect
from app.queue.keys import Keys
from app.queue.switchboard import UNKNOWN, Switchboard
from app.repositories import schema
from app.services.settling import Settling
from app.services.transfer import Handover
from tests.factories import World, count, settings_of, until, world_on
from tests.faults.proxy import valkey_proxy

Records = Sequence[tuple[UUID, int, Sequence[UUID], Waiting | None]]


class Overtaken(Switchboard):
    """A switchboard at whose load, that is after the rows were read, somebody arrives by another worker."""

    world: World
    arrival: asyncio.Task[object] | None = None

    async def load(self, epoch: int, records: Records) -> None:
        """Let one more arrive first, and be stored."""
        world = self.world
        self.arrival = asyncio.get_running_loop().create_task(world.citizen(by=world.workers[1]))
        await until(lambda: waiting(world, at_least=len(records) + 1))
        if self.unfenced:
            await self.arrival
        await super().load(epoch, records)

    unfenced = False


class Unfenced(Overtaken):
    """The mutant: it leaves the old epoch in force while the rows are read (core § 6)."""

    unfenced = True

    async def fence(self) -> None:
        """Nothing is deleted."""


async def waiting(world: World, *, at_least: int) -> bool:
    """Whether so many stand in line, by rows."""
    async with world.desk.transaction() as tx:
        return await count(tx, "contact", "state = 'queued' AND absent_since IS NULL") >= at_least


def overtaken(world: World, kind: type[Overtaken]) -> tuple[Settling, Overtaken]:
    """The first worker's settling, on a switchboard that is overtaken."""
    assert world.settings.valkey_url is not None
    board = kind(connect(world.settings.valkey_url), Keys(world.settings.valkey_prefix))
    board.world = world
    return Settling(world.desk.transaction, board, world.desk.rules), board


async def rebuilt_while_somebody_arrives(world: World, kind: type[Overtaken]) -> set[UUID]:
    """Who is missing from the line after a rebuild during which somebody arrives."""
    await world.worker()
    for _ in range(3):
        await world.citizen()
    settling, board = overtaken(world, kind)
    await settling.rebuild(force=True)
    assert board.arrival is not None
    await board.arrival
    await board.close()
    return set(await world.line()) - set(await world.desk.switchboard.line())


async def test_an_arrival_between_reading_and_loading_is_not_lost(world: World) -> None:
    assert await rebuilt_while_somebody_arrives(world, Overtaken) == set()
    await world.assert_switchboard_agrees()


async def test_without_the_fence_that_arrival_would_be_lost(world: World) -> None:
    assert len(await rebuilt_while_somebody_arrives(world, Unfenced)) == 1


async def test_after_flushall_the_line_is_identical_and_work_goes_on(world: World) -> None:
    ane = await world.counsellor(capacity=3)
    returned = await world.talking(ane)
    for _ in range(5):
        await world.citizen()
    await world.desk.dispatch.run_once()
    await world.move(1)
    await world.desk.deadlines.sweep()
    await world.desk.transfers.transfer(ane, returned.contact_id, Handover(queue=True))
    before = await world.digest()
    await world.lose_the_switchboard()
    assert await world.desk.switchboard.stored_epoch() is None
    await world.desk.settling.renew()
    after = await world.digest()
    assert after | {"epoch": before["epoch"]} == before
    assert after["epoch"] == str(int(str(before["epoch"])) + 1)
    await world.assert_switchboard_agrees()


async def test_workers_that_notice_together_rebuild_once(world: World) -> None:
    for _ in range(3):
        await world.worker()
    await world.citizen()
    await world.lose_the_switchboard()
    await asyncio.gather(*(desk.settling.renew() for desk in world.workers))
    assert {desk.switchboard.epoch for desk in world.workers} == {2}
    await world.assert_switchboard_agrees()


async def test_an_arrival_finds_the_epoch_gone_and_rebuilds_by_itself(world: World) -> None:
    await world.citizen()
    await world.lose_the_switchboard()
    await world.citizen()
    await world.assert_switchboard_agrees()


async def test_an_older_line_under_an_older_epoch_is_noticed(world: World) -> None:
    await world.citizen()
    async with world.valkey() as valkey:
        dumped = {key: await valkey.dump(key) for key in world.keys.switchboard}
        await world.desk.settling.rebuild(force=True)
        await world.citizen()
        await valkey.delete(*world.keys.switchboard)
        for key, value in dumped.items():
            if value is not None:
                await valkey.restore(key, 0, value)
    await world.desk.settling.reconcile()
    await world.assert_switchboard_agrees()
    assert world.desk.switchboard.epoch == 3


async def test_another_server_with_the_same_epoch_is_noticed_by_its_run_id(world: World) -> None:
    await world.citizen()
    async with world.desk.transaction() as tx:
        await tx.run("UPDATE desk SET valkey_run_id = 'another:one'")
    await world.desk.settling.reconcile()
    assert world.desk.switchboard.epoch == 2
    assert await world.desk.settling.reconcile() == 0
    assert world.desk.switchboard.epoch == 2


@pytest.mark.parametrize("gently", [True, False], ids=["stopped", "killed"])
async def test_a_restarted_valkey_brings_back_an_old_line_that_does_not_stand(
    own_servers: EmbeddedServers, gently: bool
) -> None:
    schema.upgrade(own_servers.database_url)
    settings = settings_of(own_servers.database_url, own_servers.valkey_url, "restarted")
    async with world_on(settings) as world:
        people = [await world.citizen() for _ in range(4)]
        if gently:
            own_servers.valkey.stop()
        else:
            own_servers.valkey.kill()
        await world.desk.endings.leave(people[0].contact_id)
        late = await world.citizen()
        own_servers.valkey.start()
        await until(lambda: answers(world))
        await world.desk.settling.renew()
        assert world.desk.switchboard.epoch == 2
        assert await world.desk.switchboard.line() == [one.contact_id for one in [*people[1:], late]]
        await world.assert_switchboard_agrees()


async def answers(world: World) -> bool:
    """Whether the worker's connection to Valkey works again."""
    await world.desk.settling.renew()
    return world.desk.switchboard.epoch == 2


async def test_whoever_lost_the_way_to_valkey_trusts_no_epoch_before_it_is_agreed_anew(
    database_url: str, valkey_url: str, valkey_prefix: str
) -> None:
    async with (
        valkey_proxy(valkey_url) as proxy,
        world_on(settings_of(database_url, proxy.url, valkey_prefix)) as world,
    ):
        await world.citizen()
        await world.counsellor()
        proxy.cut()
        assert await world.desk.dispatch.run_once() == 0
        assert world.desk.switchboard.epoch == UNKNOWN
        assert await world.desk.dispatch.run_once() == 1
