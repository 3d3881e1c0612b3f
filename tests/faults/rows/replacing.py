"""Workers that are told to go under load: one by SIGTERM beside somebody who never reads, all by SIGHUP."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from app.simulation.history import Way
from tests.faults.cast import cast
from tests.faults.desks import FaultDesk, desk
from tests.faults.load import crossings, resumes, said
from tests.faults.matrix import Trial, row
from tests.faults.people import Person
from tests.faults.talk import talking
from tests.faults.verdict import verdict
from tests.faults.waiting import time_passes, until
from tests.fixtures.processes import gone

MOVED_WITHIN = 1.0
EXITS_WITHIN = 15.0
SEEN_AT_MOST = 5.0
A_BUSY_MACHINE = 2.0
"""Seconds added to what is promised, for short trials that run beside other tests."""
REPLACED_WITHIN = 60.0
REQUESTS = 3_000


@row(
    name="worker-drains",
    fault="worker SIGTERM under load with a slow reader attached",
    reach="`move` to everyone within 1 s, exit within 15 s, no loss",
)
async def drains_under_load(trial: Trial) -> None:
    """All are on one worker; it is told to go while they talk and somebody asks much and reads nothing."""
    pairs, waiting, rate = trial.pick((8, 3, 20), (60, 20, 50))
    async with desk(trial, workers=1) as running, cast() as actors:
        conversations = await actors.conversations(running.url, pairs)
        await actors.waiting(running.url, waiting)
        everybody: list[Person] = [*actors.citizens, *actors.counsellors]
        async with talking(conversations, rate, trial.draw) as talk, never_reading(running):
            await time_passes(trial.pick(0.5, 5.0))
            told_at = time.monotonic()
            leaving = running.workers()[0]
            os.kill(leaving, signal.SIGTERM)
            await until(lambda: gone(leaving), within=EXITS_WITHIN + A_BUSY_MACHINE)
            exit_after = time.monotonic() - told_at
            await time_passes(trial.pick(0.5, 5.0))
        missing = await talk.missing()
        moved = [at - told_at for at in _moves(everybody)]
        latest = max(moved, default=0.0)
        measured = f"{len(moved)} of {len(everybody)}, the last after {latest:.2f} s"
        allowed = MOVED_WITHIN + trial.pick(A_BUSY_MACHINE, 0.0)
        trial.report.holds("told to move", measured, len(moved) == len(everybody) and latest <= allowed)
        trial.report.holds("exit after", f"{exit_after:.1f} s", exit_after <= EXITS_WITHIN)
        trial.report.holds(f"of {len(talk.said)} messages lost", len(missing), not missing)
        evidence = await verdict(trial, running, actors)
    _report_gap(trial, "longest without a socket", resumes(evidence))


@row(
    name="workers-replaced",
    fault="rolling replacement of all workers by SIGHUP under load",
    reach="no loss, no error seen for over 5 s",
)
async def replaced_under_load(trial: Trial) -> None:
    """Every worker makes room for a new one while people talk and wait, as a deploy does."""
    rounds, pairs, rate = trial.pick((1, 8, 20), (3, 100, 50))
    async with desk(trial, workers=trial.pick(1, 2)) as running, cast() as actors:
        conversations = await actors.conversations(running.url, pairs)
        line = await actors.waiting(running.url, trial.pick(3, 40))
        async with talking(conversations, rate, trial.draw) as talk:
            for _ in range(rounds):
                before = running.workers()
                running.send(signal.SIGHUP)
                await until(lambda old=before: all(map(gone, old)), within=REPLACED_WITHIN)  # type: ignore[misc]
                await running.whole()
        missing = await talk.missing()
        trial.report.holds(f"of {len(talk.said)} messages lost", len(missing), not missing)
        lost = [citizen.name for citizen in line if citizen.heard("ended")]
        trial.report.holds("places lost", lost or "none", not lost)
        evidence = await verdict(trial, running, actors)
    _report_gap(trial, "longest without a socket", resumes(evidence))
    _report_gap(trial, "message to the other side", crossings(evidence))


def _report_gap(trial: Trial, what: str, seconds: Sequence[float]) -> None:
    trial.report.holds(what, said(seconds), not seconds or seconds[-1] <= SEEN_AT_MOST)


def _moves(everybody: Sequence[Person]) -> list[float]:
    """When each person first heard `move`."""
    found = []
    for person in everybody:
        entries = person.client.history.entries
        heard = [entry.at for entry in entries if entry.way is Way.HEARD and entry.kind == "move"]
        found += heard[:1]
    return found


@asynccontextmanager
async def never_reading(running: FaultDesk) -> AsyncIterator[None]:
    """Somebody who asks for page after page on one connection and reads nothing of it."""
    _, writer = await asyncio.open_connection("127.0.0.1", running.port, limit=1)
    writer.transport.pause_reading()  # type: ignore[attr-defined]
    writer.write(b"GET /chat HTTP/1.1\r\nHost: desk\r\n\r\n" * REQUESTS)
    try:
        yield
    finally:
        writer.transport.abort()
