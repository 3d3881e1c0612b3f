"""Everybody at once over two workers: after the storm rows and Valkey agree, and every rule still holds."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from random import Random
from uuid import UUID

import pytest

from app.domain.contact import Cause, State, next_state
from app.domain.counsellor import Presence
from app.domain.errors import DeskError, Unavailable
from app.services.transfer import Handover
from app.wiring import Desk
from tests.factories import CHANNELS, Citizen, World

CAPACITY = 2
COMMANDS = 240
AT_ONCE = 12
NOTHING = {"disposition": "TULL", "topics": []}


class Storm:
    """Random commands from everybody, several at once, on whichever worker they happen to reach."""

    def __init__(self, world: World, staff: list[UUID], citizens: list[Citizen], seed: int) -> None:
        self.world, self.staff, self.citizens = world, staff, citizens
        self.chance = Random(seed)
        self.refused: Counter[str] = Counter()

    async def blow(self) -> None:
        """All commands, so many at once."""
        waiting = iter(range(COMMANDS))

        async def one_after_another() -> None:
            for _ in waiting:
                try:
                    await self._something()
                except DeskError as error:
                    self.refused[type(error).__name__] += 1

        await asyncio.gather(*(one_after_another() for _ in range(AT_ONCE)))

    def _something(self) -> Awaitable[object]:
        desk, chance = self.chance.choice(self.world.workers), self.chance
        who, other = chance.sample(self.staff, 2)
        citizen = chance.choice(self.citizens)
        one = citizen.contact_id
        commands: list[Callable[[], Awaitable[object]]] = [
            lambda: desk.dispatch.run_once(),
            lambda: desk.answering.accept(who, one, None),
            lambda: self._answer_offer(desk),
            lambda: desk.answering.take(who, one, None),
            lambda: desk.answering.take(who, None, str(chance.randrange(20))),
            lambda: self._hand_over(desk, other),
            lambda: desk.endings.leave(one),
            lambda: self._end(desk),
            lambda: desk.deadlines.sweep(),
            lambda: desk.settling.reconcile(),
            lambda: self.world.citizen(by=desk),
            lambda: desk.duty.wish(who, chance.choice([Presence.READY, Presence.BREAK]), CHANNELS),
            lambda: desk.attendance.came(citizen.token),
            lambda: self.world.lose_the_switchboard(),
        ]
        return chance.choices(commands, weights=[8, 2, 12, 4, 4, 4, 1, 6, 2, 2, 4, 2, 2, 1])[0]()

    async def _answer_offer(self, desk: Desk) -> None:
        offered = await self.world.offered()
        if not offered:
            return
        contact, who = self.chance.choice(offered)
        if self.chance.random() < 0.7:
            await desk.answering.accept(who, contact, None)
        else:
            await desk.answering.decline(who, contact, None, reason=None)

    async def _owned(self) -> tuple[UUID, UUID] | None:
        async with self.world.desk.transaction() as tx:
            rows = (await tx.run("SELECT id, owner FROM contact WHERE owner IS NOT NULL")).all()
        if not rows:
            return None
        row = self.chance.choice(rows)
        return row.id, row.owner

    async def _hand_over(self, desk: Desk, colleague: UUID) -> None:
        owned = await self._owned()
        if owned is not None and colleague != owned[1]:
            to = self.chance.choice([Handover(counsellor=colleague), Handover(queue=True)])
            await desk.transfers.transfer(owned[1], owned[0], to)

    async def _end(self, desk: Desk) -> None:
        owned = await self._owned()
        if owned is not None:
            await desk.endings.end(owned[1], owned[0])
            await desk.wrapping_up.record(owned[1], owned[0], NOTHING)


async def broken_stories(world: World) -> list[UUID]:
    """Contacts whose events do not follow each other as the table of design § 3 says."""
    async with world.desk.transaction() as tx:
        rows = (
            await tx.run("SELECT contact_id, from_state, to_state, cause FROM contact_event ORDER BY id")
        ).all()
        states = {row.id: row.state for row in await tx.run("SELECT id, state FROM contact")}
    last: dict[UUID, State | None] = {}
    broken = []
    for row in rows:
        before = None if row.from_state is None else State(row.from_state)
        follows = last.get(row.contact_id) is before and next_state(before, Cause(row.cause)) == row.to_state
        if not follows:
            broken.append(row.contact_id)
        last[row.contact_id] = State(row.to_state)
    return broken + [one for one, state in states.items() if last[one] != state]


async def overfull(world: World) -> list[UUID]:
    """Counsellors with more contacts than seats."""
    async with world.desk.transaction() as tx:
        rows = await tx.run(
            "SELECT who FROM (SELECT owner AS who, id FROM contact WHERE owner IS NOT NULL UNION"
            " SELECT counsellor_id, contact_id FROM offer WHERE outcome IS NULL) held"
            " GROUP BY who HAVING count(*) > :seats",
            {"seats": CAPACITY},
        )
        return list(rows.scalars())


@pytest.mark.parametrize("seed", [1, 2])
async def test_after_a_storm_of_commands_every_rule_still_holds(world: World, seed: int) -> None:
    await world.worker()
    staff: list[UUID] = [await world.counsellor(f"Ane{number}", capacity=CAPACITY) for number in range(4)]
    citizens = [await world.citizen() for _ in range(12)]
    storm = Storm(world, staff, citizens, seed)
    await storm.blow()
    assert not {Unavailable.__name__, "OutcomeUnknown", "Violated", "Invalid"} & set(storm.refused), (
        storm.refused
    )
    assert await broken_stories(world) == []
    assert await overfull(world) == [], "the clock stands still, so every wrap-up holds its seat"
    for desk in world.workers:
        await desk.settling.reconcile()
    await world.assert_switchboard_agrees()
    assert await world.desk.settling.reconcile() == 0
