"""The answer to one of Valkey's scripts is lost: it ran once, and nothing of it haunts the desk."""

from __future__ import annotations

import asyncio
import hashlib
import time
from contextlib import suppress
from importlib.resources import files

from redis.asyncio.client import Monitor

from app.queue.client import connect
from tests.faults.behind import behind_valkey_proxy
from tests.faults.cast import Cast, cast
from tests.faults.desks import FaultDesk, desk
from tests.faults.frail import frail_stores
from tests.faults.matrix import Trial, row
from tests.faults.proxy import Proxy
from tests.faults.switchboards import switchboard
from tests.faults.troubles import DropReply
from tests.faults.verdict import verdict
from tests.faults.waiting import time_passes

OFFERED_WITHIN = 10.0
"""The silence of 2 s, a claim that lapses after 5 s, and the next look."""

LAPSED_WITHIN = 8.0
CLAIMED_FOR = 4.5
QUIET = 0.3


@row(
    name="script-reply-lost",
    fault="the reply to a claim, to a settling, is lost on the way from Valkey",
    reach="the script ran once; no ghost claim; everybody is offered and answered",
)
async def script_reply_lost(trial: Trial) -> None:
    """One waits; the reply by which she would be claimed, and the one after her answer, do not come."""
    stores = await frail_stores()
    async with (
        behind_valkey_proxy(stores) as (behind, proxy),
        desk(trial, stores=behind, workers=1) as running,
        cast() as actors,
    ):
        [pair] = await actors.conversations(running.url, 1)  # from now on Valkey knows every script
        counsellor = pair.counsellor
        await counsellor.finish(pair.citizen.contact_id)
        for number in range(trial.pick(1, 5)):
            await _loses_the_claim(trial, running, actors, proxy, number=number)
            await _loses_the_settling(trial, actors, proxy, number)
        await _claims_lapse(trial, running)
        await counsellor.be("break")
        await verdict(trial, running, actors, excused=[(0.0, time.monotonic() + 5)])


async def _loses_the_claim(
    trial: Trial, running: FaultDesk, actors: Cast, proxy: Proxy, *, number: int
) -> None:
    counsellor = actors.counsellors[0]
    citizen = await actors.citizen(running.url)
    client = connect(running.stores.servers.valkey_url)
    async with client.monitor() as monitor:
        proxy.to_server.set(DropReply(_sha("claim").encode()))
        await counsellor.be("ready")
        await proxy.to_client.until_struck()
        proxy.to_client.struck = 0
        await citizen.until_answered(within=OFFERED_WITHIN)
        at = await _ran(monitor, _sha("claim"), citizen.contact_id)
    await client.aclose()
    early = [one for one in at if one < min(at) + CLAIMED_FOR]
    told = f"ran {len(early)} times until it lapsed, {len(at)} in all"
    trial.report.holds(f"claim {number + 1} whose reply was lost", told, len(early) == 1 and len(at) == 2)


async def _loses_the_settling(trial: Trial, actors: Cast, proxy: Proxy, number: int) -> None:
    counsellor, citizen = actors.counsellors[0], actors.citizens[-1]
    proxy.to_server.set(DropReply(_sha("settle").encode()))
    asked = time.monotonic()
    await counsellor.finish(citizen.contact_id)
    await proxy.to_client.until_struck()
    proxy.to_client.struck = 0
    took = time.monotonic() - asked
    trial.report.holds(f"end {number + 1} whose settling was lost", f"{took:.2f} s", took <= 5.5)
    await counsellor.be("break")


async def _claims_lapse(trial: Trial, running: FaultDesk) -> None:
    """What is left of a claim lapses by itself: nothing in Valkey lies further ahead than five seconds."""
    deadline = time.monotonic() + LAPSED_WITHIN
    async with switchboard(running) as held:
        assert running.settings.valkey_url is not None
        client = connect(running.settings.valkey_url)
        while True:
            claims = await client.zrange(held._keys.claims, 0, -1, withscores=True)
            ahead = [one for one in claims if float(str(one[1])) > time.time() * 1000]
            if not ahead or time.monotonic() > deadline:
                break
            await time_passes(0.1)
        await client.aclose()
    trial.report.holds("ghost claims", f"{len(ahead)}", not ahead)


async def _ran(monitor: Monitor, sha: str, contact_id: str) -> list[float]:
    """When Valkey was told to run this script for this contact, as it says itself."""
    found: list[float] = []
    with suppress(TimeoutError):
        while True:
            async with asyncio.timeout(QUIET):
                told = await monitor.next_command()
            if sha in str(told["command"]) and contact_id in str(told["command"]):
                found.append(float(told["time"]))
    return found


def _sha(name: str) -> str:
    source = (files("app.queue") / "lua" / f"{name}.lua").read_text(encoding="utf-8")
    return hashlib.sha1(source.encode(), usedforsecurity=False).hexdigest()
