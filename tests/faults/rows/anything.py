"""Any fault at any moment: the nemesis."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from pathlib import Path
from random import Random
from urllib.parse import parse_qs, urlsplit

from app.settings import Settings
from tests.faults.cast import Cast, cast
from tests.faults.desks import FaultDesk, desk
from tests.faults.frail import frail_stores
from tests.faults.load import crossings, resumes, said
from tests.faults.matrix import Trial, row
from tests.faults.nemesis import Scene, rage
from tests.faults.people import OnDuty
from tests.faults.proxy import Proxy, postgres_proxy, valkey_proxy
from tests.faults.talk import talking
from tests.faults.verdict import verdict
from tests.faults.waiting import time_passes

COMES_EVERY = 1.0
CALM_SECONDS = 6.0


@row(
    name="nemesis",
    fault="for 3 minutes any of these, drawn by a seed: workers killed, replaced, sockets reset, both stores "
    "killed, cut, silent, late, flushed, a reply lost",
    reach="no loss, no rule broken",
)
async def anything_at_any_moment(trial: Trial) -> None:
    """People talk, wait, come, are answered and leave, while one fault follows the other."""
    seconds, pairs, waiting = trial.pick((7.0, 4, 3), (180.0, 30, 15))
    stores = await frail_stores()
    async with (
        valkey_proxy(stores.valkey_url) as valkey,
        postgres_proxy(stores.servers.database_url) as postgres,
        desk(trial, stores=stores, through=lambda settings: _through(settings, postgres, valkey)) as running,
        cast() as actors,
    ):
        conversations = await actors.conversations(running.url, pairs)
        line = await actors.waiting(running.url, waiting)
        scene = Scene(trial, stores, running, actors, valkey, postgres)
        began = time.monotonic()
        async with (
            asyncio.TaskGroup() as group,
            talking(conversations, trial.pick(10, 30), trial.draw) as talk,
        ):
            over = asyncio.Event()
            serving = group.create_task(_serve(actors, running, 70, over))
            coming = group.create_task(_come(actors, running, Random(trial.seed), over))
            await rage(scene, seconds)
            calm_since = time.monotonic()
            await time_passes(trial.pick(2.0, CALM_SECONDS))
            over.set()
            await asyncio.wait([serving, coming])
        missing = await talk.missing()
        trial.report.holds(
            f"of {len(talk.said)} messages never reached the other side", len(missing), not missing
        )
        lost = [one.name for one in line if one.heard("ended") and not one.heard_any("answered", "snapshot")]
        trial.report.holds("places lost", lost or "none", not lost)
        evidence = await verdict(trial, running, actors, excused=[(began - 1, calm_since + 5)])
    struck = ", ".join(f"{name} {count}" for name, count in sorted(scene.struck.items()))
    trial.report.holds(f"faults in {seconds:.0f} s", struck, bool(struck))
    trial.report.speed("without a socket", said(resumes(evidence)), reached=True)
    trial.report.speed("message to the other side", said(crossings(evidence)), reached=True)


def _through(settings: Settings, postgres: Proxy, valkey: Proxy) -> dict[str, str]:
    """The addresses for the desk: its own database, by way of the proxies."""
    assert settings.database_url is not None
    assert isinstance(postgres.address, Path)
    host = parse_qs(urlsplit(settings.database_url).query)["host"][0]
    database_url = settings.database_url.replace(host, str(postgres.address.parent))
    return {"DESK_DATABASE_URL": database_url, "DESK_VALKEY_URL": valkey.url}


async def _serve(actors: Cast, running: FaultDesk, number: int, over: asyncio.Event) -> None:
    """A counsellor takes whoever she is offered, and ends each conversation after a moment."""
    counsellor = await actors.counsellor(running.url, number)
    await counsellor.be("ready")
    done: set[str] = set()
    while not over.is_set():
        for contact_id in set(_held(counsellor)) - done:
            await counsellor.finish(contact_id, within=60)
            done.add(contact_id)
        await time_passes(0.1)
    await counsellor.be("break")


def _held(counsellor: OnDuty) -> list[str]:
    return [
        frame["contact_id"]
        for frame in counsellor.heard("contact")
        if frame.get("state") == "active" and frame.get("owner") == counsellor.counsellor_id
    ]


async def _come(actors: Cast, running: FaultDesk, draw: Random, over: asyncio.Event) -> None:
    """Somebody new asks every now and then; some leave again."""
    while not over.is_set():
        citizen = await actors.citizen(running.url)
        if draw.random() < 0.2:
            with suppress(TimeoutError):
                await citizen.leave()
        with suppress(TimeoutError):
            async with asyncio.timeout(COMES_EVERY):
                await over.wait()
