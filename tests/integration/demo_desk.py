"""A real `desk demo` in processes of its own, for tests that look at it from outside."""

from __future__ import annotations

import os
import pathlib
import queue
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from tests.fixtures.patience import PATIENCE, promised
from tests.fixtures.processes import gone

ROOT = pathlib.Path(__file__).parents[2]
SECONDS_TO_START = 2 * PATIENCE
ADDRESS = re.compile(r"Citizen +(http://\S+)/")


class DemoDesk:
    """A running demo: where it answers, what it said, and every process that belongs to it."""

    def __init__(self, data: pathlib.Path, *options: str, **environment: str) -> None:
        """Start it; `wait_until_ready` waits for its words."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("DESK_")}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "app.cli", "demo", "--port", "0", "--data", str(data), *options],
            cwd=ROOT,
            env=kept | environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.said = ""
        self._lines: queue.Queue[str | None] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def wait_until_ready(self) -> DemoDesk:
        """Return once it has printed its welcome; raises AssertionError when it ends first."""
        while not ("Ctrl-C ends it" in self.said and ADDRESS.search(self.said)):
            line = self._lines.get(timeout=SECONDS_TO_START)
            assert line is not None, f"the demo ended: {self.said}"
            self.said += line
        return self

    @property
    def url(self) -> str:
        """Where it answers."""
        found = ADDRESS.search(self.said)
        assert found is not None
        return found[1]

    def family(self) -> list[int]:
        """The process and all that it started: workers, keepers, servers."""
        return [self.process.pid, *descendants(self.process.pid)]

    def workers(self) -> list[int]:
        """Its worker processes."""
        return [pid for pid in children(self.process.pid) if "app.supervisor" in command(pid)]

    def servers(self) -> list[int]:
        """Its PostgreSQL and its Valkey, without their own children."""
        keepers = [pid for pid in children(self.process.pid) if "keeper.py" in command(pid)]
        return [pid for keeper in keepers for pid in children(keeper)]

    def stop(self, number: signal.Signals = signal.SIGINT, *, seconds: float = 15) -> int:
        """Tell it to end, as it promises to within so many seconds; its exit code."""
        self.process.send_signal(number)
        return self.process.wait(promised(seconds))

    def _read(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as lines:
            for line in lines:
                self._lines.put(line)
        self._lines.put(None)


@contextmanager
def demo_desk(data: pathlib.Path, *options: str, **environment: str) -> Iterator[DemoDesk]:
    """A ready demo for as long as the block lasts."""
    desk = DemoDesk(data, *options, **environment)
    try:
        yield desk.wait_until_ready()
    finally:
        if desk.process.poll() is None:
            desk.stop()


def children(pid: int) -> list[int]:
    """The processes that this one started and that are there still."""
    found: list[int] = []
    for task in pathlib.Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):
            found += map(int, task.read_text().split())
    return found


def descendants(pid: int) -> list[int]:
    """Its children, and theirs."""
    return [other for child in children(pid) for other in (child, *descendants(child))]


def command(pid: int) -> str:
    """With which words it was started; empty once it is gone."""
    with suppress(OSError):
        return pathlib.Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
    return ""


def all_gone(family: list[int]) -> bool:
    """Whether none of these processes is left."""
    return all(gone(pid) for pid in family)
