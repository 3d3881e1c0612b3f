"""A flag that can be waited for, as `asyncio.Event`, but small: each of thousands of sockets has several."""

import asyncio


class Bell:
    """Rung or silent. An `asyncio.Event` keeps 700 bytes for waiters that hardly ever come."""

    __slots__ = ("_rung", "_waiting")

    def __init__(self, *, rung: bool = False) -> None:
        self._rung = rung
        self._waiting: list[asyncio.Future[None]] | None = None

    def set(self) -> None:
        """Ring: whoever waits goes on, whoever comes now does not wait."""
        self._rung = True
        waiting, self._waiting = self._waiting, None
        for one in waiting or ():
            if not one.done():
                one.set_result(None)

    def clear(self) -> None:
        """Fall silent: whoever comes now waits."""
        self._rung = False

    def is_set(self) -> bool:
        """Whether it has rung."""
        return self._rung

    async def wait(self) -> None:
        """Wait until it rings."""
        if self._rung:
            return
        ring = asyncio.get_running_loop().create_future()
        if self._waiting is None:
            self._waiting = []
        self._waiting.append(ring)
        try:
            await ring
        finally:
            self._forget(ring)

    def _forget(self, ring: asyncio.Future[None]) -> None:
        """Only whoever gave up is still there; ringing has taken the others off."""
        if self._waiting is not None and ring in self._waiting:
            self._waiting.remove(ring)
