"""An answer in time: what takes too long goes on, and whoever asked is told `unavailable` (promises § 5).

A started write is never cancelled: it may commit all the same. A database that has fallen silent does not
even answer a request to cancel.
"""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

import structlog

from app.domain.errors import DeskError, Unavailable

T = TypeVar("T")

ANSWER_SECONDS = 5.0

log = structlog.get_logger(__name__)
_running: set[asyncio.Future[Any]] = set()


async def in_time(work: Coroutine[Any, Any, T], *, seconds: float = ANSWER_SECONDS) -> T:
    """What the work returns or raises; raises `Unavailable` after so many seconds, and lets it go on."""
    doing = asyncio.ensure_future(work)
    _running.add(doing)
    doing.add_done_callback(_ended)
    await asyncio.wait([doing], timeout=seconds)
    if not doing.done():
        doing.add_done_callback(_told)
        raise Unavailable
    return doing.result()


def _ended(doing: asyncio.Future[Any]) -> None:
    """Nobody may be listening any more: look at what it raised, so that asyncio does not tell of it."""
    _running.discard(doing)
    if not doing.cancelled():
        doing.exception()


def _told(doing: asyncio.Future[Any]) -> None:
    """What goes wrong after the answer would be lost otherwise; a refusal is nothing unusual."""
    error = None if doing.cancelled() else doing.exception()
    if error is not None and not isinstance(error, DeskError):
        log.error("late.failed", exc_info=error)
