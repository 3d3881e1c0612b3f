"""PostgreSQL's time, asked only to set the desk's clock by it (promises § 3.13)."""

from datetime import datetime

from app.clock import DatabaseClock
from app.repositories.transaction import Transactions


async def calibrate(transaction: Transactions, clock: DatabaseClock) -> None:
    """Set the clock by PostgreSQL's; the answer counts as given half-way between question and answer.

    Raises `Unavailable` or `Busy`, and leaves the clock as it was.
    """
    async with transaction() as tx:
        asked = clock.monotonic()
        now: datetime = (await tx.run("SELECT clock_timestamp()")).scalar_one()
        heard = clock.monotonic()
    clock.calibrate(now, (asked + heard) / 2)
