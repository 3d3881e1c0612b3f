"""Real desks for fault trials: `desk serve` with its workers, to be killed, signalled, and looked into."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from pathlib import Path
from typing import Any

from app.settings import Settings
from tests.faults.matrix import Trial
from tests.faults.stores import Stores, common_stores, set_policy
from tests.fixtures import processes
from tests.fixtures.processes import gone, wait_for
from tests.fixtures.running_desk import execute

Through = Mapping[str, str] | Callable[[Settings], Mapping[str, str]] | None
STARTS_WITHIN = 60.0
REPLACED_WITHIN = 30.0
SAYS = "The desk answers at "
OUTER = {"DESK_LOG_FORMAT": "json", "DESK_LOG_LEVEL": "info"}


class FaultDesk:
    """A running desk; its supervisor replaces workers that die."""

    def __init__(self, settings: Settings, stores: Stores, workers: int, log: Path) -> None:
        self.settings, self.stores, self.count, self.log = settings, stores, workers, log
        self.url = ""
        self._process: subprocess.Popen[str] | None = None
        self._given: tuple[Mapping[str, str], Sequence[str]] = ({}, ())

    def start(self, environment: Mapping[str, str], options: Sequence[str], port: int = 0) -> None:
        """Start it and wait until it says where it answers; raises with its log where it ends first."""
        self._given = (environment, options)
        command = [sys.executable, "-m", "app.cli", "serve", "--port", str(port)]
        command += ["--workers", str(self.count)]
        with self.log.open("a") as written:
            self._process = subprocess.Popen(
                [*command, *options],
                env={**os.environ, **OUTER, **environment},
                stdout=subprocess.PIPE,
                stderr=written,
                text=True,
            )
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if line.startswith(SAYS):
                self.url = line.removeprefix(SAYS).strip()
                return
        raise RuntimeError(f"the desk did not start:\n{self.told()}")

    @property
    def pid(self) -> int:
        """The process that looks after the workers."""
        assert self._process is not None
        return self._process.pid

    @property
    def port(self) -> int:
        """The port it answers on."""
        return int(self.url.rpartition(":")[2])

    def told(self) -> str:
        """What it has written to its log."""
        return self.log.read_text()

    def workers(self) -> list[int]:
        """The worker processes, the oldest first; a spare that waits comes after them."""
        return processes.workers(self.pid)

    def execute(self, statement: str, values: Mapping[str, Any] | None = None) -> list[tuple[Any, ...]]:
        """Run one statement in its database; the rows it returns."""
        assert self.settings.database_url is not None
        return execute(self.settings.database_url, statement, values)

    def send(self, number: signal.Signals) -> None:
        """Signal the parent: SIGHUP replaces the workers, SIGTERM drains and ends all."""
        os.kill(self.pid, number)

    async def kill_worker(self, nth: int = 0) -> float:
        """Kill -9 of the n-th oldest worker; the instant, once it is gone and its place is being taken."""
        return await processes.kill_worker(self.pid, nth)

    async def whole(self) -> None:
        """Wait until it has all its workers and each of them beats."""
        since = time.time()
        beating = "SELECT count(*) FROM worker WHERE last_alive > to_timestamp(%(since)s)"

        def is_whole() -> bool:
            rows = self.execute(beating, {"since": since + self.settings.clock_offset_seconds})
            return len(self.workers()) >= self.count and int(rows[0][0]) >= self.count

        await asyncio.to_thread(wait_for, is_whole, seconds=REPLACED_WITHIN)

    async def ended(self, *, within: float) -> float:
        """Wait until the process has ended; the instant. Raises `TimeoutError`."""
        assert self._process is not None
        await asyncio.to_thread(
            wait_for, lambda: self._process is not None and self._process.poll() is not None, seconds=within
        )
        return time.monotonic()

    def kill(self) -> None:
        """Kill -9 of it and all its workers."""
        if self._process is not None and self._process.poll() is None:
            family = [self.pid, *self.workers()]
            for pid in family:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            self._process.wait()
            wait_for(lambda: all(map(gone, family)), seconds=10)
        if self._process is not None and self._process.stdout is not None:
            self._process.stdout.close()

    async def restart(self) -> None:
        """Start it again on its port after `kill`, or after it has ended."""
        environment, options = self._given
        async with asyncio.timeout(STARTS_WITHIN):
            await asyncio.to_thread(self.start, environment, options, self.port)


@asynccontextmanager
async def desk(
    trial: Trial,
    *,
    workers: int = 2,
    policy: Mapping[str, Any] | None = None,
    stores: Stores | None = None,
    beside: FaultDesk | None = None,
    through: Through = None,
    environment: Mapping[str, str] | None = None,
    options: Sequence[str] = (),
) -> AsyncIterator[FaultDesk]:
    """A desk with a database and a prefix of its own, on the stores that trials share or on these.

    `beside` shares everything with another desk, as a second machine would; `through` replaces
    `DESK_DATABASE_URL` or `DESK_VALKEY_URL` by the address of a proxy for the processes of this desk,
    while the trial itself looks into the stores directly (a function gets the settings without a proxy);
    `policy` is stored before it starts.
    """
    async with AsyncExitStack() as stack:
        if beside is None:
            stores = stores or await common_stores()
            settings = Settings(
                database_url=stack.enter_context(stores.database()),
                valkey_url=stores.valkey_url,
                valkey_prefix=f"fault-{uuid.uuid4().hex}",
            )
            if policy:
                await set_policy(settings, policy)
        else:
            stores, settings = beside.stores, beside.settings
        running = FaultDesk(settings, stores, workers, trial.folder / f"desk-{uuid.uuid4().hex}.log")
        stack.callback(running.kill)
        addresses = {
            "DESK_DATABASE_URL": str(settings.database_url),
            "DESK_VALKEY_URL": str(settings.valkey_url),
            "DESK_VALKEY_PREFIX": settings.valkey_prefix,
        }
        detour = through(settings) if callable(through) else through
        given = {**addresses, **(detour or {}), **(environment or {})}
        async with asyncio.timeout(STARTS_WITHIN):
            await asyncio.to_thread(running.start, given, options)
        try:
            yield running
        except BaseException:
            print(f"the desk at {running.url} told last:\n{running.told()[-6000:]}")
            raise
