"""One server under its keeper: started, watched, stopped or killed."""

from __future__ import annotations

import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence

from app.embedded.account import Account
from app.embedded.keeper import Order

KEEPER = pathlib.Path(__file__).with_name("keeper.py")
SECONDS_BETWEEN_LOOKS = 0.02
SECONDS_TO_STOP = 30


class ServerFailed(RuntimeError):
    """An embedded server did not start; its log says why."""


class KeptServer:
    """A running server process; `hold` are descriptors the keeper keeps open for as long as it runs."""

    def __init__(
        self,
        command: Sequence[str | pathlib.Path],
        *,
        log: pathlib.Path,
        socket_folder: pathlib.Path,
        stop_signal: signal.Signals,
        account: Account | None = None,
        hold: Sequence[int] = (),
    ) -> None:
        order: Order = {
            "command": [str(part) for part in command],
            "log": str(log),
            "stop_signal": int(stop_signal),
            "socket_folder": str(socket_folder),
            "uid": account.uid if account else None,
            "gid": account.gid if account else None,
        }
        self.log = log
        self._socket_folder = socket_folder
        with log.open("ab") as errors:
            self._keeper = subprocess.Popen(
                [sys.executable, "-I", str(KEEPER), json.dumps(order)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                start_new_session=True,
                pass_fds=hold,
            )
        self.pid = self._read_pid()

    @property
    def alive(self) -> bool:
        """Whether the server runs; the keeper ends with it."""
        return self._keeper.poll() is None

    def wait_until(self, ready: Callable[[], bool], *, seconds: float) -> None:
        """Return once `ready()` holds; raises ServerFailed when the server ends first or time is up."""
        deadline = time.monotonic() + seconds
        while not ready():
            if not self.alive:
                raise ServerFailed(f"the server stopped while starting: {self._last_line()} (see {self.log})")
            if time.monotonic() > deadline:
                raise ServerFailed(f"the server is not ready after {seconds:.0f} s (see {self.log})")
            time.sleep(SECONDS_BETWEEN_LOOKS)

    def stop(self) -> None:
        """Stop the server in order, and wait until it is gone. Stopping twice is harmless."""
        self._close_pipes()
        self._keeper.wait(SECONDS_TO_STOP)
        shutil.rmtree(self._socket_folder, ignore_errors=True)  # where the keeper was killed

    def kill(self) -> None:
        """End the server as a crash would (SIGKILL), and wait until its keeper has reaped it."""
        if self.alive:
            os.kill(self.pid, signal.SIGKILL)
        self._keeper.wait(SECONDS_TO_STOP)
        self._close_pipes()

    def _read_pid(self) -> int:
        assert self._keeper.stdout is not None
        line = self._keeper.stdout.readline()
        if not line:
            self._keeper.wait(SECONDS_TO_STOP)
            self._close_pipes()
            raise ServerFailed(f"the server cannot be run: {self._last_line()} (see {self.log})")
        return int(line)

    def _close_pipes(self) -> None:
        for pipe in (self._keeper.stdin, self._keeper.stdout):
            if pipe is not None:
                pipe.close()

    def _last_line(self) -> str:
        lines = self.log.read_text(errors="replace").strip().splitlines()
        return lines[-1] if lines else "it said nothing"
