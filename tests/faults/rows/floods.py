"""Floods: what one or many peers may send, and what the others notice of it."""

from __future__ import annotations

import asyncio
import json
import sys
import time
from dataclasses import dataclass

from app.simulation.measures import percentile
from tests.faults.cast import Cast, cast
from tests.faults.desks import FaultDesk, desk
from tests.faults.load import said
from tests.faults.matrix import Trial, row
from tests.faults.rude import KINDS
from tests.faults.talk import Talk, talking
from tests.faults.verdict import verdict
from tests.faults.waiting import time_passes
from tests.faults.worker_memory import growth

MORE_MEMORY = 32.0, 64.0
"""Megabytes, short and full: a thousand connections that say nothing are some 40 kB each already."""
IN_WITHIN = 2.0
A_BUSY_MACHINE = 3.0
"""Seconds added to what is promised, for short trials that run beside other tests."""
NOTICEABLE = 0.1
LITTLE = ("no_hello", "no_request", "slow_bodies")
"""What is done by many at once, for each of them does little."""


@dataclass(frozen=True, slots=True)
class Scene:
    """A desk on which people talk, how long each flood lasts, and the usual p99."""

    trial: Trial
    running: FaultDesk
    actors: Cast
    talk: Talk
    seconds: float
    usual: float


@row(
    name="floods",
    fault="floods of fragments, pings, tiny and oversize frames, silent sockets, endless and slow bodies",
    reach="memory bounded (+64 MB beside 1,000); a newcomer is in within 2 s; the others' p99 barely moves",
)
async def floods(trial: Trial) -> None:
    """One flood after the other by a process of its own, while others talk and somebody new comes."""
    pairs, seconds, few, many = trial.pick((6, 0.7, 8, 60), (50, 10.0, 20, 1_000))
    async with desk(trial, workers=1) as running, cast() as actors:
        conversations = await actors.conversations(running.url, pairs)
        await actors.citizen(running.url)
        async with talking(conversations, per_second=trial.pick(9, 50), draw=trial.draw) as talk:
            begun = time.monotonic()
            await time_passes(seconds)
            usual = percentile(talk.delays(begun), 0.99) or 0.0
            trial.report.speed("before", said(talk.delays(begun)), reached=True)
            async with growth(running.workers()[0]) as memory:
                scene = Scene(trial, running, actors, talk, seconds, usual)
                for kind in KINDS:
                    await _flood(scene, kind, many if kind in LITTLE else few)
            await talk.until_heard()
        trial.report.holds(
            "the worker's memory grew by", f"{memory.grown:.0f} MB", memory.grown <= trial.pick(*MORE_MEMORY)
        )
        await verdict(trial, running, actors)


async def _flood(scene: Scene, kind: str, count: int) -> None:
    trial, running, seconds = scene.trial, scene.running, scene.seconds
    at = time.monotonic()
    command = [sys.executable, "-m", "tests.faults.rude", kind, str(running.port), str(seconds), str(count)]
    rude = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    try:
        await time_passes(seconds / 2)
        began = time.monotonic()
        newcomer = await scene.actors.citizen(running.url)
        took = time.monotonic() - began
        told, _ = await rude.communicate()
    finally:
        if rude.returncode is None:
            rude.kill()
    await newcomer.leave()
    closed = json.loads(told)["closed"]
    delays = scene.talk.delays(at, time.monotonic() - 0.5) or [0.0]
    slowest = percentile(delays, 0.99) or 0.0
    name = kind.replace("_", " ")
    allowed = IN_WITHIN + trial.pick(A_BUSY_MACHINE, 0.0)
    trial.report.holds(f"{count} with {name}: a newcomer was in after", f"{took:.2f} s", took <= allowed)
    trial.report.speed(
        f"{name}: {closed} times closed; the others",
        said(delays),
        reached=slowest <= max(scene.usual * 1.2, NOTICEABLE),
    )
