"""Who may say hello next: a few at a time, in the order they came, and nobody who has already given up.

After a crash everybody comes back at once. Worked on all together, hellos only slow each other down until
their clients give up (protocol § 3.4: after 1.5 s, later 4 s) and come again, and the work on a hello whose
client has gone is lost. A few at a time leave the database to everything else, too.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from app.domain.errors import Busy

PATIENCE = 4.0
"""No client waits longer for its snapshot."""


@dataclass(slots=True)
class Turn:
    """One hello's turn; it may end before the hello is over, once the stores have been asked."""

    _release: Callable[[], None]
    _over: bool = field(default=False)

    def end(self) -> None:
        """Let the next one in; again, it changes nothing."""
        if not self._over:
            self._over = True
            self._release()


class Admission:
    """Hellos of one worker; or its newcomers, who must not keep those waiting who are in already."""

    def __init__(self, at_once: int, *, monotonic: Callable[[], float]) -> None:
        """So many `at_once`; fewer than the pool has connections, or nothing else gets one."""
        self._room = asyncio.Semaphore(at_once)
        self._monotonic = monotonic

    async def turn(self, *, gone: Callable[[], bool]) -> Turn:
        """Wait for this hello's turn; raises `Busy` where its client is gone or has stopped waiting."""
        came_at = self._monotonic()
        await self._room.acquire()
        if gone() or self._monotonic() - came_at > PATIENCE:
            self._room.release()
            raise Busy
        return Turn(self._room.release)
