"""A desk that is leaving: everybody is asked to move, and nothing is lost on the way (protocol § 3.4)."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator

import pytest

from app.embedded.servers import EmbeddedServers
from tests.fixtures.patience import promised
from tests.fixtures.raw_client import RawDesk, StaffMember
from tests.fixtures.running_desk import desk_process
from tests.fixtures.scene import Scene
from tests.fixtures.stores import new_database


@pytest.fixture
async def leaving_scene(servers: EmbeddedServers, migrated_template: str) -> AsyncIterator[Scene]:
    """People at a desk of their own, which will not be there at the end."""
    with (
        new_database(servers, migrated_template) as database_url,
        desk_process(servers, database_url, workers=1) as running,
    ):
        desk, staff = RawDesk(running.url), dict[str, StaffMember]()
        yield Scene(running, desk, staff)
        for member in staff.values():
            await member.close()
        await desk.close()


async def test_everybody_is_asked_to_move_and_talks_on_meanwhile(leaving_scene: Scene) -> None:
    scene = leaving_scene
    asker, worker = await scene.talk()
    await worker.be("break")
    waiting = await scene.asker()
    board = await (await scene.member("koordinator")).socket("/ws/coordinator")
    await board.until("live")
    sockets = [asker.socket, worker.socket, waiting.socket, board]
    os.kill(scene.running.pid, signal.SIGTERM)
    moves = await asyncio.gather(*(socket.until("move") for socket in sockets))
    assert all(0 <= move["after_ms"] <= 5_000 for move in moves)
    assert (await asker.say("Er du der ennå?"))["seq"] == 1
    assert (await worker.socket.until("message", seq=1))["text"] == "Er du der ennå?"
    await worker.be("ready")
    await worker.socket.settled()
    assert worker.socket.heard("offer")[1:] == []  # nobody is offered by a worker that leaves
    await asyncio.gather(*(socket.close() for socket in sockets[:3]))
    assert await board.closed(within=promised(15)) == 4450  # whoever stays is told to go
    stored = scene.running.execute("SELECT seq, text FROM message")
    assert stored == [(1, "Er du der ennå?")]
    living = "SELECT state FROM contact WHERE state NOT IN ('closed', 'abandoned') ORDER BY ticket"
    states = scene.running.execute(living)
    assert states == [("active",), ("queued",)]
