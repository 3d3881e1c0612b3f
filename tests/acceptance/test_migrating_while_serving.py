"""The schema goes up while a desk of the release before is at work: nobody sees an error or a gap."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator
from contextlib import suppress
from uuid import uuid4

import pytest

from app.embedded.servers import EmbeddedServers
from app.repositories import schema
from tests.fixtures.patience import promised
from tests.fixtures.raw_client import RawDesk, StaffMember
from tests.fixtures.running_desk import desk_process
from tests.fixtures.scene import Asker, Scene, Worker
from tests.fixtures.schemas import SchemaServed
from tests.fixtures.stores import new_database

SEEN_AFTER = 5.0
BETWEEN_MESSAGES = 0.5
"""The desk takes two a second from anybody."""


@pytest.fixture
async def scene_before(servers: EmbeddedServers, schema_before: SchemaServed) -> AsyncIterator[Scene]:
    """People at a desk of two workers on the schema of the release before."""
    with (
        new_database(servers, schema_before.template) as database_url,
        desk_process(
            servers, database_url, workers=2, words=schema_before.words, settings=schema_before.settings
        ) as running,
    ):
        desk, staff = RawDesk(running.url), dict[str, StaffMember]()
        yield Scene(running, desk, staff)
        for member in staff.values():
            await member.close()
        await desk.close()


async def test_people_talk_and_are_let_in_while_the_schema_goes_up(scene_before: Scene) -> None:
    scene = scene_before
    asker, worker = await scene.talk()
    over = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        said = [group.create_task(talk_on(asker, over)), group.create_task(answer_on(asker, worker, over))]
        arrived = group.create_task(arrive_on(scene, over))
        migrating = await asyncio.create_subprocess_exec(
            *scene.running.command("migrate"), env=dict(scene.running.environment)
        )
        assert await migrating.wait() == 0
        over.set()
    citizen, counsellor = (task.result() for task in said)
    assert min(citizen, counsellor, arrived.result()) > 0
    stored = scene.running.execute("SELECT seq FROM message ORDER BY seq")
    assert stored == [(seq,) for seq in range(1, citizen + counsellor + 1)]
    assert scene.running.execute("SELECT version_num FROM alembic_version") == [(schema.known().head,)]
    assert scene.running.execute("SELECT 1 FROM pg_index WHERE NOT indisvalid") == []
    assert scene.running.faults() == []


async def test_workers_are_replaced_after_the_schema_went_up(scene_before: Scene) -> None:
    scene = scene_before
    asker, worker = await scene.talk()
    schema.upgrade(scene.running.environment["DESK_DATABASE_URL"])
    scene.running.signal(signal.SIGHUP)
    await asyncio.gather(asker.socket.until("move"), worker.socket.until("move"))
    await asyncio.gather(asker.come(), worker.come())
    assert (await asker.say("Er du der ennå?"))["seq"] == 1
    assert scene.running.faults() == []


async def talk_on(asker: Asker, over: asyncio.Event) -> int:
    """Write again and again; how many came back, each within what people are promised."""
    count = 0
    while not over.is_set():
        async with asyncio.timeout(promised(SEEN_AFTER)):
            await asker.say(f"Spørsmål {count}")
        count += 1
        await pause(over)
    return count


async def answer_on(asker: Asker, worker: Worker, over: asyncio.Event) -> int:
    """The same from the other side."""
    count = 0
    while not over.is_set():
        async with asyncio.timeout(promised(SEEN_AFTER)):
            await worker.say(asker.contact_id, f"Svar {count}")
        count += 1
        await pause(over)
    return count


async def arrive_on(scene: Scene, over: asyncio.Event) -> int:
    """People come and go again; how many were let in."""
    count = 0
    while not over.is_set():
        async with asyncio.timeout(promised(SEEN_AFTER)):
            someone = await let_in(scene, over)
            await scene.desk.own("DELETE", someone.token)
        count += 1
    return count


async def let_in(scene: Scene, over: asyncio.Event) -> Asker:
    """Somebody who asks, and asks again where the desk is too busy with its schema for a moment."""
    request_id = str(uuid4())
    while (await scene.desk.ask(request_id=request_id)).status_code == 503:
        await pause(over)
    return await scene.asker(request_id=request_id)


async def pause(over: asyncio.Event) -> None:
    """As long as people take at least, unless all is over."""
    with suppress(TimeoutError):
        await asyncio.wait_for(over.wait(), BETWEEN_MESSAGES)
