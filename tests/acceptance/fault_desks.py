"""Real desks for the fault tests: one-worker processes on shared stores, seeded like the demo."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from pathlib import Path
from typing import IO, Any

from app.cli.backstage import backstage
from app.demo.seeding import seed
from app.repositories.desk import store_policy
from app.settings import Settings
from tests.fixtures.processes import wait_for
from tests.fixtures.running_desk import RunningDesk

STARTS_WITHIN = 60.0
LASTS_AT_MOST = 120.0
SAYS = "The desk answers at "


class DeskProcess:
    """A `desk serve` with one worker; its supervisor replaces a worker that dies."""

    def __init__(self, process: subprocess.Popen[str], log: IO[str]) -> None:
        self._process, self._log = process, log
        self.url = ""

    def wait_until_ready(self) -> None:
        """Read the address it prints; raises with the log when it ends first."""
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if line.startswith(SAYS):
                self.url = line.removeprefix(SAYS).strip()
                return
        raise RuntimeError(f"the desk did not start:\n{self.told()}")

    @property
    def pid(self) -> int:
        """The process that looks after the worker."""
        return self._process.pid

    def told(self) -> str:
        """What it has written to its log."""
        self._log.flush()
        return Path(self._log.name).read_text()

    def stop(self) -> None:
        """End it at once; a drain is not what these tests are about."""
        self._process.kill()
        self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()
        self._log.close()


async def kill_worker(desk: DeskProcess | RunningDesk, nth: int = 0) -> None:
    """Kill -9 of the n-th oldest worker; returns when it is gone, and its place is being taken."""
    pid = workers(desk.pid)[nth]
    os.kill(pid, signal.SIGKILL)
    await asyncio.to_thread(wait_for, lambda: pid not in workers(desk.pid), seconds=10)


def workers(parent: int) -> list[int]:
    """The worker processes of a desk, the oldest first; a spare that waits is the last."""
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    return [int(child) for child in children if "app.supervisor" in _command_of(child)]


def _command_of(pid: str) -> str:
    with suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_text()
    return ""


@asynccontextmanager
async def desks(
    count: int,
    database_url: str,
    valkey_urls: list[str],
    *,
    prefix: str,
    policy: Mapping[str, Any] | None = None,
) -> AsyncIterator[list[DeskProcess]]:
    """Seed the database and run so many desks; the n-th speaks to the n-th Valkey address, or the last."""
    settings = Settings(database_url=database_url, valkey_url=valkey_urls[-1], valkey_prefix=prefix)
    async with backstage(settings) as transaction:
        await seed(transaction)
        if policy:
            async with transaction() as tx:
                await store_policy(tx, dict(policy), author_id=None)
    async with AsyncExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="desk-faults-"))
        started: list[DeskProcess] = []
        for number in range(count):
            url = valkey_urls[min(number, len(valkey_urls) - 1)]
            stores = {"DESK_DATABASE_URL": database_url, "DESK_VALKEY_URL": url, "DESK_VALKEY_PREFIX": prefix}
            started.append(_start(stores, Path(folder, f"desk{number}.log")))
            stack.callback(started[-1].stop)
        async with asyncio.timeout(STARTS_WITHIN):
            for desk in started:
                await asyncio.to_thread(desk.wait_until_ready)
        try:
            async with asyncio.timeout(LASTS_AT_MOST):
                yield started
        except BaseException:
            for number, desk in enumerate(started):
                print(f"desk {number} at {desk.url} told:\n{desk.told()}")
            raise


def _start(stores: Mapping[str, str], log: Path) -> DeskProcess:
    written = log.open("w")
    process = subprocess.Popen(
        [sys.executable, "-m", "app.cli", "serve", "--port", "0", "--workers", "1"],
        env={**os.environ, **stores, "DESK_LOG_FORMAT": "json"},
        stdout=subprocess.PIPE,
        stderr=written,
        text=True,
    )
    return DeskProcess(process, written)
