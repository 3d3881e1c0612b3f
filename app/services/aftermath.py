"""What follows a commit, in this order: every screen, the switchboard, whoever waits beside a free seat."""

from collections.abc import Awaitable, Callable

import structlog

from app.queue.bus import Bus
from app.repositories.transaction import Consequences

log = structlog.get_logger(__name__)


class Aftermath:
    """Carries out consequences; nothing that fails here undoes or delays what was committed."""

    def __init__(self, bus: Bus, *, settle: Callable[..., Awaitable[None]], wake: Callable[[], None]) -> None:
        """`wake` sets the event that this worker's dispatch loop waits for."""
        self._bus = bus
        self._settle = settle
        self._wake = wake

    async def __call__(self, then: Consequences) -> None:
        """Publish, settle, wake."""
        await self._bus.publish(then.events)
        if then.touched:
            await self._settle(then.touched)
        if then.wake:
            self._wake()
