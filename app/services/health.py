"""Whether this worker can serve: not leaving, and PostgreSQL within reach."""

from enum import StrEnum

from app.domain.errors import DeskError
from app.repositories import desk
from app.repositories.transaction import Transactions


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
        """How this worker is now; whoever asks decides how long PostgreSQL has to answer."""
        if self.draining:
            return Health.DRAINING
        try:
            async with self.transaction() as tx:
                await desk.read(tx)
        except DeskError:
            return Health.UNAVAILABLE
        return Health.READY
