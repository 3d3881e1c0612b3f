"""Whether this worker can serve: not leaving, and PostgreSQL within reach."""

import asyncio
from enum import StrEnum

from app.domain.errors import DeskError
from app.repositories import desk
from app.repositories.transaction import Transactions

SECONDS = 2.0


class Health(StrEnum):
    """How a worker is, in the words of `/health/ready`."""

    READY = "ready"
    DRAINING = "draining"
    UNAVAILABLE = "unavailable"


class HealthCheck:
    """Asked by load balancers every few seconds; Valkey being away is no reason to send people elsewhere."""

    def __init__(self, transaction: Transactions) -> None:
        self.transaction = transaction
        self.draining = False

    async def ready(self) -> Health:
        """How this worker is now; PostgreSQL has 2 s to answer."""
        if self.draining:
            return Health.DRAINING
        try:
            async with asyncio.timeout(SECONDS), self.transaction() as tx:
                await desk.read(tx)
        except (DeskError, TimeoutError):
            return Health.UNAVAILABLE
        return Health.READY
