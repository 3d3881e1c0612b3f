"""How often one may ask at a desk that the public reaches: by address, and by a proof while a crowd asks."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from starlette.datastructures import Address

from app.domain.errors import DeskError, ProofRequired, TooManyRequests
from app.domain.proof import solve
from app.routers.turnstile import BURST, CROWD, counted_as, require_pace
from tests.factories import Hand, World, settings_of, world_on


@pytest.fixture
async def public(database_url: str, valkey_url: str, valkey_prefix: str) -> AsyncIterator[World]:
    """A desk whose address is no loopback."""
    settings = settings_of(database_url, valkey_url, valkey_prefix)
    settings = settings.model_copy(update={"public_url": "https://chat.desk.example"})
    async with world_on(settings, hand=Hand()) as made:
        yield made


async def asks(world: World, host: str, proof: Any = None) -> DeskError | None:
    """What somebody at this address is told; None: come in."""
    try:
        await require_pace(world.desk, Address(host, 1), proof)
    except DeskError as refusal:
        return refusal
    return None


async def asked_to_prove(world: World, host: str) -> ProofRequired:
    """The challenge somebody gets there."""
    refusal = await asks(world, host)
    assert isinstance(refusal, ProofRequired)
    return refusal


async def solved(refusal: ProofRequired) -> dict[str, str]:
    """What proves it."""
    challenge = refusal.details["challenge"]
    return {"challenge": challenge, "proof": await asyncio.to_thread(solve, challenge, refusal.bits)}


async def crowd(world: World, count: int) -> list[DeskError | None]:
    """So many ask at once, each from an address of its own."""
    return [await asks(world, f"10.1.{number // 250}.{number % 250}") for number in range(count)]


async def test_an_address_may_ask_so_often_and_then_every_twenty_seconds(public: World) -> None:
    told = []
    for _ in range(BURST + 1):
        told.append(await asks(public, "192.0.2.7"))
        await public.move(1)
    assert not any(isinstance(one, TooManyRequests) for one in told[:BURST])
    assert isinstance(told[BURST], TooManyRequests)
    assert not isinstance(await asks(public, "192.0.2.8"), TooManyRequests)
    await public.move(20)
    assert not isinstance(await asks(public, "192.0.2.7"), TooManyRequests)


async def test_in_a_crowd_everybody_is_asked_for_a_proof_and_let_in_by_it(public: World) -> None:
    told = await crowd(public, 30)
    assert told[:CROWD] == [None] * CROWD
    assert all(isinstance(one, ProofRequired) for one in told[CROWD:])
    refusal = await asked_to_prove(public, "192.0.2.7")
    assert await asks(public, "192.0.2.7", await solved(refusal)) is None


async def test_a_proof_opens_once(public: World) -> None:
    await crowd(public, 10)
    proof = await solved(await asked_to_prove(public, "192.0.2.7"))
    assert await asks(public, "192.0.2.7", proof) is None
    assert isinstance(await asks(public, "192.0.2.8", proof), ProofRequired)


@pytest.mark.parametrize(
    "proof",
    [None, "", 7, {}, {"challenge": "x", "proof": "y"}, {"challenge": 1, "proof": []}, {"proof": "0"}],
)
async def test_what_is_no_proof_opens_nothing(public: World, proof: Any) -> None:
    await crowd(public, 10)
    assert isinstance(await asks(public, "192.0.2.7", proof), ProofRequired)


async def test_a_challenge_of_ones_own_making_opens_nothing(public: World) -> None:
    await crowd(public, 10)
    made = {"challenge": "mine", "proof": await asyncio.to_thread(solve, "mine")}
    assert isinstance(await asks(public, "192.0.2.7", made), ProofRequired)


async def test_the_crowd_lasts_while_it_goes_on_and_then_disperses(public: World) -> None:
    await crowd(public, 100)
    for _ in range(10):
        await public.move(60)
        told = await crowd(public, 30)
        assert all(isinstance(one, ProofRequired) for one in told)
    await public.move(300)
    assert await asks(public, "192.0.2.7") is None


async def test_any_worker_takes_the_proof_and_counts_the_same_address(public: World) -> None:
    await crowd(public, 10)
    proof = await solved(await asked_to_prove(public, "192.0.2.7"))
    other = await public.worker()
    await require_pace(other, Address("192.0.2.7", 1), proof)
    for _ in range(BURST - 2):
        await asks(public, "192.0.2.7")
    with pytest.raises(TooManyRequests):
        await require_pace(other, Address("192.0.2.7", 1), None)


async def test_nothing_is_counted_on_loopback(world: World) -> None:
    assert [await asks(world, "127.0.0.1") for _ in range(50)] == [None] * 50


def test_an_ipv6_network_is_one_address_and_no_name_tells_whose() -> None:
    names = {
        counted_as(host, "s") for host in ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", "2001:db8:1:2::1%eth0")
    }
    assert len(names) == 1
    assert counted_as("2001:db8:1:3::1", "s") not in names
    assert counted_as("192.0.2.7", "s") != counted_as("192.0.2.8", "s")
    assert counted_as("192.0.2.7", "s") != counted_as("192.0.2.7", "another")
