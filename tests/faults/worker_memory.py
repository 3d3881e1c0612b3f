"""What a worker holds in memory while something is done to it: the most of it, beyond what it held before."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from tests.faults.waiting import time_passes

LOOK_EVERY = 0.1


class Growth:
    """Megabytes of a process's own, now, before and at most."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self.before = self._now()
        self.most = self.before

    def _now(self) -> float:
        with suppress(OSError):
            for line in Path(f"/proc/{self._pid}/status").read_text().splitlines():
                if line.startswith("RssAnon:"):
                    return int(line.split()[1]) / 1024
        return 0.0

    @property
    def grown(self) -> float:
        """How much more it has held than at the beginning."""
        return self.most - self.before

    async def watch(self) -> None:
        """Look again and again, until cancelled."""
        while True:
            self.most = max(self.most, self._now())
            await time_passes(LOOK_EVERY)


@asynccontextmanager
async def growth(pid: int) -> AsyncIterator[Growth]:
    """The growth of this process within this block."""
    found = Growth(pid)
    watching = asyncio.ensure_future(found.watch())
    try:
        yield found
    finally:
        watching.cancel()
        await asyncio.wait([watching])
