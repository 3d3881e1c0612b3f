"""Faults drawn by a seed, one after another and often one into another, while people talk, wait and come."""

from __future__ import annotations

import asyncio
import signal
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from app.queue.client import connect
from tests.faults.cast import Cast
from tests.faults.desks import FaultDesk
from tests.faults.frail import FrailStores
from tests.faults.matrix import Trial
from tests.faults.people import Person
from tests.faults.proxy import Proxy
from tests.faults.troubles import Blackhole, CutAt, Delay, DropReply, Pass
from tests.faults.waiting import time_passes

PAUSE = (0.3, 2.5)
LASTS = (0.2, 3.0)


@dataclass(slots=True)
class Scene:
    """What the nemesis can reach."""

    trial: Trial
    stores: FrailStores
    running: FaultDesk
    actors: Cast
    valkey: Proxy
    postgres: Proxy
    struck: Counter[str] = field(default_factory=Counter)


async def rage(scene: Scene, seconds: float) -> None:
    """Strike until the time is over, then make everything whole again; the same seed strikes the same."""
    draw, began = scene.trial.draw, time.monotonic()
    while (at := time.monotonic() - began) < seconds:
        fault = draw.choice(FAULTS)
        name = fault.__name__.strip("_").replace("_", " ")
        print(f"nemesis, seed {scene.trial.seed}, {at:.1f} s: {name}", flush=True)
        scene.struck[name] += 1
        await fault(scene)
        await time_passes(draw.uniform(*PAUSE))
    scene.valkey.set(Pass())
    scene.postgres.set(Pass())
    await scene.running.whole()
    async with asyncio.timeout(30):
        for person in _people(scene):
            await person.client.until_live()


async def _worker_killed(scene: Scene) -> None:
    await scene.running.kill_worker(scene.trial.draw.randrange(scene.running.count))


async def _workers_replaced(scene: Scene) -> None:
    scene.running.send(signal.SIGHUP)


async def _sockets_reset(scene: Scene) -> None:
    people = _people(scene)
    for person in scene.trial.draw.sample(people, k=max(1, len(people) // 3)):
        person.client.drop()


async def _valkey_flushed(scene: Scene) -> None:
    client = connect(scene.stores.valkey_url)
    await client.flushall()
    await client.aclose()


async def _valkey_killed(scene: Scene) -> None:
    await asyncio.to_thread(scene.stores.servers.valkey.kill)
    await _lasts(scene)
    await asyncio.to_thread(scene.stores.servers.valkey.start)


async def _valkey_silent(scene: Scene) -> None:
    scene.valkey.set(Blackhole())
    await _lasts(scene)
    scene.valkey.set(Pass())


async def _valkey_cut(scene: Scene) -> None:
    scene.valkey.cut()


async def _valkey_late(scene: Scene) -> None:
    scene.valkey.to_client.set(Delay(0.2))
    await _lasts(scene)
    scene.valkey.set(Pass())


async def _valkey_loses_a_reply(scene: Scene) -> None:
    scene.valkey.to_server.set(DropReply(b"EVALSHA"))


async def _postgresql_killed(scene: Scene) -> None:
    await asyncio.to_thread(scene.stores.servers.postgres.kill)
    await _lasts(scene)
    await asyncio.to_thread(scene.stores.restart_postgres)


async def _postgresql_cut(scene: Scene) -> None:
    scene.postgres.cut()


async def _postgresql_silent(scene: Scene) -> None:
    scene.postgres.set(Blackhole())
    await _lasts(scene)
    scene.postgres.set(Pass())


async def _postgresql_cut_before_a_commit(scene: Scene) -> None:
    scene.postgres.to_server.set(CutAt(b"COMMIT"))


async def _postgresql_cut_after_a_commit(scene: Scene) -> None:
    scene.postgres.to_client.set(CutAt(b"COMMIT"))


async def _lasts(scene: Scene) -> None:
    await time_passes(scene.trial.draw.uniform(*LASTS))


def _people(scene: Scene) -> list[Person]:
    """Everybody whose line is open."""
    everybody: list[Person] = [*scene.actors.citizens, *scene.actors.counsellors]
    return [one for one in everybody if not one.client.over and not one.gone]


FAULTS: tuple[Callable[[Scene], Awaitable[None]], ...] = (
    _worker_killed,
    _workers_replaced,
    _sockets_reset,
    _valkey_flushed,
    _valkey_killed,
    _valkey_silent,
    _valkey_cut,
    _valkey_late,
    _valkey_loses_a_reply,
    _postgresql_killed,
    _postgresql_cut,
    _postgresql_silent,
    _postgresql_cut_before_a_commit,
    _postgresql_cut_after_a_commit,
)
