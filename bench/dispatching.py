"""One dispatch with few and with very many in line, beside 200 counsellors: some, none, all of them free."""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from redis.asyncio import Redis
from sqlalchemy import event

from app import logs
from app.cli.schema import migrate_to
from app.domain.policy import Policy
from app.repositories import desk as desk_row
from app.repositories.database_time import calibrate
from app.repositories.desk import store_policy
from app.seed.hours import always_open
from app.services.beginning import begin
from app.settings import Settings
from app.wiring import Desk, build
from bench.contender import Stores
from bench.contenders.ours_people import insert_waiting
from bench.staffings import POLICY, STAFFINGS, Staffing, hire, take_up
from bench.stores import own_stores
from bench.usage import cpu_seconds

ROWS = 1_000


@dataclass(frozen=True, slots=True)
class Dispatched:
    """Some runs that each made as many offers: the median of their times, the mean of their CPU seconds.

    `cpu` is this worker's, `stores_cpu` that of PostgreSQL and Valkey together.
    """

    waiting: int
    staffing: Staffing
    offers: int
    seconds: float
    cpu: float
    stores_cpu: float
    statements: int
    scripts: int

    def told(self) -> str:
        """In words."""
        return (
            f"{self.seconds * 1000:.0f} ms for {self.offers} offers, CPU {self.cpu * 1000:.0f} ms of the "
            f"worker and {self.stores_cpu * 1000:.0f} ms of the stores, {self.statements} statements, "
            f"{self.scripts} scripts in Valkey"
        )


class Meter:
    """Counts SQL statements of this process, scripts that Valkey has run, and CPU seconds."""

    def __init__(self, desk: Desk, valkey: Redis, stores: Stores) -> None:
        self.statements = 0
        self._valkey, self._stores = valkey, stores
        for engine in desk.engines:
            event.listen(engine.sync_engine, "before_cursor_execute", self._count)

    async def scripts(self) -> int:
        """How many so far."""
        stats = await self._valkey.info("commandstats")
        return sum(int(stats.get(f"cmdstat_{name}", {}).get("calls", 0)) for name in ("evalsha", "eval"))

    def stores_cpu(self) -> float:
        """Of both stores so far."""
        return cpu_seconds([self._stores.postgres_pid, self._stores.valkey_pid])

    def _count(self, *_: object) -> None:
        self.statements += 1


def run(sizes: Sequence[int], say: Callable[[str], None]) -> list[Dispatched]:
    """The services of one worker, on real stores, without a loop of its own beside it."""
    logs.set_up("error", "console")
    with own_stores() as stores:
        settings = Settings(
            database_url=stores.database_url.replace("postgresql://", "postgresql+psycopg://"),
            valkey_url=stores.valkey_url,
        )
        migrate_to(settings)
        return asyncio.run(_run(settings, stores, sizes, say))


async def _run(
    settings: Settings, stores: Stores, sizes: Sequence[int], say: Callable[[str], None]
) -> list[Dispatched]:
    desk = build(settings)
    valkey = Redis.from_url(settings.valkey_url or "")
    try:
        await _begin(desk)
        meter, measured, waiting = Meter(desk, valkey, stores), [], 0
        for size in sizes:
            await _queue(desk, size - waiting)
            waiting = size
            for staffing in STAFFINGS:
                one = await _measure(desk, meter, size, staffing)
                say(f"one dispatch with {size} waiting, {staffing.what}: {one.told()}")
                measured.append(one)
        return measured
    finally:
        await valkey.aclose()
        await desk.bus.close()
        await desk.switchboard.close()
        for engine in desk.engines:
            await engine.dispose()


async def _begin(desk: Desk) -> None:
    await calibrate(desk.transaction, desk.clock)
    await begin(desk.transaction, always_open())
    async with desk.transaction() as tx:
        await store_policy(tx, POLICY, author_id=None)
    await desk.rules.refresh()
    await hire(desk.transaction, replace(Policy(), **POLICY))


async def _queue(desk: Desk, more: int) -> None:
    while more > 0:
        async with desk.transaction() as tx:
            await insert_waiting(tx, min(more, ROWS), present=True)
        more -= ROWS
    async with desk.transaction() as tx:
        await tx.run("ANALYZE")


async def _measure(desk: Desk, meter: Meter, waiting: int, staffing: Staffing) -> Dispatched:
    wanted = min(waiting, staffing.free)
    took, cpu, stores, statements, scripts = [], 0.0, 0.0, 0, 0
    await take_up(desk.transaction, staffing, desk.worker_id)
    for _ in range(staffing.times):
        await _everybody_queued(desk)
        scripts, statements, stores_before = await meter.scripts(), meter.statements, meter.stores_cpu()
        cpu_before, began = time.process_time(), time.perf_counter()
        offers = await desk.dispatch.run_once()
        took.append(time.perf_counter() - began)
        cpu += time.process_time() - cpu_before
        stores += meter.stores_cpu() - stores_before
        assert offers == wanted, f"{offers} offers, not {wanted}"
        statements, scripts = meter.statements - statements, await meter.scripts() - scripts
    runs = len(took)
    return Dispatched(
        waiting, staffing, wanted, statistics.median(took), cpu / runs, stores / runs, statements, scripts
    )


async def _everybody_queued(desk: Desk) -> None:
    """As before: nobody has an offer, everybody is in line, in PostgreSQL and in Valkey."""
    async with desk.transaction() as tx:
        await desk_row.beat(tx, desk.worker_id)
        await tx.run("DELETE FROM decision")
        await tx.run("DELETE FROM offer WHERE outcome IS NULL")
        await tx.run("UPDATE contact SET state = 'queued', version = version + 1 WHERE state = 'offered'")
        since = {"since": tx.now - timedelta(minutes=1)}
        await tx.run("UPDATE contact SET since = :since WHERE state = 'queued'", since)
    await desk.settling.rebuild(force=True)
