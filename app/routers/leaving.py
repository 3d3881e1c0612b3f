"""A socket that has closed must be written down, also where the database is away just then."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog

from app.domain.errors import DeskError

ATTEMPTS = 30
PAUSE_SECONDS = 1.0

log = structlog.get_logger(__name__)


async def persistently(write: Callable[[], Awaitable[None]]) -> None:
    """Try for half a minute; after that the beat of this worker, or its silence, tells the others."""
    for _ in range(ATTEMPTS):
        try:
            await write()
            return
        except DeskError as error:
            log.info("leaving.put_off", error=type(error).__name__)
            await asyncio.sleep(PAUSE_SECONDS)
    log.warning("leaving.given_up")
