"""Memory of one idle socket: citizens of real contacts who wait in line, and nothing else going on."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.contenders.ours import Ours
from bench.load import Load
from bench.stores import own_stores
from bench.usage import resident_bytes

FIRST = 100
"""Sockets that are open before anything is measured: whatever is loaded and grown once is then there."""
QUIET_SECONDS = 3.0


@dataclass(frozen=True, slots=True)
class Memory:
    """So many idle sockets, and what each of them holds of the desk's memory."""

    sockets: int
    bytes_each: float
    lost: int
    """Sockets that did not stay open."""


def run(sizes: Sequence[int], folder: Path, say: Callable[[str], None]) -> list[Memory]:
    """Open more and more sockets to two processes, and look at their memory at each size."""
    desk, measured = Ours(), []
    with own_stores() as stores:
        try:
            desk.start(stores, folder)
            with Load(desk.wire) as load:
                load.join(seats=desk.waiting(FIRST))
                time.sleep(QUIET_SECONDS)
                before, opened = resident_bytes(desk.servers()), FIRST
                for size in sizes:
                    lost = load.join(seats=desk.waiting(size - opened))
                    time.sleep(QUIET_SECONDS)
                    each = (resident_bytes(desk.servers()) - before) / (size - FIRST)
                    measured.append(Memory(size, each, lost))
                    opened = size
                    say(f"{size} idle sockets: {each / 1000:.1f} kB each, {lost} lost")
        finally:
            desk.stop()
    return measured
