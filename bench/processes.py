"""Server processes of the contenders: started on free ports, awaited, and ended."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

SECONDS_TO_START = 60.0
SECONDS_TO_END = 10.0


class DidNotStart(RuntimeError):
    """A server has not come up; its log says why."""


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as asking:
        asking.bind(("127.0.0.1", 0))
        return int(asking.getsockname()[1])


class ServerProcess:
    """One server process with a log; its group ends with it."""

    def __init__(
        self, command: Sequence[str], *, log: Path, environment: Mapping[str, str] | None = None
    ) -> None:
        self._log = log
        with log.open("wb") as written:
            self._process = subprocess.Popen(
                list(command),
                stdout=written,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                env={**os.environ, **(environment or {})},
                start_new_session=True,
            )

    @property
    def pid(self) -> int:
        """The process id."""
        return self._process.pid

    def wait_for_port(self, port: int) -> None:
        """Return once somebody listens there; raises `DidNotStart`."""
        deadline = time.monotonic() + SECONDS_TO_START
        while not _listens(port):
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise DidNotStart(f"{self._process.args!r}\n{self._log.read_text(errors='replace')}")
            time.sleep(0.02)

    def kill(self) -> None:
        """End it and its group at once."""
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def stop(self) -> None:
        """End it politely, then not."""
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(SECONDS_TO_END)
        except subprocess.TimeoutExpired:
            self.kill()


def wait_until(found: Callable[[], T | None], *, seconds: float = SECONDS_TO_START) -> T | None:
    """What `found` answers once it answers; None when time is up."""
    deadline = time.monotonic() + seconds
    while (answer := found()) is None and time.monotonic() < deadline:
        time.sleep(0.01)
    return answer


def _listens(port: int) -> bool:
    with socket.socket() as asking:
        asking.settimeout(1)
        return asking.connect_ex(("127.0.0.1", port)) == 0
