"""Valkey loses everything, or dies and comes back, with people waiting and talking (P3, I9)."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from app.embedded.servers import EmbeddedServers
from app.queue.client import connect
from tests.acceptance.fault_people import AskingCitizen, OnDuty, cast, conversation
from tests.fixtures.running_desk import desk_process

WAITING = 4
SERVED_WITHIN = 15.0


async def test_everybody_keeps_the_place_and_the_talk_goes_on_when_valkey_forgets_everything(
    own_servers: EmbeddedServers,
) -> None:
    async def forget() -> None:
        valkey = connect(own_servers.valkey_url)
        try:
            await valkey.flushall()
        finally:
            await valkey.aclose()

    await line_survives(own_servers, forget)


async def test_everybody_keeps_the_place_and_the_talk_goes_on_when_valkey_dies_and_comes_back(
    own_servers: EmbeddedServers,
) -> None:
    async def restart() -> None:
        await asyncio.to_thread(own_servers.valkey.kill)
        await asyncio.to_thread(own_servers.valkey.start)

    await line_survives(own_servers, restart)


async def line_survives(servers: EmbeddedServers, lose: Callable[[], Awaitable[None]]) -> None:
    """Four wait and one talks; afterwards they are served in the order they came."""
    with desk_process(servers, servers.database_url, workers=2) as desk:
        await serves_in_order(desk.url, lose)


async def serves_in_order(url: str, lose: Callable[[], Awaitable[None]]) -> None:
    """The same at a running desk."""
    async with cast() as actors:
        talking, counsellor = await conversation(actors, url, url, email="veileder1@desk.example")
        waiting = [await actors.citizen(url) for _ in range(WAITING)]
        await lose()
        await says_something(talking, counsellor)
        await counsellor.be("ready")
        for citizen in waiting:
            await citizen.until_answered(within=SERVED_WITHIN)
            await counsellor.finish(citizen.contact_id)
        assert list(counsellor.offered.values()) == [citizen.contact_id for citizen in (talking, *waiting)]
        await says_something(talking, counsellor)
        assert await actors.verdict(excuse_idle=True) == []


async def says_something(citizen: AskingCitizen, counsellor: OnDuty) -> None:
    """A line each way comes across."""
    cids = [citizen.write("er du der?"), counsellor.write(citizen.contact_id, "ja")]
    for person in (citizen, counsellor):
        for cid in cids:
            await person.until_heard("message", cid=cid)
