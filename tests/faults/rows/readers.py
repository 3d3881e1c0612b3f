"""Peers that never read: what they are owed must not grow, and nobody else may wait for them."""

from __future__ import annotations

import asyncio
import json
import time

from app.simulation.desk import Desk
from app.simulation.measures import percentile
from tests.faults.cast import cast
from tests.faults.desks import FaultDesk, desk
from tests.faults.load import said
from tests.faults.matrix import Trial, row
from tests.faults.network import connected_to, descriptors_of
from tests.faults.people import AskingCitizen
from tests.faults.rude import TEXT, Peer, frame
from tests.faults.talk import talking
from tests.faults.verdict import verdict
from tests.faults.waiting import time_passes, until
from tests.faults.worker_memory import growth

CLOSED_WITHIN = 10.0
MORE_MEMORY = 10.0
MORE_DELAY = 1.2
NOTICEABLE = 0.05
ROOM = 4_096
"""A receive buffer that is full at once."""
OWED = 2_000
LETTERS = 1_500
"""Messages, and how long: three megabytes for each, more than any buffer on the way takes."""

HISTORY = """
INSERT INTO message (contact_id, seq, cid, author, name, text, masked, at)
SELECT CAST(%(contact)s AS uuid), n, gen_random_uuid(), 'citizen', NULL, repeat('x', %(letters)s),
  false, now()
FROM generate_series(1, %(count)s) n
"""
COUNTED = "UPDATE contact SET last_seq = %(count)s WHERE id = CAST(%(contact)s AS uuid)"


@row(
    name="never-reading",
    fault="20 sockets that never read + 200 normal",
    reach="closed within 10 s; memory +10 MB at most; the others' p99 +20 % at most",
)
async def never_reading(trial: Trial) -> None:
    """Citizens with long conversations say hello and read nothing, while others talk."""
    pairs, stuck, seconds = trial.pick((4, 6, 2.0), (100, 20, 20.0))
    async with desk(trial, workers=1) as running, cast() as actors, Desk(running.url) as door:
        conversations = await actors.conversations(running.url, pairs)
        silent = [await _with_a_history(running, door, number) for number in range(stuck)]
        [worker, *_] = running.workers()
        async with talking(conversations, per_second=trial.pick(6, 50), draw=trial.draw) as talk:
            await time_passes(seconds)
            began = time.monotonic()
            usual = talk.delays(0.0, began - 1.0)
            async with growth(worker) as memory:
                await _say_hello_and_read_nothing(trial, running, silent, worker)
            ended = time.monotonic()
            await talk.until_heard()
            delays = talk.delays(began, ended)
        slowest = (percentile(usual, 0.99) or 0.0) * MORE_DELAY
        trial.report.speed("the others before", said(usual), reached=True)
        reached = (percentile(delays, 0.99) or 0.0) <= max(slowest, NOTICEABLE)
        trial.report.speed("the others meanwhile", said(delays), reached)
        grown = memory.grown
        trial.report.holds("the worker's memory grew by", f"{grown:.1f} MB", grown <= MORE_MEMORY)
        await verdict(trial, running, actors)


async def _with_a_history(running: FaultDesk, door: Desk, number: int) -> AskingCitizen:
    """Somebody whose conversation is long already."""
    citizen = AskingCitizen(door, f"silent {number}")
    await citizen.ask()
    values = {"contact": citizen.contact_id, "count": OWED, "letters": LETTERS}
    await asyncio.to_thread(running.execute, HISTORY, values)
    await asyncio.to_thread(running.execute, COUNTED, {"contact": citizen.contact_id, "count": OWED})
    return citizen


async def _say_hello_and_read_nothing(
    trial: Trial, running: FaultDesk, silent: list[AskingCitizen], worker: int
) -> None:
    peers = [Peer(running.port, room=ROOM) for _ in silent]
    for peer, citizen in zip(peers, silent, strict=True):
        await peer.open()
        hello = {"type": "hello", "v": 1, "token": citizen.token, "last_seq": 0}
        await peer.send(frame(TEXT, json.dumps(hello).encode()))
    at = time.monotonic()
    names = {peer.name for peer in peers}
    inodes = {inode for port, inode in connected_to(running.port).items() if port in names}
    trial.report.holds("sockets that never read", len(inodes), len(inodes) == len(silent))
    await until(lambda: not inodes & descriptors_of(worker), within=CLOSED_WITHIN + 1.0)
    took = time.monotonic() - at
    trial.report.holds("all of them closed after", f"{took:.1f} s", took <= CLOSED_WITHIN + 1.0)
    for peer in peers:
        peer.close()
