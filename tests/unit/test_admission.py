"""A few hellos at a time, in order; those whose client has gone or given up cost nothing."""

from __future__ import annotations

import asyncio
from functools import partial

import pytest

from app.domain.errors import Busy
from app.realtime.admission import PATIENCE, Admission, Turn
from tests.factories import Hand, becomes


def nobody_goes() -> bool:
    return False


class Door:
    """An admission, its clock, and who has got a turn so far."""

    def __init__(self, at_once: int) -> None:
        self.hand = Hand()
        self.admission = Admission(at_once, monotonic=self.hand)
        self.came: list[int] = []

    def has_let_in(self, count: int) -> bool:
        """Whether so many have had a turn."""
        return len(self.came) >= count

    async def come(self, number: int) -> Turn:
        """One hello, once it has its turn."""
        turn = await self.admission.turn(gone=nobody_goes)
        self.came.append(number)
        return turn


async def test_so_many_at_once_and_the_others_in_the_order_they_came() -> None:
    door = Door(at_once=2)
    async with asyncio.TaskGroup() as group:
        coming = [group.create_task(door.come(number)) for number in range(5)]
        await becomes(lambda: door.came == [0, 1])
        for number, task in enumerate(coming):
            (await task).end()
            await becomes(partial(door.has_let_in, min(5, number + 3)))
    assert door.came == [0, 1, 2, 3, 4]


async def test_a_turn_that_ends_twice_lets_one_in() -> None:
    door = Door(at_once=1)
    first = await door.come(0)
    async with asyncio.TaskGroup() as group:
        waiting = [group.create_task(door.come(number)) for number in (1, 2)]
        first.end()
        first.end()
        second = await waiting[0]
        assert door.came == [0, 1]
        second.end()
    assert door.came == [0, 1, 2]


async def test_whoever_has_gone_meanwhile_is_passed_over() -> None:
    door = Door(at_once=1)
    first = await door.come(0)
    async with asyncio.TaskGroup() as group:
        gone = group.create_task(_refused(door, gone=True))
        second = group.create_task(door.come(1))
        first.end()
        assert await gone
        (await second).end()


async def test_whoever_has_waited_longer_than_any_client_does_is_passed_over() -> None:
    door = Door(at_once=1)
    first = await door.come(0)
    async with asyncio.TaskGroup() as group:
        late = group.create_task(_refused(door, gone=False))
        await asyncio.sleep(0)
        door.hand.seconds += PATIENCE + 0.1
        first.end()
        assert await late
    (await door.come(1)).end()


async def _refused(door: Door, *, gone: bool) -> bool:
    with pytest.raises(Busy):
        await door.admission.turn(gone=lambda: gone)
    return True
