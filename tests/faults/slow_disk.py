"""A disk for a server under test that takes its time to sync, or is full, from one moment to the next."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.faults.preload import built

SOURCE = Path(__file__).with_name("slow_disk.c")
ORDERS = "ii"


class SlowDisk:
    """Its orders stand in a page that the server reads at every write; raises `NotTried` (no compiler)."""

    def __init__(self, folder: Path) -> None:
        self._library = built(SOURCE, folder)
        self._orders = folder / "disk"
        self._orders.write_bytes(struct.pack(ORDERS, 0, 0))
        self._orders.chmod(0o644)

    @property
    def environment(self) -> dict[str, str]:
        """What a server has to be started with."""
        return {"LD_PRELOAD": str(self._library), "DESK_DISK": str(self._orders)}

    @contextmanager
    def slow(self, seconds: float) -> Iterator[None]:
        """Every sync takes so much longer."""
        with self._ordered(round(seconds * 1000), full=False):
            yield

    @contextmanager
    def full(self) -> Iterator[None]:
        """No file of a table can grow: PostgreSQL meets «no space left on device» (53100)."""
        with self._ordered(0, full=True):
            yield

    @contextmanager
    def _ordered(self, sync_takes_ms: int, *, full: bool) -> Iterator[None]:
        self._order(sync_takes_ms, full=full)
        try:
            yield
        finally:
            self._order(0, full=False)

    def _order(self, sync_takes_ms: int, *, full: bool) -> None:
        with self._orders.open("r+b") as page:
            page.write(struct.pack(ORDERS, sync_takes_ms, full))
