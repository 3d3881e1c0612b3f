"""A replica of Valkey that was cut off is promoted with older data, under the same epoch."""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from redis.asyncio import Redis

from app.embedded.folder import DataFolder
from app.embedded.valkey import Valkey
from app.queue.client import connect
from tests.faults.behind import behind_valkey_proxy
from tests.faults.cast import Cast, Pair, cast
from tests.faults.desks import FaultDesk, desk
from tests.faults.frail import frail_stores
from tests.faults.matrix import Trial, row
from tests.faults.people import AskingCitizen
from tests.faults.proxy import Proxy
from tests.faults.rows.valkey import all_stayed, served_in_order
from tests.faults.switchboards import epoch_of, line_of_rows, switchboard, until_rebuilt
from tests.faults.talk import talking
from tests.faults.troubles import Reset
from tests.faults.verdict import verdict
from tests.faults.waiting import time_passes

PER_THOUSAND = 2.0
SYNCED_WITHIN = 15.0


@row(
    name="valkey-promoted",
    fault="a replica of Valkey, cut off, is promoted with older data and the same epoch",
    reach="order identical; rebuilt within 2 s per 1,000 waiting; no double owner; no difference after 10 s",
)
async def promoted(trial: Trial) -> None:
    """After it was cut off some have left, some have come, and one has a counsellor: it knows of none."""
    stores, waiting = await frail_stores(), trial.pick(6, 200)
    async with (
        behind_valkey_proxy(stores) as (behind, proxy),
        desk(trial, stores=behind, policy={"queue_room": 2 * waiting + 100}) as running,
        cast() as actors,
    ):
        pairs = await actors.conversations(running.url, trial.pick(2, 10))
        line = await actors.waiting(running.url, waiting)
        async with replica_of(stores.servers.valkey, running, actors_epoch := epoch_of(running)) as replica:
            for citizen in line[1::2]:
                await citizen.leave()
            line = [*line[::2], *await actors.waiting(running.url, trial.pick(3, 20))]
            pairs += await _answered(actors, running, line[:2])
            line = line[2:]
            async with talking(pairs, trial.pick(10, 20), trial.draw) as talk:
                await talk.lasts(0.5)
                before = line_of_rows(running)
                async with switchboard(running, replica.url) as older:
                    known = [*map(str, await older.line())]
                    same_epoch = await older.stored_epoch() == actors_epoch
                older_data = f"{len(known)} in the replica's line, {len(before)} in the rows"
                trial.report.holds("the same epoch, older data", older_data, same_epoch and known != before)
                lost_at = time.monotonic()
                await _promote(replica, proxy)
                took = await until_rebuilt(running, lost_at, above=actors_epoch, valkey_url=replica.url)
                goal = trial.pick(2, 1) * PER_THOUSAND * max(1.0, len(before) / 1_000)
                trial.report.holds(f"rebuilt with {len(before)} waiting", f"{took:.2f} s", took <= goal)
                await talk.lasts(0.5)
            all_stayed(trial, running, before, pairs)
            await served_in_order(trial, actors, running, line[:3])
            await verdict(trial, running, actors, excused=[(lost_at, time.monotonic() + 5)])


async def _answered(actors: Cast, running: FaultDesk, first: list[AskingCitizen]) -> list[Pair]:
    """Somebody takes the first in line, as many as she has seats for."""
    counsellor = await actors.counsellor(running.url, 60)
    await counsellor.be("ready")
    for citizen in first:
        await citizen.until_answered()
    await counsellor.be("break")
    return [Pair(citizen, counsellor) for citizen in first]


@asynccontextmanager
async def replica_of(primary: Valkey, running: FaultDesk, epoch: int) -> AsyncIterator[Valkey]:
    """A second server that has copied the first one's data and hears of nothing after that."""
    source = connect(primary.url)
    with tempfile.TemporaryDirectory(prefix="desk-replica-") as folder, DataFolder(Path(folder)) as data:
        replica = Valkey(data)
        await asyncio.to_thread(replica.start)
        follower, door = connect(replica.url), Proxy(("127.0.0.1", await _tcp_port(source)))
        try:
            await door.start()
            assert isinstance(door.address, tuple)
            await follower.replicaof(*map(str, door.address))
            async with asyncio.timeout(SYNCED_WITHIN), switchboard(running, replica.url) as copy:
                while await copy.stored_epoch() != epoch or not await copy.line():
                    await time_passes(0.05)
            door.set(Reset())
            yield replica
        finally:
            await source.config_set("port", "0")
            await door.stop()
            await follower.aclose()
            await source.aclose()
            await asyncio.to_thread(replica.stop)


async def _tcp_port(server: Redis) -> int:
    """Let the server listen on a port of this machine too, for replicas speak TCP only."""
    door = await asyncio.start_server(lambda *_: None, "127.0.0.1", 0)
    port = int(door.sockets[0].getsockname()[1])
    door.close()
    await door.wait_closed()
    await server.config_set("bind", "127.0.0.1")
    await server.config_set("port", str(port))
    await server.config_set("repl-diskless-sync-delay", "0")
    return port


async def _promote(replica: Valkey, proxy: Proxy) -> None:
    """From now on this one is the desk's Valkey."""
    client = connect(replica.url)
    await client.replicaof("NO", "ONE")
    await client.aclose()
    proxy.server = Path(replica.url.removeprefix("unix://"))
    proxy.cut()
