"""PostgreSQL dies again and again, is slow, full, or read only: nothing that came back is lost."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any
from uuid import uuid4

import psycopg

from app.queue.client import connect
from tests.faults.answers import REFUSALS, answers, http_answer, is_refused, resident_mb
from tests.faults.cast import Cast, Pair, cast
from tests.faults.desks import FaultDesk, desk
from tests.faults.frail import FrailStores, frail_stores
from tests.faults.matrix import Trial, row
from tests.faults.switchboards import line_of_rows, switchboard
from tests.faults.talk import NEVER, Talk, talking
from tests.faults.verdict import verdict
from tests.faults.waiting import time_passes, until

ANSWERED_WITHIN = 5.5
BACK_WITHIN = 3.0
A_BUSY_MACHINE = 3.0
"""Seconds added to what is promised, for short runs beside other tests."""

FLAT_MB = 20.0
BACKLOG_WITHIN = 90
"""Seconds: what waited in the clients goes at two a second for each side, as the protocol has it."""
BELOW_A_PAGE = 1_500
IN_TROUBLE = "busy or unavailable within 5.5 s, memory flat, no false receipt, recovers without a restart"


@row(
    name="postgres-killed",
    fault="PostgreSQL kill -9, 10 times, at 50 messages/s; once stopped in order",
    reach="came back but missing 0; back within 3 s of its restart; nothing is claimed meanwhile",
)
async def killed(trial: Trial) -> None:
    """Killed under talk, away for a moment, started again on its own log."""
    stores = await frail_stores()
    async with desk(trial, stores=stores) as running, cast() as actors:
        pairs = await actors.conversations(running.url, trial.pick(4, 25))
        waiting = await actors.waiting(running.url, 2)
        before, pids = line_of_rows(running), running.workers()
        began, backs = time.monotonic(), []
        async with talking(pairs, trial.pick(15, 50), trial.draw) as talk:
            for _ in range(trial.pick(1, 10)):
                await talk.lasts(trial.draw.uniform(0.3, 1.0))
                await asyncio.to_thread(stores.servers.postgres.kill)
                await _claims_nothing(trial, running, trial.draw.uniform(0.3, 1.2))
                backs.append(await _back(stores, talk))
            backs.append(await _back(stores, talk))
        told = f"longest {max(backs):.2f} s of {len(backs)} times"
        goal = BACK_WITHIN + trial.pick(A_BUSY_MACHINE, 0.0)
        trial.report.holds("everybody back after its restart", told, max(backs) <= goal)
        trial.report.holds("the same workers", f"{len(pids)}", set(pids) <= set(running.workers()))
        kept = f"{len(before)} of {len(waiting)}"
        trial.report.holds("places kept", kept, line_of_rows(running) == before)
        await verdict(trial, running, actors, excused=[(began, time.monotonic() + 5)])


async def _back(stores: FrailStores, talk: Talk) -> float:
    """Start it, in place of the one that may run; seconds until every conversation has a receipt."""
    await asyncio.to_thread(stores.restart_postgres)
    at = time.monotonic()
    while (back := talk.back_after(at)) == NEVER and time.monotonic() - at < 4 * BACK_WITHIN:
        await time_passes(0.05)
    return back


async def _claims_nothing(trial: Trial, running: FaultDesk, seconds: float) -> None:
    """No claim is made while PostgreSQL is away; one that was on its way lapses by itself."""
    assert running.settings.valkey_url is not None
    await time_passes(0.1)
    client = connect(running.settings.valkey_url)
    async with switchboard(running) as held:
        key = held._keys.claims
        standing, deadline = set(await client.zrange(key, 0, -1)), time.monotonic() + seconds
        while time.monotonic() < deadline:
            now = set(await client.zrange(key, 0, -1))
            if now - standing:
                trial.report.holds("claims while PostgreSQL is away", now - standing, False)
            await time_passes(0.05)
    await client.aclose()


@row(
    name="postgres-slow",
    fault="PostgreSQL slow: every sync of its disk takes 0.7 s, then 6 s",
    reach=IN_TROUBLE,
)
async def slow(trial: Trial) -> None:
    """Slow enough to be felt, then slower than anybody waits."""
    stores = await frail_stores()
    async with desk(trial, stores=stores) as running, cast() as actors:
        pairs = await actors.conversations(running.url, trial.pick(4, 25))

        @asynccontextmanager
        async def trouble() -> AsyncIterator[None]:
            with stores.disk.slow(0.7):
                await time_passes(trial.pick(0.0, 20.0))
            with stores.disk.slow(6.0):
                yield

        await _in_trouble(trial, running, actors, pairs=pairs, trouble=trouble())


@row(name="postgres-full", fault="PostgreSQL's disk is full (53100)", reach=IN_TROUBLE)
async def full(trial: Trial) -> None:
    """No table can grow by a page; long texts need one soon."""
    stores = await frail_stores()
    async with desk(trial, stores=stores) as running, cast() as actors:
        pairs = await actors.conversations(running.url, trial.pick(4, 25))

        @asynccontextmanager
        async def trouble() -> AsyncIterator[None]:
            with stores.disk.full():
                yield

        await _in_trouble(trial, running, actors, pairs=pairs, trouble=trouble(), letters=BELOW_A_PAGE)


@row(name="postgres-read-only", fault="PostgreSQL is read only (25006)", reach=IN_TROUBLE)
async def read_only(trial: Trial) -> None:
    """As a standby is, or a server whose operator was told so by an alarm."""
    stores = await frail_stores()
    async with desk(trial, stores=stores) as running, cast() as actors:
        pairs = await actors.conversations(running.url, trial.pick(4, 25))

        @asynccontextmanager
        async def trouble() -> AsyncIterator[None]:
            await _order(stores, "ALTER SYSTEM SET default_transaction_read_only = on")
            try:
                yield
            finally:
                await _order(stores, "ALTER SYSTEM RESET default_transaction_read_only")

        await _in_trouble(trial, running, actors, pairs=pairs, trouble=trouble())


async def _order(stores: FrailStores, statement: str) -> None:
    address = stores.servers.database_url.replace("+psycopg", "")
    async with await psycopg.AsyncConnection.connect(address, autocommit=True) as admin:
        await admin.execute(statement.encode())
        await admin.execute("SELECT pg_reload_conf()")


async def _in_trouble(
    trial: Trial,
    running: FaultDesk,
    actors: Cast,
    *,
    pairs: list[Pair],
    trouble: AbstractAsyncContextManager[None],
    letters: int = 0,
) -> None:
    """Talk through the trouble until it was felt, and a while longer; then everything goes on by itself."""
    pids, people = running.workers(), [one for pair in pairs for one in (pair.citizen, pair.counsellor)]
    async with talking(pairs, trial.pick(6, 50), trial.draw, letters=letters) as talk:
        await talk.lasts(0.7)
        memory, began = resident_mb(pids), time.monotonic()

        async with trouble:
            await until(lambda: is_refused(people, began), within=30)
            door = await http_answer(pairs[0].citizen.desk, "/api/contacts", _question())
            await talk.lasts(trial.pick(0.5, 25.0))
            grown = resident_mb(pids) - memory
        lifted = time.monotonic()
        while (back := talk.back_after(lifted)) == NEVER and time.monotonic() - lifted < 20:
            await time_passes(0.05)
        trial.report.holds("back after it", f"{back:.2f} s", back <= 2 * BACK_WITHIN)
    await asyncio.gather(*(person.until_sent(within=BACKLOG_WITHIN) for person in people))
    found = answers(people, began, lifted)
    codes = Counter(code for _, code in found)
    late = max(seconds for seconds, _ in [*found, door])
    allowed = set(codes) | {door[1]} <= {"ok", "too_fast", *REFUSALS}
    trial.report.holds("answers meanwhile", f"{dict(codes)}, at the door {door[1]}", allowed)
    trial.report.holds("the latest answer", f"{late:.2f} s", late <= ANSWERED_WITHIN)
    trial.report.holds("memory of the workers", f"{grown:+.1f} MB", grown <= FLAT_MB)
    trial.report.holds("the same workers", f"{len(pids)}", set(pids) <= set(running.workers()))
    await verdict(trial, running, actors, excused=[(began, time.monotonic() + 5)])


def _question() -> dict[str, Any]:
    return {"channel": "chat", "language": "nb", "request_id": str(uuid4()), "text": None}
