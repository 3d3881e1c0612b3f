"""A month of the desk played again while somebody looks on: `desk replay`, beside conversations."""

import asyncio
import os
import sys
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec
import structlog

from app.domain.errors import Busy, Unavailable
from app.domain.policy import bounds
from app.domain.rules import Rules
from app.domain.what_if import FIGURES, WhatIf, months_over, read_what_if
from app.repositories import replays
from app.repositories.transaction import Transactions
from app.settings import Settings

LONGEST = 300.0
"""Seconds after which whatever has not been played is given up."""
LONGEST_LINE = 1 << 20
"""Bytes of an answer; one of six changes has about ten thousand."""
LOW_PRIORITY = 10
"""Of the operating system's: conversations go first."""
COMMAND = (sys.executable, "-m", "app.cli", "replay", "--json", "--progress")

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of the policy that can be another: what it is today, and its bounds."""

    value: int
    lowest: int
    highest: int


@dataclass(frozen=True, slots=True)
class Possible:
    """What can be asked: months, by their first days, the newest first, and figures."""

    months: Sequence[date]
    figures: dict[str, Figure]


class WhatIfs:
    """One at a time on each worker, in a process of its own, which ends with whoever looks on."""

    def __init__(self, transaction: Transactions, rules: Callable[[], Rules], settings: Settings) -> None:
        """`settings`: where the stores are."""
        self._transaction = transaction
        self._rules = rules
        self._settings = settings
        self._playing = False

    async def possible(self) -> Possible:
        """The months that are over, since the desk's first contact."""
        policy = self._rules().policy
        figures = {name: Figure(getattr(policy, name), *bounds(name)) for name in FIGURES}
        async with self._transaction() as tx:
            return Possible(months_over(await replays.first_arrival(tx), tx.now), figures)

    async def ask(self, body: object) -> AsyncGenerator[dict[str, Any]]:
        """How far it is, again and again, and then the answer; raises `Invalid`, and `Busy`.

        `{"played", "of"}` before each column; the last one is what `desk replay --json` says, with `changes`,
        the names of the changes' columns in order. Raises `Unavailable` where the process fails or takes too
        long.
        """
        asked = read_what_if(body, months=(await self.possible()).months)
        if self._playing:
            raise Busy
        return self._play(asked)

    async def _play(self, asked: WhatIf) -> AsyncGenerator[dict[str, Any]]:
        process: asyncio.subprocess.Process | None = None
        self._playing = True
        try:
            async with asyncio.timeout(LONGEST):
                process = await self._started(asked)
                assert process.stdout is not None
                async for line in process.stdout:
                    said: dict[str, Any] = msgspec.json.decode(line)
                    yield said if "played" in said else {**said, "changes": asked.columns}
                if await process.wait() != 0:
                    raise Unavailable
        except (TimeoutError, OSError, ValueError) as error:
            log.warning("what_if.failed", error=type(error).__name__)
            raise Unavailable from error
        finally:
            self._playing = False
            if process is not None and process.returncode is None:
                with suppress(ProcessLookupError):
                    process.kill()

    async def _started(self, asked: WhatIf) -> asyncio.subprocess.Process:
        stores = {
            "DESK_DATABASE_URL": self._settings.database_url or "",
            "DESK_VALKEY_URL": self._settings.valkey_url or "",
        }
        process = await asyncio.create_subprocess_exec(
            *COMMAND,
            *asked.options,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            limit=LONGEST_LINE,
            env={**os.environ, **stores},
        )
        with suppress(ProcessLookupError):
            os.setpriority(os.PRIO_PROCESS, process.pid, LOW_PRIORITY)
        return process
