"""A database that is away: a clear refusal in time, a living socket, nothing lost, no restart needed."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections.abc import AsyncIterator, Awaitable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from app.embedded.servers import EmbeddedServers
from app.repositories import schema
from tests.acceptance.test_protocol_door import error_of
from tests.fixtures.patience import PATIENCE, promised
from tests.fixtures.raw_client import Frame, RawDesk, StaffMember
from tests.fixtures.running_desk import RunningDesk, desk_process
from tests.fixtures.scene import Asker, Scene
from tests.fixtures.stores import folder_for_servers

IN_TIME = 5.5
NOT_STORED = ("busy", "unavailable")


@pytest.fixture(scope="module")
def frail_servers() -> Iterator[EmbeddedServers]:
    """Stores of this file alone: they will be frozen and killed."""
    with folder_for_servers() as folder, EmbeddedServers(folder) as servers:
        schema.upgrade(servers.database_url)
        yield servers


@pytest.fixture(scope="module")
def frail_desk(frail_servers: EmbeddedServers) -> Iterator[RunningDesk]:
    """A desk of one worker on them."""
    with desk_process(frail_servers, frail_servers.database_url, workers=1) as desk:
        yield desk


@pytest.fixture
async def frail_scene(frail_desk: RunningDesk) -> AsyncIterator[Scene]:
    """People at that desk."""
    desk, staff = RawDesk(frail_desk.url), dict[str, StaffMember]()
    scene = Scene(frail_desk, desk, staff)
    yield scene
    await scene.end()
    for member in staff.values():
        await member.close()
    await desk.close()


@contextmanager
def frozen(servers: EmbeddedServers) -> Iterator[None]:
    """PostgreSQL hears everything and answers nothing."""
    pid = servers.postgres.pid
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    every = [pid, *map(int, children)]
    _signal(every, signal.SIGSTOP)
    try:
        yield
    finally:
        _signal(every, signal.SIGCONT)


def _signal(pids: list[int], number: signal.Signals) -> None:
    for pid in pids:
        os.kill(pid, number)


async def timely(answer: Awaitable[Any]) -> Any:
    """What it answers, as early as is promised."""
    started = time.monotonic()
    found = await answer
    assert time.monotonic() - started < promised(IN_TIME)
    return found


async def sent(asker: Asker, cid: str) -> Frame:
    """The one answer to a message."""
    return await asker.socket.command("message", cid=cid, text=f"Melding {cid}")


async def test_while_postgresql_says_nothing_everything_is_refused_in_time(
    frail_scene: Scene, frail_servers: EmbeddedServers
) -> None:
    scene = frail_scene
    asker, worker = await scene.talk()
    await worker.say(asker.contact_id, "Før")
    first, second, request_id = str(uuid4()), str(uuid4()), str(uuid4())
    with frozen(frail_servers):
        answers = await asyncio.gather(
            timely(sent(asker, first)),
            timely(sent(asker, second)),
            timely(worker.socket.command("message", contact_id=asker.contact_id, cid=first, text="Svar")),
            timely(worker.socket.command("seen", contact_id=asker.contact_id, seq=1)),
        )
        assert {answer["type"] for answer in answers} == {"error"}
        assert all(answer["code"] in NOT_STORED for answer in answers), answers
        assert answers[0]["cid"] == first
        await asker.socket.settled()
        await worker.socket.settled()
        refused, ready, live = await asyncio.gather(
            timely(scene.desk.ask(request_id=request_id)),
            timely(scene.desk.http.get("/health/ready")),
            timely(scene.desk.http.get("/health/live")),
        )
        assert error_of(refused, 503, refused.json()["error"]["code"])["code"] in NOT_STORED
        assert (ready.status_code, live.status_code) == (503, 200)
    await kept(asker, first)
    await kept(asker, second)
    await worker.socket.ok("message", contact_id=asker.contact_id, cid=first, text="Svar")
    await worker.say(asker.contact_id, "Etter")
    await once_each(scene, asker, [first, second])
    admitted = await scene.desk.ask(request_id=request_id)  # perhaps it was stored, then this is the same
    assert (await scene.desk.own("DELETE", admitted.json()["token"])).status_code == 204


async def test_while_postgresql_is_dead_everything_is_refused_and_recovers_by_itself(
    frail_scene: Scene, frail_servers: EmbeddedServers
) -> None:
    scene = frail_scene
    asker, worker = await scene.talk()
    waiting = await scene.asker()
    await asker.say("Før")
    cid = str(uuid4())
    frail_servers.postgres.kill()
    try:
        answer = await timely(sent(asker, cid))
        assert answer["code"] in NOT_STORED
        answer = await timely(worker.socket.command("note", contact_id=asker.contact_id, cid=cid, text="x"))
        assert answer["code"] in NOT_STORED
        answer = await timely(worker.socket.command("end", contact_id=asker.contact_id))
        assert answer["code"] in NOT_STORED
        for method, path in (("GET", "/api/desk"), ("GET", "/api/me"), ("POST", "/api/ws-ticket")):
            found = await timely(worker.member.change(method, path))
            assert error_of(found, 503, found.json()["error"]["code"])["code"] in NOT_STORED
        assert (await timely(scene.desk.http.get("/health/ready"))).status_code == 503
        refused = await scene.desk.socket("/ws/citizen", waiting.token)
        assert await refused.closed() in (1011, 1013)
    finally:
        frail_servers.postgres.start()
    await kept(asker, cid)
    await asker.say("Etter")
    await once_each(scene, asker, [cid])
    assert (await scene.desk.http.get("/health/ready")).status_code == 200
    assert (await waiting.come())["contact"]["position"] == 1


async def kept(asker: Asker, cid: str) -> None:
    """Resend until it comes back, as a client does: not before it is told to, and gives up at last."""
    async with asyncio.timeout(PATIENCE):
        while (answer := await sent(asker, cid))["type"] == "error":
            await asker.socket.pause(answer.get("retry_after_ms", 300) / 1000)


async def once_each(scene: Scene, asker: Asker, cids: list[str]) -> None:
    """Each message is stored once, and the numbers have no gap."""
    held = (await scene.desk.own("GET", asker.token)).json()["messages"]
    assert [one["seq"] for one in held] == list(range(1, len(held) + 1))
    for cid in cids:
        assert len([one for one in held if one["cid"] == cid and one["author"] == "citizen"]) == 1
