"""One fault proxy for everything with a socket: TCP and Unix on either side, its troubles set at run time.

It stands between a desk and PostgreSQL or Valkey, or between people and a desk. Each direction has a
trouble of its own (`troubles.py`, met in `passage.py`).
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from tests.faults.passage import Link, Stream, Way
from tests.faults.troubles import Reset, Trouble

POSTGRES_SOCKET = ".s.PGSQL.5432"

Address = Path | tuple[str, int]


class Proxy:
    """Listens for clients and opens a connection to the server for each; `server` may change between two."""

    def __init__(self, server: Address) -> None:
        self.server = server
        self.to_server, self.to_client = Way(), Way()
        self.address: Address = Path()
        self.url = ""
        self._links: dict[Link, asyncio.Task[None]] = {}
        self._door: asyncio.Server | None = None

    @property
    def links(self) -> int:
        """How many clients are connected."""
        return len(self._links)

    async def start(self, at: Path | None = None) -> None:
        """Listen at a Unix socket, or on a free TCP port of this machine."""
        if at is not None:
            self.address, self._door = at, await asyncio.start_unix_server(self._serve, at)
            return
        self._door = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.address = ("127.0.0.1", self._door.sockets[0].getsockname()[1])

    def before(self, url: str) -> str:
        """The address of something on this server, by way of the proxy."""
        if isinstance(self.server, Path) and isinstance(self.address, Path):
            return url.replace(str(self.server.parent), str(self.address.parent))
        return url

    def set(self, trouble: Trouble) -> None:
        """The same trouble both ways; `Reset` tears down at once what is connected."""
        self.to_server.set(trouble)
        self.to_client.set(trouble)
        if isinstance(trouble, Reset):
            self.cut()

    def cut(self) -> None:
        """Tear down every connection now; new ones may come."""
        for link in self._links:
            link.reset()

    async def stop(self) -> None:
        """Tear everything down: what stood still in it is lost."""
        if self._door is not None:
            self._door.close()
        self.set(Reset())
        await asyncio.gather(*self._links.values(), return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if isinstance(self.to_server.trouble, Reset):
            Link(writer).reset()
            return
        try:
            answers, server = await _open(self.server)
        except OSError:
            Link(writer).reset()
            return
        await self._carry(Link(writer, server), (reader, writer), (answers, server))

    async def _carry(
        self,
        link: Link,
        client: tuple[asyncio.StreamReader, asyncio.StreamWriter],
        server: tuple[asyncio.StreamReader, asyncio.StreamWriter],
    ) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._links[link] = task
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(Stream(self.to_server, link, server[1], answers=False).pump(client[0]))
                group.create_task(Stream(self.to_client, link, client[1], answers=True).pump(server[0]))
        finally:
            del self._links[link]


async def _open(server: Address) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    if isinstance(server, Path):
        return await asyncio.open_unix_connection(server)
    return await asyncio.open_connection(*server)


@asynccontextmanager
async def valkey_proxy(valkey_url: str) -> AsyncIterator[Proxy]:
    """A proxy before Valkey; `url` is the address for the desk."""
    with tempfile.TemporaryDirectory(prefix="desk-proxy-") as folder:
        at = Path(folder, "valkey.sock")
        async with _running(Proxy(Path(valkey_url.removeprefix("unix://"))), at) as proxy:
            proxy.url = f"unix://{at}"
            yield proxy


@asynccontextmanager
async def postgres_proxy(database_url: str) -> AsyncIterator[Proxy]:
    """A proxy before PostgreSQL; `url` is the address for the desk."""
    host = parse_qs(urlsplit(database_url).query)["host"][0]
    with tempfile.TemporaryDirectory(prefix="desk-proxy-") as folder:
        proxy = Proxy(Path(host, POSTGRES_SOCKET))
        async with _running(proxy, Path(folder, POSTGRES_SOCKET)):
            proxy.url = database_url.replace(host, folder)
            yield proxy


@asynccontextmanager
async def desk_proxy(desk_url: str) -> AsyncIterator[Proxy]:
    """A proxy before a desk; `url` is the address for people."""
    parts = urlsplit(desk_url)
    assert parts.hostname is not None
    assert parts.port is not None
    async with _running(Proxy((parts.hostname, parts.port)), None) as proxy:
        assert isinstance(proxy.address, tuple)
        proxy.url = f"{parts.scheme}://{proxy.address[0]}:{proxy.address[1]}"
        yield proxy


@asynccontextmanager
async def _running(proxy: Proxy, at: Path | None) -> AsyncIterator[Proxy]:
    await proxy.start(at)
    try:
        yield proxy
    finally:
        await proxy.stop()
