"""Valkey says nothing on connections that stay: nobody waits for it more than once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import msgspec
import pytest
from redis.asyncio.client import PubSub

from app.domain.errors import SwitchboardAway
from app.frames.bus import Batch, LineChanged
from app.queue.client import connect
from tests.factories import World, settings_of, until, world_on
from tests.faults.proxy import Proxy, valkey_proxy
from tests.faults.troubles import Blackhole, Pass
from tests.fixtures.patience import PATIENCE, promised

ASKING = 12


@pytest.fixture
async def proxy(valkey_url: str) -> AsyncIterator[Proxy]:
    """A proxy before Valkey."""
    async with valkey_proxy(valkey_url) as standing:
        yield standing


@pytest.fixture
async def world(proxy: Proxy, database_url: str, valkey_prefix: str) -> AsyncIterator[World]:
    """A worker whose way to Valkey leads through it."""
    async with world_on(settings_of(database_url, proxy.url, valkey_prefix)) as standing:
        yield standing


async def asks(world: World) -> bool:
    """Whether Valkey answered."""
    try:
        await world.desk.switchboard.stored_epoch()
    except SwitchboardAway:
        return False
    return True


async def test_of_many_who_ask_a_silent_valkey_one_waits_and_the_others_are_told_at_once(
    world: World, proxy: Proxy
) -> None:
    proxy.set(Blackhole())
    assert not any(await asyncio.gather(*(asks(world) for _ in range(ASKING))))
    assert proxy.to_server.held.count(b"GET") == 1
    proxy.set(Pass())
    await until(lambda: asks(world))
    assert all(await asyncio.gather(*(asks(world) for _ in range(ASKING))))


async def test_who_came_meanwhile_is_in_line_at_the_first_look_after_a_silence(
    world: World, proxy: Proxy
) -> None:
    await world.counsellor()
    proxy.set(Blackhole())
    citizen = await world.citizen()
    proxy.set(Pass())
    await until(lambda: world.desk.dispatch.run_once())
    assert [contact_id for contact_id, _ in await world.offered()] == [citizen.contact_id]
    await world.assert_switchboard_agrees()


async def test_a_commit_does_not_wait_for_a_silent_valkey_and_what_it_says_goes_together(
    world: World, proxy: Proxy, valkey_url: str
) -> None:
    listening = connect(valkey_url)
    async with listening.pubsub(ignore_subscribe_messages=True) as subscription:
        await subscription.subscribe(world.desk.switchboard._keys.bus)
        await world.desk.bus.publish([LineChanged()])
        await counts(subscription, 1)
        proxy.to_server.set(Blackhole())
        async with asyncio.timeout(promised(1)):
            for _ in range(ASKING):
                await world.desk.bus.publish([LineChanged()])
        await proxy.to_server.until_held("PUBLISH")
        proxy.set(Pass())
        assert len(await counts(subscription, ASKING)) <= 2
    await listening.aclose()


async def counts(subscription: PubSub, count: int) -> list[int]:
    """How many events each PUBLISH carries, until so many have come."""
    heard: list[int] = []
    async with asyncio.timeout(PATIENCE):
        while sum(heard) < count:
            found = await subscription.get_message(timeout=1.0)
            heard += [len(msgspec.json.decode(found["data"], type=Batch).events)] if found else []
    return heard
