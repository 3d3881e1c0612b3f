"""Promised waits: what people are told as they come is kept, and held against what they really waited."""

from __future__ import annotations

from uuid import UUID

import pytest
from sqlalchemy import text

from app.domain.contact import Channel
from app.domain.counsellor import Presence
from app.domain.errors import Invalid
from app.repositories import arrivals
from app.repositories.promises import PromiseRow
from tests.factories import World

DAY = {"from": "2026-11-23", "to": "2026-11-24"}


async def promised(world: World) -> dict[UUID, tuple[int, int, int]]:
    """Position and range of everybody who was promised one."""
    async with world.desk.transaction() as tx:
        rows = await tx.run("SELECT contact_id, position, from_seconds, to_seconds FROM wait_promise")
        return {row.contact_id: (row.position, row.from_seconds, row.to_seconds) for row in rows}


async def rows(world: World, **params: str) -> list[PromiseRow]:
    return await world.desk.waits.kept({**DAY, **params})


async def test_nothing_is_promised_without_evidence(world: World) -> None:
    await world.talking(await world.counsellor())
    assert await promised(world) == {}
    assert await rows(world) == []


async def test_what_was_told_first_is_kept_and_held_against_what_came_of_it(world: World) -> None:
    await world.policy(wait_evidence_answers=1)
    ane = await world.counsellor(capacity=2)
    await world.talking(ane)
    await world.move(1_200)
    at_once = await world.citizen()
    await world.move(20)
    await world.desk.answering.take(ane, at_once.contact_id, None)
    full = await world.citizen()
    assert await promised(world) == {at_once.contact_id: (1, 0, 60), full.contact_id: (1, 60, 900)}
    await world.move(10)
    await world.desk.answering.take(await world.counsellor("Bo"), full.contact_id, None)
    waits_still = await world.citizen()
    hour = world.now().replace(minute=0, second=0, microsecond=0)
    assert await rows(world) == [
        PromiseRow(hour, "chat", promised=3, answered=2, inside=1, shorter=1, longer=0),
    ]
    await world.move(61)
    await world.desk.answering.take(await world.counsellor("Cato"), waits_still.contact_id, None)
    assert (await rows(world))[0].longer == 1
    assert await rows(world, channel="phone") == []
    assert (await world.desk.waits.kept({"from": "2026-11-22", "to": "2026-11-23"})) == []


async def test_a_repeated_request_promises_nothing_again(world: World) -> None:
    await world.policy(wait_evidence_answers=1)
    ane = await world.counsellor()
    await world.talking(ane)
    citizen = await world.citizen()
    before = await promised(world)
    await world.move(30)
    await world.desk.attendance.came(citizen.token)
    await world.desk.overview.citizen(citizen.contact_id, 0)
    assert await promised(world) == before != {}


async def test_a_question_that_makes_no_sense_is_refused(world: World) -> None:
    with pytest.raises(Invalid):
        await world.desk.waits.kept({"from": "2026-11-24", "to": "2026-11-23"})


async def test_the_schema_of_the_release_before_keeps_no_promises_and_lets_people_in(world: World) -> None:
    await world.policy(wait_evidence_answers=1)
    await world.talking(await world.counsellor())
    async with world.desk.transaction() as tx:
        await tx.run(text("DROP TABLE wait_promise"))
    world.desk.transaction.revision = "0003"
    await world.citizen()
    assert await rows(world) == []
    board = await world.desk.board.look()
    assert board.channels["chat"].wait_hit_share is None


async def test_the_board_shows_the_share_of_seven_days_once_there_are_enough(world: World) -> None:
    await world.policy(wait_evidence_answers=1)
    ane = await world.counsellor(capacity=40)
    await world.talking(ane)
    for number in range(20):
        citizen = await world.citizen()
        await world.move(20 if number % 4 else 61)
        await world.desk.answering.take(ane, citizen.contact_id, None)
        if number == 18:
            early = await world.worker()
            assert (await early.board.look()).channels["chat"].wait_hit_share is None
    board = await world.desk.board.look()
    assert board.channels["chat"].wait_hit_share == 0.75
    assert board.channels["phone"].wait_hit_share is None


async def test_seats_are_counted_as_dispatch_counts_them(world: World) -> None:
    await world.policy(wait_evidence_answers=1, wait_evidence_seconds=86_400)
    ane, bo = await world.counsellor(), await world.counsellor("Bo", capacity=1)
    await world.talking(ane)

    async def free(channel: Channel = Channel.CHAT) -> tuple[int, int]:
        async with world.desk.transaction() as tx:
            seen = (await arrivals.delays(tx, channel, world.desk.rules().policy)).seen
            return seen.ready, seen.free

    assert await free() == (2, 2)
    first = await world.citizen()
    await world.desk.dispatch.run_once()
    assert await free() == (2, 1), "an offer holds its seat"
    [(_, to)] = await world.offered()
    await world.desk.answering.accept(to, first.contact_id, None)
    await world.desk.endings.end(to, first.contact_id)
    assert await free() == (2, 1), "a wrap-up holds its seat for a while"
    await world.move(151)
    assert await free() == (2, 2)
    await world.desk.duty.wish(bo, Presence.BREAK, None)
    assert await free() == (1, 1)
    assert await free(Channel.PHONE) == (0, 0), "nobody was answered there: without evidence nobody looks"
