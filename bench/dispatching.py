"""One dispatch with few and with very many in line: 200 counsellors, of whom ten have a free seat."""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from redis.asyncio import Redis
from sqlalchemy import event, text, update

from app import logs
from app.cli.schema import migrate_to
from app.domain.policy import Policy
from app.models.staff import Counsellor
from app.repositories import desk as desk_row
from app.repositories.database_time import calibrate
from app.repositories.desk import store_policy
from app.seed.hours import always_open
from app.services.beginning import begin
from app.settings import Settings
from app.wiring import Desk, build
from bench.contenders.ours_people import add_staff, insert_waiting, make_pairs
from bench.stores import own_stores

BUSY, FREE, TIMES, ROWS = 190, 10, 7, 1_000
POLICY: dict[str, Any] = {"chat_capacity": 1, "queue_room": 1_000_000}


@dataclass(frozen=True, slots=True)
class Dispatched:
    """The median of some runs that each made ten offers."""

    waiting: int
    seconds: float
    statements: int
    scripts: int


class Counter:
    """Counts SQL statements of this process, and scripts that Valkey has run."""

    def __init__(self, desk: Desk, valkey: Redis) -> None:
        self.statements = 0
        self._valkey = valkey
        for engine in desk.engines:
            event.listen(engine.sync_engine, "before_cursor_execute", self._count)

    async def scripts(self) -> int:
        """How many so far."""
        stats = await self._valkey.info("commandstats")
        return sum(int(stats.get(f"cmdstat_{name}", {}).get("calls", 0)) for name in ("evalsha", "eval"))

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
        return asyncio.run(_run(settings, sizes, say))


async def _run(settings: Settings, sizes: Sequence[int], say: Callable[[str], None]) -> list[Dispatched]:
    desk = build(settings)
    valkey = Redis.from_url(settings.valkey_url or "")
    try:
        await _begin(desk)
        counter, measured, waiting = Counter(desk, valkey), [], 0
        for size in sizes:
            await _queue(desk, size - waiting)
            waiting = size
            one = await _measure(desk, counter, size)
            say(
                f"one dispatch with {size} waiting: {one.seconds * 1000:.1f} ms, "
                f"{one.statements} statements, {one.scripts} scripts"
            )
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
    await make_pairs(desk.transaction, BUSY, replace(Policy(), **POLICY))
    async with desk.transaction() as tx:
        for _ in range(FREE):
            await add_staff(tx)
        ready = {
            "wish": "ready",
            "wish_channels": ["chat"],
            "absent_since": None,
            "worker_id": desk.worker_id,
        }
        await tx.run(update(Counsellor).values(**ready))


async def _queue(desk: Desk, more: int) -> None:
    while more > 0:
        async with desk.transaction() as tx:
            await insert_waiting(tx, min(more, ROWS), present=True)
        more -= ROWS
    async with desk.transaction() as tx:
        await tx.run("ANALYZE")


async def _measure(desk: Desk, counter: Counter, waiting: int) -> Dispatched:
    took, statements, scripts = [], 0, 0
    for _ in range(TIMES):
        await _everybody_queued(desk)
        statements, scripts = counter.statements, await counter.scripts()
        began = time.perf_counter()
        offers = await desk.dispatch.run_once()
        took.append(time.perf_counter() - began)
        assert offers == FREE, f"{offers} offers, not {FREE}"
        statements, scripts = counter.statements - statements, await counter.scripts() - scripts
    return Dispatched(waiting, statistics.median(took), statements, scripts)


async def _everybody_queued(desk: Desk) -> None:
    """As before: nobody has an offer, everybody is in line, in PostgreSQL and in Valkey."""
    async with desk.transaction() as tx:
        await desk_row.beat(tx, desk.worker_id)
        await tx.run(text("DELETE FROM offer"))
        await tx.run("UPDATE contact SET state = 'queued', version = version + 1 WHERE state = 'offered'")
        await tx.run(
            text("UPDATE contact SET since = :since WHERE state = 'queued'"),
            {"since": tx.now - timedelta(minutes=1)},
        )
    await desk.settling.rebuild(force=True)
