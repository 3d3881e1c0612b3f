"""CPU seconds and memory of processes and of everything they have started, as Linux counts them."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")
USED = slice(11, 15)
"""utime, stime, and those of children that have ended and were waited for."""


def family(pids: Iterable[int]) -> list[int]:
    """These processes and their descendants."""
    found, look_at = [], list(pids)
    while look_at:
        pid = look_at.pop()
        found.append(pid)
        with suppress(OSError):
            for children in Path(f"/proc/{pid}/task").glob("*/children"):
                look_at += map(int, children.read_text().split())
    return found


def cpu_seconds(pids: Iterable[int]) -> float:
    """What these processes, their descendants and those of them that have ended have used so far."""
    return sum(map(_used, family(pids))) / TICKS


def resident_bytes(pids: Iterable[int]) -> int:
    """The memory that these processes and their descendants have in use."""
    return sum(map(_resident, family(pids)))


def _used(pid: int) -> int:
    with suppress(OSError):
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return sum(map(int, fields[USED]))
    return 0


def _resident(pid: int) -> int:
    with suppress(OSError):
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE
    return 0
