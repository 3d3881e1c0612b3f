"""A gate between one desk and Valkey: shut, nothing passes, and what waited in it is lost when it opens."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

CHUNK = 65_536


class Gate:
    """Passes bytes on between its own socket and Valkey's while it is open."""

    def __init__(self, valkey_url: str, folder: str) -> None:
        self._valkey = valkey_url.removeprefix("unix://")
        self._path = Path(folder, "gate.sock")
        self._open = asyncio.Event()
        self._open.set()
        self._held = b""
        self._news = asyncio.Event()
        self._writers: set[asyncio.StreamWriter] = set()
        self._server: asyncio.Server | None = None

    @property
    def url(self) -> str:
        """The address for the desk."""
        return f"unix://{self._path}"

    async def start(self) -> None:
        """Listen."""
        self._server = await asyncio.start_unix_server(self._pass_both_ways, self._path)

    def shut(self) -> None:
        """From now on nothing passes; whoever sends does not notice."""
        self._open.clear()

    async def until_held(self, part: str) -> None:
        """Wait until something with this in it stands before the shut gate."""
        while part.encode() not in self._held:
            self._news.clear()
            await self._news.wait()

    async def stop(self) -> None:
        """Cut every connection: what was still in the gate is lost."""
        for writer in self._writers:
            writer.transport.abort()
        if self._server is not None:
            self._server.close()
            await self._server.wait_closed()

    async def _pass_both_ways(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        from_valkey, to_valkey = await asyncio.open_unix_connection(self._valkey)
        self._writers |= {writer, to_valkey}
        await asyncio.gather(self._pass(reader, to_valkey), self._pass(from_valkey, writer))

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while chunk := await reader.read(CHUNK):
                if not self._open.is_set():
                    self._held += chunk
                    self._news.set()
                await self._open.wait()
                writer.write(chunk)
                await writer.drain()
        writer.transport.abort()


@asynccontextmanager
async def gate_before(valkey_url: str) -> AsyncIterator[Gate]:
    """A gate that listens."""
    with tempfile.TemporaryDirectory(prefix="desk-gate-") as folder:
        gate = Gate(valkey_url, folder)
        await gate.start()
        try:
            yield gate
        finally:
            await gate.stop()
