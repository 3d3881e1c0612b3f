"""A simulated client against a small real WebSocket server on this machine."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any

import pytest
from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed

from app.simulation.client import Client
from app.simulation.commands import LineClosed
from app.simulation.history import Way
from tests.fixtures.patience import PATIENCE

Frame = dict[str, Any]
Script = Callable[["Peer", int], Awaitable[None]]


class Peer:
    """The server's end of one socket, with the frames of the protocol in short."""

    def __init__(self, connection: ServerConnection) -> None:
        self.connection = connection

    async def hears(self, kind: str) -> Frame:
        while True:
            frame: Frame = json.loads(await self.connection.recv())
            if frame["type"] == kind:
                return frame

    async def says(self, kind: str, **facts: Any) -> None:
        await self.connection.send(json.dumps({"type": kind, **facts}))

    async def begins(self) -> Frame:
        hello = await self.hears("hello")
        await self.says("snapshot", contact={}, limits={"burst": 20, "per_second": 2, "unacknowledged": 16})
        await self.says("live")
        return hello

    async def stores(self, seq: int) -> None:
        frame = await self.hears("message")
        await self.says("message", seq=seq, cid=frame["cid"], author="citizen", text=frame["text"])

    async def stays(self) -> None:
        await self.connection.wait_closed()


class Line:
    """A client and everything it heard."""

    def __init__(self, uri: str) -> None:
        self.heard: list[Frame] = []
        self._news = asyncio.Event()
        self.client = Client(
            uri,
            "http://127.0.0.1",
            side="citizen",
            hello=self._hello,
            listener=self._listen,
            draw=lambda low, high: low,
        )

    async def until(self, condition: Callable[[], bool]) -> None:
        while not condition():
            self._news.clear()
            await self._news.wait()

    def has_heard(self, kind: str) -> bool:
        return any(frame["type"] == kind for frame in self.heard)

    def _listen(self, frame: Frame) -> None:
        self.heard.append(frame)
        self._news.set()

    async def _hello(self) -> Frame:
        return {"token": "t", "last_seq": 0}

    def kinds(self, way: Way) -> list[tuple[int, str]]:
        return [(entry.socket, entry.kind) for entry in self.client.history if entry.way is way]


@asynccontextmanager
async def line_to(script: Script) -> AsyncIterator[Line]:
    """A client on a server that plays the script on each socket, numbered from 1."""
    count = 0

    async def play(connection: ServerConnection) -> None:
        nonlocal count
        count += 1
        with suppress(ConnectionClosed):
            await script(Peer(connection), count)

    async with serve(play, "127.0.0.1", 0) as server:
        port = next(iter(server.sockets)).getsockname()[1]
        line = Line(f"ws://127.0.0.1:{port}")
        async with asyncio.timeout(PATIENCE), asyncio.TaskGroup() as group:
            running = group.create_task(line.client.run())
            try:
                yield line
            finally:
                await line.client.close()
                await running


async def test_a_message_is_sent_again_after_a_lost_socket_until_it_comes_back() -> None:
    async def script(peer: Peer, number: int) -> None:
        await peer.begins()
        if number == 1:
            await peer.hears("message")
            peer.connection.transport.abort()
            return
        await peer.stores(1)
        await peer.says("ok", id="1")
        await peer.stays()

    async with line_to(script) as line:
        line.client.post({"type": "message", "cid": "a", "text": "hei"})
        await line.client.ask({"type": "typing"})
        assert line.client.unsent() == 0
    sent = [entry for entry in line.client.history if entry.kind == "message" and entry.way is Way.SENT]
    assert [(entry.socket, entry.facts["cid"]) for entry in sent] == [(1, "a"), (2, "a")]


async def test_a_command_is_asked_again_on_the_next_socket() -> None:
    async def script(peer: Peer, number: int) -> None:
        await peer.begins()
        command = await peer.hears("leave")
        if number == 1:
            peer.connection.transport.abort()
            return
        await peer.says("ok", id=command["id"])
        await peer.stays()

    async with line_to(script) as line:
        assert (await line.client.ask({"type": "leave"}))["type"] == "ok"


@pytest.mark.parametrize("code", [4401, 4409, 4410])
async def test_a_final_close_code_ends_the_line(code: int) -> None:
    async def script(peer: Peer, number: int) -> None:
        await peer.begins()
        await peer.connection.close(code)

    async with line_to(script) as line:
        await line.client.until_live()
        with pytest.raises(LineClosed):
            await line.client.ask({"type": "leave"})
    assert line.client.close_code == code
    assert line.kinds(Way.NOTED) == [(1, "closed")]


async def test_on_move_the_new_socket_lives_before_the_old_one_is_closed() -> None:
    closed_in_order: list[int] = []

    async def script(peer: Peer, number: int) -> None:
        await peer.begins()
        if number == 1:
            await peer.says("move", after_ms=10)
        command = asyncio.ensure_future(peer.hears("leave")) if number == 2 else None
        if command is not None:
            await peer.says("ok", id=(await command)["id"])
        await peer.stays()
        closed_in_order.append(number)

    async with line_to(script) as line:
        await line.until(lambda: line.has_heard("move"))
        assert (await line.client.ask({"type": "leave"}))["type"] == "ok"
    assert closed_in_order[0] == 1
    notes = [entry for entry in line.client.history if entry.kind in ("live", "closed")]
    assert [(entry.socket, entry.kind) for entry in notes][:3] == [(1, "live"), (2, "live"), (1, "closed")]


async def test_a_moved_socket_that_dies_at_once_is_replaced_without_waiting() -> None:
    async def script(peer: Peer, number: int) -> None:
        await peer.begins()
        if number == 1:
            await peer.says("move", after_ms=60_000)
            await peer.connection.close(4450)
            return
        await peer.says("ok", id=(await peer.hears("leave"))["id"])
        await peer.stays()

    async with line_to(script) as line:
        assert (await line.client.ask({"type": "leave"}))["type"] == "ok"


async def test_a_heartbeat_is_answered_at_once() -> None:
    async def script(peer: Peer, number: int) -> None:
        await peer.begins()
        await peer.says("heartbeat")
        await peer.hears("heartbeat")
        await peer.says("notice", text="hørt")
        await peer.stays()

    async with line_to(script) as line:
        await line.until(lambda: line.has_heard("notice"))


async def test_a_refused_message_is_sent_again_from_there_in_order() -> None:
    async def script(peer: Peer, number: int) -> None:
        await peer.begins()
        first, second = await peer.hears("message"), await peer.hears("message")
        for frame in (first, second):
            await peer.says("error", cid=frame["cid"], code="busy", message="", details={}, retry_after_ms=10)
        await peer.stores(1)
        await peer.stores(2)
        await peer.says("ok", id=(await peer.hears("leave"))["id"])
        await peer.stays()

    async with line_to(script) as line:
        for cid in ("a", "b"):
            line.client.post({"type": "message", "cid": cid, "text": "hei"})
        await line.until(lambda: line.client.unsent() == 0)
        await line.client.ask({"type": "leave"})
    stored = [
        entry.facts["cid"] for entry in line.client.history if entry.way is Way.HEARD and "seq" in entry.facts
    ]
    assert stored == ["a", "b"]


async def test_a_desk_that_is_away_is_tried_again() -> None:
    async def script(peer: Peer, number: int) -> None:
        if number < 3:
            peer.connection.transport.abort()
            return
        await peer.begins()
        await peer.stays()

    async with line_to(script) as line:
        await line.client.until_live()
    assert [socket for socket, kind in line.kinds(Way.HEARD) if kind == "live"] == [3]
