"""After a crash everybody says hello at once; those who have given up by then must not cost the others."""

from __future__ import annotations

import asyncio
import json
import time

from tests.faults.rude import TEXT, Peer, frame
from tests.fixtures.patience import promised
from tests.fixtures.running_desk import RunningDesk
from tests.fixtures.scene import Asker, Scene

MANY = 40
PATIENCE = 4.0
"""No client waits longer for its snapshot."""

CAME = "SELECT count(*) FROM contact WHERE id = ANY(CAST(%(ids)s AS uuid[])) AND generation > 0"


async def says_hello_and_goes(running: RunningDesk, askers: list[Asker]) -> None:
    """Each of them opens a socket; then all say hello and are gone in the same moment."""
    port = int(running.url.rpartition(":")[2])
    peers = [Peer(port) for _ in askers]
    for peer in peers:
        await peer.open()
    for peer, asker in zip(peers, askers, strict=True):
        hello = {"type": "hello", "v": 1, "token": asker.token, "last_seq": 0}
        await peer.send(frame(TEXT, json.dumps(hello).encode()))
    for peer in peers:
        peer.close()


async def test_hellos_of_those_who_have_gone_are_passed_over(scene: Scene) -> None:
    gone = [await scene.asker(live=False) for _ in range(MANY)]
    patient = await scene.asker(live=False)
    await says_hello_and_goes(scene.running, gone)
    began = time.monotonic()
    await patient.come()
    assert time.monotonic() - began < promised(PATIENCE)
    ids = [asker.contact_id for asker in gone]
    [(came,)] = await asyncio.to_thread(scene.running.execute, CAME, {"ids": ids})
    assert came < MANY / 2
