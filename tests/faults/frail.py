"""The stores that trials may hurt: killed, flushed, slowed, filled, and whole again for the next trial."""

from __future__ import annotations

import asyncio
import atexit
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path

from app.embedded.servers import EmbeddedServers
from tests.faults.matrix import NotTried
from tests.faults.slow_disk import SlowDisk
from tests.faults.stores import Stores
from tests.fixtures.stores import folder_for_servers


class FrailStores(Stores):
    """Stores whose PostgreSQL stands on a disk of ours, where a compiler is at hand."""

    def __init__(self, servers: EmbeddedServers, disk: SlowDisk | None) -> None:
        self._disk = disk
        super().__init__(servers)
        self.restart_postgres()

    @property
    def disk(self) -> SlowDisk:
        """The disk; raises `NotTried` where there is no compiler."""
        if self._disk is None:
            raise NotTried("no C compiler here")
        return self._disk

    def restart_postgres(self) -> None:
        """Start it, after a kill or in place of the one that runs."""
        self.servers.postgres.stop()
        with _environment(self._disk.environment if self._disk else {}):
            self.servers.postgres.start()


async def frail_stores() -> FrailStores:
    """The ones of this process; whoever hurts them makes them whole again."""
    return await asyncio.to_thread(_frail)


@cache
def _frail() -> FrailStores:
    stack = ExitStack()
    atexit.register(stack.close)
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="desk-disk-")))
    folder.chmod(0o755)
    try:
        disk = SlowDisk(folder)
    except NotTried:
        disk = None
    servers = EmbeddedServers(stack.enter_context(folder_for_servers()))
    return FrailStores(stack.enter_context(servers), disk)


@contextmanager
def _environment(added: Mapping[str, str]) -> Iterator[None]:
    """What a process started within this block is started with."""
    before = dict(os.environ)
    os.environ.update(added)
    try:
        yield
    finally:
        for name in added:
            del os.environ[name]
        os.environ.update({name: before[name] for name in added if name in before})
