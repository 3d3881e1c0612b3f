"""What one peer may make a worker hold and do, below everything that the desk itself knows of it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import pytest
import uvicorn

from app.settings import Settings
from app.supervisor import http, protocol
from app.supervisor.server import configuration
from tests.factories import becomes
from tests.faults.rude import CONTINUATION, PING, TEXT, Peer, frame
from tests.fixtures.patience import PATIENCE

SOON = PATIENCE


class Listener:
    """An application that takes messages when it is let to, and answers requests without reading bodies."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.may_take = asyncio.Event()
        self.may_take.set()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http":
            await send({"type": "http.response.start", "status": 422, "headers": [(b"content-length", b"0")]})
            await send({"type": "http.response.body"})
        elif scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.accept"})
            await self._listen(receive)

    async def _listen(self, receive: Any) -> None:
        while True:
            await self.may_take.wait()
            message = await receive()
            if message["type"] == "websocket.disconnect":
                return
            self.texts.append(message["text"])


class Serving:
    """A server of the desk's own kind with that application."""

    def __init__(self, listener: Listener, server: uvicorn.Server, port: int) -> None:
        self.listener, self.server, self.port = listener, server, port

    async def peer(self) -> Peer:
        """A websocket to it."""
        peer = Peer(self.port)
        await peer.open()
        return peer

    @property
    def connection(self) -> Any:
        """The server's end of the only connection."""
        [found] = self.server.server_state.connections
        return found


@pytest.fixture
async def serving() -> AsyncIterator[Serving]:
    async with _serving() as found:
        yield found


@asynccontextmanager
async def _serving() -> AsyncIterator[Serving]:
    listener = Listener()
    config = configuration(listener, Settings())
    config.lifespan, config.port = "off", 0
    config.load()
    server = uvicorn.Server(config)
    running = asyncio.ensure_future(server.serve())
    await becomes(lambda: server.started)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield Serving(listener, server, port)
    finally:
        listener.may_take.set()
        server.should_exit = server.force_exit = True
        await running


async def close_code(peer: Peer) -> int:
    """The code in the close frame with which the server ends it."""
    heard = b""
    async with asyncio.timeout(SOON):
        with suppress(ConnectionResetError):
            while piece := await peer.hear():
                heard += piece
    peer.close()
    at = heard.index(b"\x88")
    return int.from_bytes(heard[at + 2 : at + 4], "big")


async def test_thousands_of_frames_at_once_are_heard_in_order(serving: Serving) -> None:
    peer = await serving.peer()
    texts = [str(number) for number in range(5_000)]
    await peer.send(b"".join(frame(TEXT, text.encode()) for text in texts))
    await becomes(lambda: len(serving.listener.texts) == len(texts))
    assert serving.listener.texts == texts
    peer.close()


async def test_only_a_piece_of_them_is_parsed_before_anybody_takes_it(serving: Serving) -> None:
    peer = await serving.peer()
    await peer.send(frame(TEXT, b"first"))
    await becomes(lambda: serving.listener.texts == ["first"])
    serving.listener.may_take.clear()
    sending = asyncio.ensure_future(peer.send(frame(TEXT, b"x") * 200_000))
    connection = serving.connection
    await becomes(lambda: len(connection.queue) > 1)
    for _ in range(1_000):
        await asyncio.sleep(0)
    assert len(connection.queue) <= protocol.PIECE // len(frame(TEXT, b"x")) + 1
    sending.cancel()
    await asyncio.wait([sending])
    peer.close()


async def test_the_largest_message_comes_whole_and_a_larger_one_closes_1009(serving: Serving) -> None:
    peer = await serving.peer()
    await peer.send(frame(TEXT, b"x" * 32_768))
    await becomes(lambda: [len(text) for text in serving.listener.texts] == [32_768])
    await peer.send(frame(TEXT, b"x" * 32_769))
    assert await close_code(peer) == 1009


async def test_small_fragments_are_joined_as_they_come(serving: Serving) -> None:
    peer = await serving.peer()
    await peer.send(frame(TEXT, b"x", last=False) + frame(CONTINUATION, b"x", last=False) * 2_000)
    await becomes(lambda: sum(map(len, serving.connection.frames)) == 2_001)
    assert len(serving.connection.frames) <= protocol.MERGED
    await peer.send(frame(CONTINUATION, b"y"))
    await becomes(lambda: serving.listener.texts == ["x" * 2_001 + "y"])
    peer.close()


async def test_a_message_of_empty_fragments_without_end_closes_1009(
    serving: Serving, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(protocol, "FRAGMENTS", 500)
    peer = await serving.peer()
    await peer.send(frame(TEXT, b"x", last=False) + frame(CONTINUATION, last=False) * 501)
    assert await close_code(peer) == 1009


async def test_more_pings_than_anybody_needs_close_4429(serving: Serving) -> None:
    peer = await serving.peer()
    await peer.send(frame(PING, b"?") * (protocol.CONTROL_FRAMES + 1))
    assert await close_code(peer) == 4429


async def test_whoever_asks_for_nothing_or_too_slowly_is_let_go(
    serving: Serving, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(http, "PATIENCE", 0.2)
    for said in (b"", b"GET / HTTP/1.1\r\nHost: a", b"GET / HTTP/1.1\r\nHost: a\r\n\r\nGET"):
        peer = Peer(serving.port)
        await peer.connect()
        await peer.send(said)
        async with asyncio.timeout(SOON):
            await peer.until_closed()
        peer.close()


async def test_a_body_that_nobody_wants_is_not_read_for_ever(serving: Serving) -> None:
    peer = Peer(serving.port)
    await peer.connect()
    await peer.send(b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000000\r\n\r\n")
    assert b" 422 " in await peer.hear()
    with pytest.raises((ConnectionResetError, BrokenPipeError)):
        await _send_for_ever(peer)
    peer.close()


async def test_a_small_body_that_comes_behind_its_answer_ends_nothing(
    serving: Serving, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(http, "LAST_WORD", 0.1)
    peer = Peer(serving.port)
    await peer.connect()
    for _ in range(2):
        await peer.send(b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n")
        assert b" 422 " in await peer.hear()
        await peer.send(b"{}")
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.3):
                await peer.until_closed()
    peer.close()


async def _send_for_ever(peer: Peer) -> None:
    async with asyncio.timeout(SOON):
        while True:
            await peer.send(b"x" * 65_536)
