"""Workers that die by kill -9, one by one under load, in the worst moment, and all at once."""

from __future__ import annotations

import asyncio
import time
from uuid import uuid4

from app.simulation.commands import LineClosed
from app.simulation.desk import Desk
from app.simulation.measures import percentile
from tests.faults.cast import Cast, Pair, cast
from tests.faults.desks import FaultDesk, desk
from tests.faults.load import resumes, said
from tests.faults.matrix import Trial, row
from tests.faults.proxy import valkey_proxy
from tests.faults.talk import talking
from tests.faults.troubles import HoldAt
from tests.faults.verdict import verdict
from tests.faults.waiting import time_passes

WORKERS = 2
OTHER_SIDE_WITHIN = 3.0
A_BUSY_MACHINE = 3.0
"""Seconds added to what is promised, for short trials that run beside other tests."""
LIVE_AGAIN_WITHIN = 30.0
AFTERMATH = 6.0


@row(
    name="worker-killed",
    fault="worker kill -9, 20 times, 200 sockets, 50 messages/s",
    reach="no loss; resume p95 2 s, p99 5 s; no orphaned owner, no offer left over its deadline + 5 s",
)
async def killed_under_load(trial: Trial) -> None:
    """Conversations go on, others wait, offers come and expire, and one worker after the other dies."""
    kills, pairs, waiting = trial.pick((2, 8, 4), (20, 100, 48))
    excused = []
    async with (
        desk(trial, workers=WORKERS, policy={"offer_seconds": trial.pick(2, 30)}) as running,
        cast() as actors,
    ):
        conversations = await actors.conversations(running.url, pairs)
        line = await actors.waiting(running.url, waiting)
        for number in (79, 80):
            never = await actors.counsellor(running.url, number, accepting=False)
            await never.be("ready")
        async with talking(conversations, trial.pick(20, 50), trial.draw) as talk:
            for _ in range(kills):
                at = await running.kill_worker()
                excused.append((at - 1, at + AFTERMATH))
                await running.whole()
                await _everybody_is_live(trial, actors)
                await time_passes(trial.pick(0.3, 1.0))
        missing = await talk.missing()
        trial.report.holds(
            f"of {len(talk.said)} messages never reached the other side", len(missing), not missing
        )
        evidence = await verdict(trial, running, actors, excused=excused)
    places = [one for one in line if one.heard("ended")]
    trial.report.holds("places lost", len(places), not places)
    gaps = resumes(evidence)
    reached = (percentile(gaps, 0.95) or 0) <= 2 and (percentile(gaps, 0.99) or 0) <= 5
    trial.report.speed(f"resume over {kills} kills", said(gaps), reached)


async def _everybody_is_live(trial: Trial, actors: Cast) -> None:
    """Wait until everybody has a living socket; whoever has none breaks the row."""
    people = [*actors.citizens, *actors.counsellors]
    try:
        async with asyncio.timeout(LIVE_AGAIN_WITHIN):
            for person in people:
                await person.client.until_live()
    except (TimeoutError, LineClosed) as why:
        trial.report.holds(
            f"everybody live within {LIVE_AGAIN_WITHIN:.0f} s", f"{person.name}: {why!r}", False
        )


@row(
    name="worker-killed-unpublished",
    fault="worker kill -9 between commit and publish, then silence",
    reach="the other side has the message within 3 s",
)
async def killed_before_publishing(trial: Trial) -> None:
    """The receipt has come, the word to the other worker stands still before Valkey, and the worker dies."""
    rounds = trial.pick(1, 10)
    slowest = 0.0
    async with desk(trial, workers=1) as two, cast() as actors:
        for number in range(rounds):
            slowest = max(slowest, await _unpublished(trial, two, actors, number))
        allowed = OTHER_SIDE_WITHIN + trial.pick(A_BUSY_MACHINE, 0.0)
        trial.report.holds("the other side had it after", f"{slowest:.2f} s", slowest <= allowed)
        async with Desk(two.url) as other_door:
            for citizen in actors.citizens:
                citizen.desk = other_door
            await verdict(trial, two, actors, excused=[(0.0, float("inf"))])


async def _unpublished(trial: Trial, two: FaultDesk, actors: Cast, number: int) -> float:
    """One round, with a desk of its own for the citizen; seconds until the counsellor had the message."""
    async with (
        valkey_proxy(two.stores.valkey_url) as proxy,
        desk(trial, workers=1, beside=two, through={"DESK_VALKEY_URL": proxy.url}) as one,
    ):
        counsellor = await actors.counsellor(two.url, number + 1)
        await counsellor.be("ready")
        citizen = await actors.citizen(one.url)
        await citizen.until_answered()
        await counsellor.be("break")
        cid = str(uuid4())
        proxy.to_server.set(HoldAt(cid.encode()))
        citizen.write("lagret, men ikke ropt ut", cid=cid)
        await citizen.until_heard("message", cid=cid)
        await proxy.to_server.until_held(cid)
        killed_at = await one.kill_worker()
        await proxy.stop()
        await counsellor.until_heard("message", cid=cid)
        took = time.monotonic() - killed_at
        await citizen.vanish()
        await counsellor.finish(citizen.contact_id)
        return took


@row(
    name="workers-away",
    fault="all workers away for 5 min with 20 waiting",
    reach="nobody abandoned or returned, order identical",
    waits=True,
)
async def all_away(trial: Trial) -> None:
    """The whole desk is killed for longer than every grace; those who wait and talk keep what they had."""
    waiting, talks, away, grace = trial.pick((6, 2, 5.0, 3), (20, 5, 300.0, 120))
    policy = {"citizen_grace_seconds": grace, "counsellor_grace_seconds": trial.pick(3, 60)}
    async with desk(trial, workers=WORKERS, policy=policy) as running, cast() as actors:
        pairs = await actors.conversations(running.url, talks)
        line = await actors.waiting(running.url, waiting)
        before = order(running)
        killed_at = time.monotonic()
        running.kill()
        await time_passes(away)
        await running.restart()
        back_at = time.monotonic()
        await _everybody_is_live(trial, actors)
        await _says_something(pairs)
        trial.report.holds(
            f"the line after {back_at - killed_at:.0f} s", f"{len(before)} in order", order(running) == before
        )
        moved = [one.name for one in actors.citizens if one.heard("returned") or one.heard("ended")]
        trial.report.holds("abandoned or returned", moved or "nobody", not moved)
        assert len(before) == len(line)
        await verdict(trial, running, actors, excused=[(killed_at - 1, back_at + AFTERMATH)])


async def _says_something(pairs: list[Pair]) -> None:
    for pair in pairs:
        cids = [pair.citizen.write("er du der?"), pair.counsellor.write(pair.citizen.contact_id, "ja")]
        for cid in cids:
            await pair.citizen.until_heard("message", cid=cid)
            await pair.counsellor.until_heard("message", cid=cid)


def order(running: FaultDesk) -> list[str]:
    """Who stands in line according to the rows, by class and ticket."""
    statement = """SELECT id::text FROM contact WHERE state IN ('queued', 'offered')
      ORDER BY answered_at IS NULL, ticket"""
    return [contact_id for (contact_id,) in running.execute(statement)]
