"""Valkey forgets everything, dies, comes back, stays away or says nothing."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable

from app.embedded.valkey import Valkey
from app.queue.client import connect
from tests.faults.cast import Cast, Pair, cast
from tests.faults.desks import FaultDesk, desk
from tests.faults.frail import frail_stores
from tests.faults.matrix import Trial, row
from tests.faults.people import AskingCitizen
from tests.faults.switchboards import epoch_of, line_of_rows, until_rebuilt
from tests.faults.talk import talking
from tests.faults.verdict import verdict

CALM_SECONDS = 1.0
PER_THOUSAND = 2.0
SERVED = 3
NEWCOMER = 70


@row(
    name="valkey-flushed",
    fault="FLUSHALL with 20 waiting and 5 in conversation",
    reach="nobody abandoned or returned, order identical, rebuilt within 2 s per 1,000 waiting",
)
async def flushed(trial: Trial) -> None:
    """Everything in Valkey is gone, its server stays."""

    async def forget(valkey: Valkey) -> None:
        client = connect(valkey.url)
        await client.flushall()
        await client.aclose()

    await _survives(trial, forget, waiting=20, talking_pairs=5)


@row(
    name="valkey-killed",
    fault="Valkey kill -9",
    reach="order identical; rebuilt within 2 s per 1,000 waiting; no double owner; no difference after 10 s",
)
async def killed(trial: Trial) -> None:
    """It comes back with what its log kept, which may be older than the rows."""

    async def restart(valkey: Valkey) -> None:
        await asyncio.to_thread(valkey.kill)
        await asyncio.to_thread(valkey.start)

    await _survives(trial, restart, waiting=trial.pick(8, 200), talking_pairs=trial.pick(3, 10))


async def _survives(
    trial: Trial, lose: Callable[[Valkey], Awaitable[None]], *, waiting: int, talking_pairs: int
) -> None:
    stores = await frail_stores()
    policy = {"queue_room": 2 * waiting + 100}
    async with desk(trial, stores=stores, policy=policy) as running, cast() as actors:
        pairs = await actors.conversations(running.url, talking_pairs)
        line = await actors.waiting(running.url, waiting)
        before, epoch = line_of_rows(running), epoch_of(running)
        async with talking(pairs, trial.pick(10, 20), trial.draw) as talk:
            await talk.lasts(CALM_SECONDS)
            lost_at = time.monotonic()
            await lose(stores.servers.valkey)
            back_at = time.monotonic()
            took = await until_rebuilt(running, back_at, above=epoch)
            goal = trial.pick(2, 1) * PER_THOUSAND * max(1.0, waiting / 1_000)
            trial.report.holds(f"rebuilt with {waiting} waiting", f"{took:.2f} s", took <= goal)
            await talk.lasts(CALM_SECONDS)
        all_stayed(trial, running, before, pairs)
        await served_in_order(trial, actors, running, line[:SERVED])
        excused = [(lost_at, time.monotonic() + 5)]
        await verdict(trial, running, actors, excused=excused)


def all_stayed(trial: Trial, running: FaultDesk, before: list[str], pairs: list[Pair]) -> None:
    """Nobody was abandoned, returned or moved in the line, and every conversation has its counsellor."""
    same = line_of_rows(running) == before
    trial.report.holds("order afterwards", f"{len(before)} waiting in their order", same)
    owned = running.execute("SELECT id::text, owner::text FROM contact WHERE state = 'active'")
    wanted = {(pair.citizen.contact_id, pair.counsellor.counsellor_id) for pair in pairs}
    trial.report.holds("conversations afterwards", f"{len(owned)} with their owners", set(owned) == wanted)


async def served_in_order(trial: Trial, actors: Cast, running: FaultDesk, first: list[AskingCitizen]) -> None:
    """Somebody new takes what she is offered, one after the other: the first in line come first."""
    counsellor = await actors.counsellor(running.url, NEWCOMER)
    await counsellor.be("ready")
    for citizen in first:
        await citizen.until_answered()
        await counsellor.finish(citizen.contact_id)
    await counsellor.be("break")
    served = list(counsellor.offered.values())[: len(first)]
    in_order = served == [citizen.contact_id for citizen in first]
    trial.report.holds("served afterwards", f"{len(served)} in the order of the line", in_order)
