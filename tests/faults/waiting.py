"""Time that passes because a fault lasts so long, and conditions that somebody waits for."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress

LOOK_AGAIN = 0.02


async def time_passes(seconds: float) -> None:
    """Let a fault last; never a way to hope that something has happened meanwhile."""
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await asyncio.Event().wait()


async def until(condition: Callable[[], bool], *, within: float) -> None:
    """Wait until a condition holds that nobody announces; raises `TimeoutError`."""
    async with asyncio.timeout(within):
        while not condition():
            await time_passes(LOOK_AGAIN)
