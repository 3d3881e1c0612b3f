"""Follow-ups under everybody's hands at once: asked, left, offered, taken, erased, swept by two workers."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from contextlib import suppress
from random import Random
from uuid import UUID

import pytest

from app.domain.contact import State
from app.domain.errors import DeskError
from tests.factories import World, count
from tests.integration.left import RECORDED, Left, call, question

ROUNDS = 6
FINAL = "cause IN ('left', 'closing_follow_up', 'closing_told', 'erased', 'absent')"


@pytest.fixture
async def left(world: World) -> Left:
    world.run(world.desk.writer.run())
    return Left(world)


async def whatever(work: Awaitable[object]) -> None:
    """Refused or not: somebody else may have been faster."""
    with suppress(DeskError):
        await work


async def test_leaving_asking_and_being_taken_at_once_is_one_outcome(left: Left) -> None:
    world, draw = left.world, Random(4)
    ane, other = await world.counsellor(), await world.worker()
    for _ in range(ROUNDS):
        citizen = await world.citizen()
        wish = call(
            contact_id=citizen.contact_id, token=citizen.token, number=f"+479123{draw.randint(1000, 9999)}"
        )
        works = [
            left.ask(wish),
            other.follow_ups.ask(wish),
            world.desk.endings.leave(citizen.contact_id),
            other.dispatch.run_once(),
            world.desk.answering.take(ane, citizen.contact_id, None),
        ]
        draw.shuffle(works)
        await asyncio.gather(*(whatever(one) for one in works))
        await whatever(world.desk.endings.leave(citizen.contact_id))
        await whatever(world.desk.wrapping_up.record(ane, citizen.contact_id, RECORDED))
        async with world.desk.transaction() as tx:
            ends = f"contact_id = '{citizen.contact_id}' AND {FINAL}"
            taken = f"contact_id = '{citizen.contact_id}' AND to_state = 'active'"
            assert await count(tx, "contact_event", ends) + await count(tx, "contact_event", taken) == 1
    counts = await left.load()
    assert counts["arrivals"] == ROUNDS
    await world.assert_switchboard_agrees()


async def test_erasing_beside_everything_else_leaves_nothing_behind(left: Left) -> None:
    world, draw = left.world, Random(7)
    people = [await world.counsellor(name) for name in ("Ane", "Bo")]
    other = await world.worker()

    async def work_on(who: UUID, contact_id: UUID) -> None:
        await world.desk.answering.take(who, contact_id, None)
        await left.answer(who, contact_id, "Et svar som skal bort.")
        await world.desk.endings.end(who, contact_id)
        said = {"follow_up": draw.choice(["done", "again"])}
        await world.desk.wrapping_up.record(who, contact_id, {**RECORDED, **said})

    for _ in range(ROUNDS):
        asked = await left.ask(question())
        await left.sweep()
        contacts = await left.attempts(State.QUEUED)
        works = [left.erase(asked.token), other.attempts.sweep(), other.dispatch.run_once()]
        works += [work_on(who, one) for who in people for one in contacts]
        draw.shuffle(works)
        await asyncio.gather(*(whatever(one) for one in works))
        await left.erase(asked.token)
        for one in await left.attempts(State.WRAP_UP):
            owner = (await world.row(one)).owner
            assert owner is not None
            await world.desk.wrapping_up.record(owner, one, RECORDED)
        await left.sweep()
    async with world.desk.transaction() as tx:
        assert await count(tx, "follow_up", "state <> 'erased' OR text IS NOT NULL") == 0
        assert await count(tx, "follow_up_attempt", "outcome IS NULL") == 0
        assert await count(tx, "message") == 0
    assert await left.load() == {"arrivals": ROUNDS, "callback": ROUNDS}
    await world.assert_switchboard_agrees()
