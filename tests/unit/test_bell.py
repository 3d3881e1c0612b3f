"""A bell wakes everybody who waits, once; who gives up hinders nobody."""

from __future__ import annotations

import asyncio

import pytest

from app.realtime.bell import Bell
from tests.fixtures.patience import PATIENCE


async def test_everybody_who_waits_goes_on_when_it_rings() -> None:
    bell = Bell()
    async with asyncio.timeout(PATIENCE), asyncio.TaskGroup() as group:
        waiting = [group.create_task(bell.wait()) for _ in range(3)]
        await asyncio.sleep(0)
        assert not any(one.done() for one in waiting)
        bell.set()
    assert all(one.done() for one in waiting)


async def test_nobody_waits_for_a_bell_that_has_rung_until_it_is_silent_again() -> None:
    bell = Bell(rung=True)
    async with asyncio.timeout(PATIENCE):
        await bell.wait()
    bell.clear()
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0):
            await bell.wait()


async def test_whoever_gives_up_hinders_no_other() -> None:
    bell = Bell()
    async with asyncio.timeout(PATIENCE), asyncio.TaskGroup() as group:
        gone, stays = group.create_task(bell.wait()), group.create_task(bell.wait())
        await asyncio.sleep(0)
        gone.cancel()
        await asyncio.wait([gone])
        assert not stays.done()
        bell.set()
    assert gone.cancelled()
    assert stays.done()


async def test_who_was_woken_and_cancelled_at_once_is_cancelled() -> None:
    bell = Bell()
    async with asyncio.TaskGroup() as group:
        waiting = group.create_task(bell.wait())
        await asyncio.sleep(0)
        bell.set()
        waiting.cancel()
    assert waiting.cancelled()
