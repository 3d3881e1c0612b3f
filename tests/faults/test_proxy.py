"""The fault proxy does to bytes what it says, both ways, over TCP and Unix sockets."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest

from tests.faults.proxy import Proxy
from tests.faults.troubles import (
    Blackhole,
    CutAfter,
    CutAt,
    Delay,
    DropReply,
    HoldAt,
    Pass,
    Reset,
    Throttle,
)
from tests.fixtures.patience import PATIENCE

ALIKE = ["tcp", "unix"]


class Caller:
    """A client of the echo behind the proxy."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader, self.writer = reader, writer

    async def says(self, words: bytes) -> bytes:
        """Say it and hear as much back."""
        self.writer.write(words)
        return await self.hears(len(words))

    async def hears(self, count: int) -> bytes:
        """So many bytes."""
        async with asyncio.timeout(PATIENCE):
            return await self.reader.readexactly(count)

    async def is_cut(self, words: bytes = b"") -> bytes:
        """Say it, and hear the end of the line; what came before it."""
        heard = b""
        try:
            async with asyncio.timeout(PATIENCE):
                self.writer.write(words)
                while piece := await self.reader.read(100):
                    heard += piece
        except ConnectionError:
            return heard
        return heard


class Echo:
    """A server that says everything back, and remembers what it heard."""

    def __init__(self) -> None:
        self.heard = b""

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Until the client has gone."""
        with suppress(ConnectionError):
            while piece := await reader.read(1000):
                self.heard += piece
                writer.write(piece)
        await ended(writer)


@pytest.fixture(params=ALIKE)
async def echoing(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[tuple[Proxy, Echo]]:
    """An echo behind a proxy, over TCP or over Unix sockets."""
    echo = Echo()
    if request.param == "unix":
        server = await asyncio.start_unix_server(echo.serve, tmp_path / "echo.sock")
        proxy = Proxy(tmp_path / "echo.sock")
        await proxy.start(tmp_path / "proxy.sock")
    else:
        server = await asyncio.start_server(echo.serve, "127.0.0.1", 0)
        proxy = Proxy(server.sockets[0].getsockname())
        await proxy.start()
    yield proxy, echo
    await proxy.stop()
    server.close()


@asynccontextmanager
async def calling(proxy: Proxy) -> AsyncIterator[Caller]:
    """A client connected through the proxy."""
    if isinstance(proxy.address, Path):
        reader, writer = await asyncio.open_unix_connection(proxy.address)
    else:
        reader, writer = await asyncio.open_connection(*proxy.address)
    yield Caller(reader, writer)
    await ended(writer)


async def ended(writer: asyncio.StreamWriter) -> None:
    """Close one side for good."""
    writer.close()
    with suppress(ConnectionError):
        await writer.wait_closed()


async def test_everything_passes_both_ways(echoing: tuple[Proxy, Echo]) -> None:
    proxy, _ = echoing
    async with calling(proxy) as caller:
        assert await caller.says(b"hei") == b"hei"
        assert (proxy.to_server.passed, proxy.to_client.passed, proxy.links) == (3, 3, 1)


async def test_what_stands_before_a_blackhole_passes_when_it_is_lifted(
    echoing: tuple[Proxy, Echo],
) -> None:
    proxy, echo = echoing
    proxy.set(Blackhole())
    async with calling(proxy) as caller:
        caller.writer.write(b"vent")
        await proxy.to_server.until_held("vent")
        assert echo.heard == b""
        proxy.set(Pass())
        assert await caller.hears(4) == b"vent"


async def test_one_way_may_be_shut_alone(echoing: tuple[Proxy, Echo]) -> None:
    proxy, echo = echoing
    proxy.to_client.set(Blackhole())
    async with calling(proxy) as caller:
        caller.writer.write(b"ett")
        await proxy.to_client.until_held("ett")
        assert echo.heard == b"ett"
        proxy.to_client.set(Pass())
        assert await caller.hears(3) == b"ett"


async def test_a_reset_ends_who_is_connected_and_who_comes(echoing: tuple[Proxy, Echo]) -> None:
    proxy, _ = echoing
    async with calling(proxy) as caller:
        await caller.says(b"hei")
        proxy.set(Reset())
        assert await caller.is_cut() == b""
    async with calling(proxy) as caller:
        assert await caller.is_cut(b"hei") == b""
    proxy.set(Pass())
    async with calling(proxy) as caller:
        assert await caller.says(b"hei") == b"hei"


async def test_a_delay_and_a_throttle_take_their_time(echoing: tuple[Proxy, Echo]) -> None:
    proxy, _ = echoing
    async with calling(proxy) as caller:
        for trouble, words in ((Delay(0.2), b"sent"), (Throttle(1000), b"x" * 200)):
            proxy.to_client.set(trouble)
            started = time.monotonic()
            assert await caller.says(words) == words
            assert time.monotonic() - started >= 0.19


async def test_a_connection_is_cut_after_so_many_bytes_once(echoing: tuple[Proxy, Echo]) -> None:
    proxy, echo = echoing
    proxy.to_server.set(CutAfter(5))
    async with calling(proxy) as caller:
        await caller.says(b"ett")
        await caller.is_cut(b"tovel")
    assert echo.heard == b"ettto"
    async with calling(proxy) as caller:
        assert await caller.says(b"lenge nok") == b"lenge nok"


async def test_one_reply_is_lost_on_a_connection_that_stays(echoing: tuple[Proxy, Echo]) -> None:
    proxy, echo = echoing
    proxy.to_server.set(DropReply(b"EVAL"))
    async with calling(proxy) as caller:
        assert await caller.says(b"GET") == b"GET"
        caller.writer.write(b"EVAL")
        await proxy.to_client.until_struck()
        assert echo.heard == b"GETEVAL"
        assert await caller.says(b"PING") == b"PING"


async def test_a_marker_holds_or_cuts_although_it_comes_in_two_pieces(echoing: tuple[Proxy, Echo]) -> None:
    proxy, echo = echoing
    async with calling(proxy) as caller, calling(proxy) as other:
        proxy.to_server.set(HoldAt(b"COMMIT"))
        assert await caller.says(b"BEGIN COM") == b"BEGIN COM"
        caller.writer.write(b"MIT")
        await proxy.to_server.until_held("MIT")
        assert await other.says(b"SELECT") == b"SELECT"
        proxy.to_server.set(CutAt(b"COMMIT"))
        assert await caller.hears(3) == b"MIT"
        assert await caller.is_cut(b"COMMIT") == b""
        assert await other.says(b"SELECT") == b"SELECT"
    assert echo.heard == b"BEGIN COMSELECTMITSELECT"


async def test_the_server_behind_it_may_change(echoing: tuple[Proxy, Echo], tmp_path: Path) -> None:
    proxy, _ = echoing
    second = Echo()
    server = await asyncio.start_unix_server(second.serve, tmp_path / "second.sock")
    async with calling(proxy) as caller:
        await caller.says(b"hei")
        proxy.server = tmp_path / "second.sock"
        proxy.cut()
        await caller.is_cut()
    async with calling(proxy) as caller:
        await caller.says(b"hei igjen")
    assert second.heard == b"hei igjen"
    server.close()
