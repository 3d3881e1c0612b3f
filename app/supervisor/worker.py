"""A worker process as its parent sees it: started, beating, silent, stopping, gone."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress

SILENT_SECONDS = 10.0
SILENT_SECONDS_BEFORE_READY = 30.0
SECONDS_TO_STOP = 14.0
"""A worker drains for at most 8 s and closes for at most 5 s; then it is killed (promises § 3.12)."""


BEAT = b"."
LEAVING = b"x"


class Worker:
    """One process and the pipe it beats on; the end of that pipe is its death."""

    def __init__(
        self,
        command: Sequence[str],
        listening: int,
        *,
        environment: Mapping[str, str],
        now: float,
        silent_seconds: float = SILENT_SECONDS,
    ) -> None:
        """Start `command` with the numbers of the listening socket and of the pipe as further arguments.

        It gets a process group of its own: otherwise Ctrl-C reaches it twice and cuts its drain. Its
        standard input is a pipe that ends with this process, however that happens.
        """
        self.beats, its_end = os.pipe()
        os.set_blocking(self.beats, False)
        try:
            self._process = subprocess.Popen(
                [*command, str(listening), str(its_end)],
                pass_fds=[listening, its_end],
                stdin=subprocess.PIPE,
                process_group=0,
                env=dict(environment),
            )
        except BaseException:
            os.close(self.beats)
            raise
        finally:
            os.close(its_end)
        self.called = False
        self.ready = False
        self.stopping_since: float | None = None
        self._silent_seconds = silent_seconds
        self._heard_at = now

    @property
    def pid(self) -> int:
        """The process id."""
        return self._process.pid

    def call(self, now: float) -> None:
        """Let it serve: until then it has loaded everything and waits, so that a death costs no second."""
        self.called, self._heard_at = True, now
        assert self._process.stdin is not None
        with suppress(BrokenPipeError):
            self._process.stdin.write(b"go\n")
            self._process.stdin.flush()

    def listen(self, now: float) -> bool:
        """Take in its beats; False once it is dead."""
        try:
            heard = os.read(self.beats, 4096)
        except BlockingIOError:
            return True
        if not heard:
            return False
        self._heard_at = now
        if LEAVING in heard and self.stopping_since is None:
            self.stopping_since = now  # somebody else told it to; a successor need not wait for its end.
        self.ready = True
        return True

    def overdue(self, now: float) -> bool:
        """Whether it has been silent, or stopping, for longer than it may."""
        if self.stopping_since is not None:
            return now - self.stopping_since > SECONDS_TO_STOP
        if not self.called:
            return False
        return now - self._heard_at > (self._silent_seconds if self.ready else SILENT_SECONDS_BEFORE_READY)

    def stop(self, now: float) -> None:
        """Ask it to drain and leave; asking twice does not hurry it."""
        if self.stopping_since is not None:
            return
        self.stopping_since = now
        self._signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it at once."""
        self._signal(signal.SIGKILL)

    def reap(self) -> int:
        """After its death: close what belonged to it, and answer how it ended."""
        self.kill()  # it may have closed its pipe without dying.
        os.close(self.beats)
        if self._process.stdin is not None:
            with suppress(BrokenPipeError):
                self._process.stdin.close()
        return self._process.wait()

    def _signal(self, number: signal.Signals) -> None:
        with suppress(ProcessLookupError):
            self._process.send_signal(number)
