"""Valkey loses everything, or dies and comes back, with people waiting and talking (P3, I9)."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator

import pytest

from app.embedded.servers import EmbeddedServers
from app.queue.client import connect
from tests.acceptance.fault_people import AskingCitizen, OnDuty, cast, conversation
from tests.fixtures.running_desk import RunningDesk, desk_process
from tests.fixtures.stores import folder_for_servers

WAITING = 4
SERVED_WITHIN = 15.0


@pytest.fixture(scope="module")
def stores() -> Iterator[EmbeddedServers]:
    """Stores for this file alone, as durable as in production."""
    with folder_for_servers() as folder, EmbeddedServers(folder) as running:
        yield running


@pytest.fixture(scope="module")
def desk(stores: EmbeddedServers) -> Iterator[RunningDesk]:
    """A desk with two workers on them."""
    with desk_process(stores, stores.database_url, workers=2) as running:
        yield running


async def test_everybody_keeps_the_place_and_the_talk_goes_on_when_valkey_forgets_everything(
    stores: EmbeddedServers, desk: RunningDesk
) -> None:
    async def forget() -> None:
        valkey = connect(stores.valkey_url)
        try:
            await valkey.flushall()
        finally:
            await valkey.aclose()

    await line_survives(desk, "veileder1@desk.example", forget)


async def test_everybody_keeps_the_place_and_the_talk_goes_on_when_valkey_dies_and_comes_back(
    stores: EmbeddedServers, desk: RunningDesk
) -> None:
    async def restart() -> None:
        await asyncio.to_thread(stores.valkey.kill)
        await asyncio.to_thread(stores.valkey.start)

    await line_survives(desk, "veileder2@desk.example", restart)


async def line_survives(desk: RunningDesk, email: str, lose: Callable[[], Awaitable[None]]) -> None:
    """Four wait and one talks; afterwards they are served in the order they came."""
    async with cast() as actors:
        talking, counsellor = await conversation(actors, desk.url, desk.url, email=email)
        waiting = [await actors.citizen(desk.url) for _ in range(WAITING)]
        await lose()
        await says_something(talking, counsellor)
        await counsellor.be("ready")
        for citizen in waiting:
            await citizen.until_answered(within=SERVED_WITHIN)
            await counsellor.finish(citizen.contact_id)
        assert list(counsellor.offered.values()) == [one.contact_id for one in (talking, *waiting)]
        await says_something(talking, counsellor)
        await counsellor.finish(talking.contact_id)
        assert await actors.verdict(excuse_idle=True) == []


async def says_something(citizen: AskingCitizen, counsellor: OnDuty) -> None:
    """A line each way comes across."""
    cids = [citizen.write("er du der?"), counsellor.write(citizen.contact_id, "ja")]
    for person in (citizen, counsellor):
        for cid in cids:
            await person.until_heard("message", cid=cid)
