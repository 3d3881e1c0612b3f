"""The parent of the workers: keeps so many of them alive, replaces them one by one, ends them in order."""

from __future__ import annotations

import errno
import os
import select
import signal
import socket
import time
from collections.abc import Callable, Mapping, Sequence
from types import FrameType

from app import metrics
from app.logs import log
from app.supervisor.worker import SILENT_SECONDS, Worker

LOOK_SECONDS = 0.2
MOST_FAILED_STARTS = 5
PAUSES_AFTER_FAILED_STARTS = (0.0, 0.2, 0.5, 1.0, 2.0)
CALM_SECONDS = 2.0
"""How long all has been well before a spare worker is started: loading it takes a processor for a while."""
SECONDS_AFTER_A_FAILED_SPARE = 10.0
CANNOT_START = 3


class Supervisor:
    """Runs `count` workers on one listening socket until it is told to stop.

    Beside them waits a spare, loaded but not serving, that takes the place of one that dies.
    """

    def __init__(
        self,
        listening: socket.socket,
        command: Sequence[str],
        *,
        count: int = 1,
        environment: Mapping[str, str] | None = None,
        on_ready: Callable[[], None] = lambda: None,
        silent_seconds: float = SILENT_SECONDS,
    ) -> None:
        """`command` is started with two further arguments, see `Worker`; `on_ready` is called once."""
        self._listening = listening
        self._command = tuple(command)
        self._count = count
        self._environment = dict(os.environ if environment is None else environment)
        self._on_ready = on_ready
        self._silent_seconds = silent_seconds
        self._workers: list[Worker] = []
        self._to_replace: list[Worker] = []
        self._spare: Worker | None = None
        self._no_spare_before = 0.0
        self._failed_starts = 0
        self._not_before = 0.0
        self._announced = False
        self._stopping = False
        self._restart_asked = False
        self._log = log("desk.supervisor")

    def run(self) -> int:
        """Keep the workers going; the exit code: 0 after a stop, 3 when they cannot be started."""
        former = {
            number: signal.signal(number, self._heed)
            for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
        }
        try:
            return self._watch()
        finally:
            self._end_all()
            for number, handler in former.items():
                signal.signal(number, handler)

    def stop(self) -> None:
        """Ask the loop to end; safe in a signal handler and from another thread."""
        self._stopping = True

    @property
    def pids(self) -> list[int]:
        """The processes there are now."""
        return [worker.pid for worker in self._workers]

    def _watch(self) -> int:
        while not self._stopping:
            now = time.monotonic()
            self._listen(now)
            self._kill_overdue(now)
            self._start_missing(now)
            self._roll(now)
            self._keep_a_spare(now)
            if self._failed_starts >= MOST_FAILED_STARTS and not self._ready():
                self._log.error("workers cannot be started", starts=self._failed_starts)
                return CANNOT_START
            self._announce()
        return 0

    def _listen(self, now: float) -> None:
        """Wait for beats for a moment; whoever's pipe has ended is dead."""
        by_pipe = {worker.beats: worker for worker in self._everybody()}
        heard, _, _ = select.select(list(by_pipe), [], [], LOOK_SECONDS)
        for pipe in heard:
            worker = by_pipe[pipe]
            was_ready = worker.ready
            if worker.listen(time.monotonic()):
                self._welcome(worker, was_ready=was_ready)
            elif worker is self._spare:
                self._drop_spare(now)
            else:
                self._bury(worker, now)

    def _welcome(self, worker: Worker, *, was_ready: bool) -> None:
        if not was_ready:
            self._failed_starts = 0
            self._log.info("worker ready", pid=worker.pid)

    def _bury(self, worker: Worker, now: float) -> None:
        exit_code = worker.reap()
        self._workers.remove(worker)
        self._to_replace = [other for other in self._to_replace if other is not worker]
        metrics.forget(worker.pid)
        if worker.stopping_since is not None:
            self._log.info("worker ended", pid=worker.pid, exit_code=exit_code)
            return
        self._log.warning("worker died", pid=worker.pid, exit_code=exit_code, ready=worker.ready)
        if not worker.ready:
            self._failed_starts += 1
            self._to_replace.clear()  # what cannot start does not push out what runs.
            last = len(PAUSES_AFTER_FAILED_STARTS) - 1
            self._not_before = now + PAUSES_AFTER_FAILED_STARTS[min(self._failed_starts, last)]

    def _kill_overdue(self, now: float) -> None:
        for worker in self._workers:
            if worker.overdue(now):
                self._log.error("worker silent, killed", pid=worker.pid)
                worker.kill()

    def _start_missing(self, now: float) -> None:
        """As many as there should be, and one more while an old one waits for its successor."""
        staying = [worker for worker in self._workers if worker.stopping_since is None]
        wanted = self._count + (1 if self._to_replace else 0)
        if now < self._not_before:
            return
        for _ in range(wanted - len(staying)):
            worker, self._spare = self._spare or self._start(), None
            worker.call(time.monotonic())
            self._workers.append(worker)

    def _start(self) -> Worker:
        return Worker(
            self._command,
            self._listening.fileno(),
            environment=self._environment,
            now=time.monotonic(),
            silent_seconds=self._silent_seconds,
        )

    def _roll(self, now: float) -> None:
        """Replace the workers one by one: the next old one leaves when a new one is ready for it."""
        if self._restart_asked:
            self._restart_asked = False
            self._drop_spare(now)  # it has the old code.
            self._to_replace = [worker for worker in self._workers if worker.stopping_since is None]
            self._log.info("replacing workers", count=len(self._to_replace))
        leaving = any(worker.stopping_since is not None for worker in self._workers)
        if self._to_replace and not leaving and len(self._ready()) > self._count:
            self._to_replace.pop(0).stop(now)

    def _keep_a_spare(self, now: float) -> None:
        if self._to_replace or len(self._workers) != self._count or len(self._ready()) < self._count:
            self._no_spare_before = max(self._no_spare_before, now + CALM_SECONDS)
        elif self._spare is None and now >= self._no_spare_before:
            self._spare = self._start()

    def _drop_spare(self, now: float) -> None:
        if self._spare is not None:
            self._spare.kill()
            self._spare.reap()
            self._spare = None
            self._no_spare_before = now + SECONDS_AFTER_A_FAILED_SPARE

    def _everybody(self) -> list[Worker]:
        return self._workers if self._spare is None else [*self._workers, self._spare]

    def _announce(self) -> None:
        if not self._announced and len(self._ready()) >= self._count:
            self._announced = True
            self._on_ready()

    def _ready(self) -> list[Worker]:
        return [worker for worker in self._workers if worker.ready and worker.stopping_since is None]

    def _end_all(self) -> None:
        """Close the door first, or newcomers hang before it; then let everybody drain."""
        self._listening.close()
        self._drop_spare(0)
        for worker in self._workers:
            worker.stop(time.monotonic())
        while self._workers:
            now = time.monotonic()
            self._listen(now)
            self._kill_overdue(now)

    def _heed(self, number: int, _frame: FrameType | None) -> None:
        if number == signal.SIGHUP and not _terminal_gone():
            self._restart_asked = True
        elif self._stopping:
            for worker in self._workers:
                worker.kill()  # asked a second time: at once.
        else:
            self._stopping = True


def _terminal_gone() -> bool:
    """Whether the hang-up came from a terminal that was closed, and not from somebody who wants a restart."""
    try:
        os.tcgetpgrp(0)
    except OSError as error:
        return error.errno == errno.EIO
    return False
