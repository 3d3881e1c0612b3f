"""Eight callers race over two workers: one winner for one contact, no seat beyond capacity (I4, I5)."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from uuid import UUID

import pytest

from app.domain.errors import DeskError, Gone, NoCapacity
from app.queue.switchboard import Switchboard
from app.wiring import Desk
from tests.factories import World, count

ROUNDS = 20
CALLERS = 8
CAPACITY = 2

Take = Callable[[Desk, UUID, UUID], Awaitable[object]]

LOCK_AND_COUNT_IN_ONE = """
UPDATE contact SET state = 'active', owner = :who, version = version + 1 WHERE id = :id AND state = 'queued'
  AND (SELECT count(*) FROM contact c WHERE c.owner = :who)
    < (SELECT chat_capacity FROM counsellor WHERE id = :who FOR NO KEY UPDATE)
RETURNING id
"""


async def take(desk: Desk, counsellor_id: UUID, contact_id: UUID) -> object:
    """The desk's own take."""
    return await desk.answering.take(counsellor_id, contact_id, None)


async def take_in_one_statement(desk: Desk, counsellor_id: UUID, contact_id: UUID) -> object:
    """The mutant of core § 5: the count is as old as the statement, and older than the lock it waited for."""
    async with desk.transaction() as tx:
        statement = await tx.run(LOCK_AND_COUNT_IN_ONE, {"who": counsellor_id, "id": contact_id})
        if statement.one_or_none() is None:
            raise NoCapacity
    return contact_id


async def race(calls: Sequence[Awaitable[object]]) -> tuple[int, set[type[BaseException]]]:
    """How many of these calls succeed, all made at once, and what the others raised."""
    outcomes = await asyncio.gather(*calls, return_exceptions=True)
    raised = [one for one in outcomes if isinstance(one, BaseException)]
    return len(outcomes) - len(raised), {type(one) for one in raised}


async def most_held(world: World, how: Take, *, rounds: int, enough: int) -> int:
    """The most contacts that one counsellor got from eight takes at once; `enough` ends the rounds."""
    most = 0
    for number in range(rounds):
        ane = await world.counsellor(f"Ane{number}", capacity=CAPACITY)
        waiting = [await world.citizen(here=False) for _ in range(CALLERS)]
        calls = [
            how(world.workers[place % 2], ane, citizen.contact_id) for place, citizen in enumerate(waiting)
        ]
        won, raised = await race(calls)
        assert raised <= {NoCapacity}
        async with world.desk.transaction() as tx:
            assert await count(tx, "contact", f"owner = '{ane}'") == won
        most = max(most, won)
        if most >= enough:
            break
    return most


async def test_eight_callers_for_one_contact_have_exactly_one_winner_each_round(world: World) -> None:
    await world.worker()
    callers = [await world.counsellor(f"Ane{number}", capacity=100) for number in range(CALLERS)]
    for _ in range(ROUNDS):
        citizen = await world.citizen()
        calls = [
            take(world.workers[place % 2], caller, citizen.contact_id) for place, caller in enumerate(callers)
        ]
        won, raised = await race(calls)
        assert (won, raised) == (1, {Gone})
        assert await world.causes(citizen) == ["arrived", "taken"]
        assert (await world.row(citizen)).owner in callers


async def test_one_winner_too_while_the_switchboard_is_away(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await world.worker()
    callers = [await world.counsellor(f"Ane{number}", capacity=100) for number in range(CALLERS)]
    await world.lose_the_switchboard()
    for _ in range(5):
        citizen = await world.citizen()
        calls = [
            take(world.workers[place % 2], caller, citizen.contact_id) for place, caller in enumerate(callers)
        ]
        won, raised = await race(calls)
        assert (won, raised) == (1, {Gone})


async def test_capacity_is_never_exceeded_by_takes_at_once(world: World) -> None:
    await world.worker()
    assert await most_held(world, take, rounds=6, enough=CAPACITY + 1) == CAPACITY


async def test_the_race_would_find_a_count_older_than_its_lock(world: World) -> None:
    await world.worker()
    assert await most_held(world, take_in_one_statement, rounds=30, enough=CAPACITY + 1) > CAPACITY


async def test_capacity_lowered_in_the_middle_lets_nothing_more_in(world: World) -> None:
    ane = await world.counsellor(capacity=3)
    owned = [await world.talking(ane) for _ in range(2)]
    citizen = await world.citizen()
    await world.desk.dispatch.run_once()
    async with world.desk.transaction() as tx:
        await tx.run("UPDATE counsellor SET chat_capacity = 1 WHERE id = :id", {"id": ane})
    await world.desk.answering.accept(ane, citizen.contact_id, None)
    held = [await world.row(one) for one in (*owned, citizen)]
    assert {row.owner for row in held} == {ane}, "what she has, and what was offered, stays hers"
    another = await world.citizen()
    assert await world.desk.dispatch.run_once() == 0
    with pytest.raises(NoCapacity):
        await world.desk.answering.take(ane, another.contact_id, None)


async def test_losers_do_not_reach_the_rows(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    callers = [await world.counsellor(f"Ane{number}") for number in range(CALLERS)]
    citizen = await world.citizen()
    board: Switchboard = world.desk.switchboard
    claims = [board.claim(citizen.contact_id, caller, seats=2, now=world.now()) for caller in callers]
    won, raised = await race(claims)
    assert (won, raised) == (1, {Gone})
    assert await board.look(world.now(), 10) == ([], False)
    await world.move(5)
    assert [one.contact_id for one in (await board.look(world.now(), 10))[0]] == [citizen.contact_id]
    with pytest.raises(DeskError):
        await board.claim(citizen.contact_id, callers[0], seats=0, now=world.now())
