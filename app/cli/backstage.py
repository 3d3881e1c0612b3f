"""The stores for a single command, without the desk around them: it changes rows and tells the workers."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import timedelta

from app.clock import DatabaseClock
from app.queue.bus import Bus
from app.queue.client import connect
from app.queue.keys import Keys
from app.repositories import releases
from app.repositories.database_time import calibrate
from app.repositories.engine import make_engine
from app.repositories.ids import new_id
from app.repositories.transaction import Consequences, Transactions
from app.settings import Settings


@asynccontextmanager
async def backstage(settings: Settings) -> AsyncIterator[Transactions]:
    """Transactions whose consequences are published to the workers, as if one of them had done it."""
    assert settings.database_url is not None
    assert settings.valkey_url is not None
    clock = DatabaseClock(timedelta(seconds=settings.clock_offset_seconds))
    engine = make_engine(settings.database_url, pool_size=2)
    address = settings.valkey_url
    bus = Bus(
        lambda: connect(address),
        Keys(settings.valkey_prefix),
        worker_id=new_id(clock.now()),
        clock=clock,
    )
    transaction = Transactions(engine, clock)
    transaction.after_commit = lambda then: _tell(bus, then)
    try:
        await calibrate(transaction, clock)
        await _know_the_schema(transaction)
        yield transaction
    finally:
        await bus.close()
        await engine.dispose()


async def _know_the_schema(transaction: Transactions) -> None:
    """A migration may still be to come; whether the schema suits at all is for the command to say."""
    with suppress(releases.Unsuitable):
        async with transaction() as tx:
            transaction.revision = await releases.behind(tx)


async def _tell(bus: Bus, then: Consequences) -> None:
    await bus.publish(then.events)
