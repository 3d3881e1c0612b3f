"""A held text outlives its day and no longer; nothing holds what its citizen erases (P8)."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from app.domain.contact import Language
from app.domain.counsellor import Role
from app.domain.errors import Gone, Invalid, NotAllowed, NotFound, Unavailable, WrongState
from app.domain.follow_up import Kind
from app.frames.bus import ToCounsellor
from app.frames.shared import ContactView, instant
from app.repositories import erasing, views
from app.services.follow_ups import Request
from tests.factories import Citizen, World, count

DAY = 86_400
BOSS = UUID("00000000-0000-4000-8000-000000000009")
WHY = "bekymringsmelding er sendt"


async def hold(
    world: World, citizen: Citizen, by: UUID = BOSS, *, days: float = 3, reason: object = WHY, **other: object
) -> datetime:
    """The text is held; `by` the coordinator unless named. Until when."""
    role = Role.COORDINATOR if by == BOSS else Role.COUNSELLOR
    body = {"reason": reason, "until": instant(world.now() + timedelta(days=days)), **other}
    return (await world.desk.holds.put(citizen.contact_id, body, by=by, role=role)).until


async def release(world: World, citizen: Citizen, by: UUID = BOSS) -> None:
    """It is held no longer."""
    role = Role.COORDINATOR if by == BOSS else Role.COUNSELLOR
    await world.desk.holds.end(citizen.contact_id, by=by, role=role)


async def ended(world: World, *, flagged: bool = False) -> tuple[UUID, Citizen]:
    """A conversation that is over, and who had it."""
    ane = await world.counsellor()
    citizen = await world.talking(ane, text="Hei")
    if flagged:
        await world.desk.flagging.flag(ane, citizen.contact_id, on=True, reason=None)
    await world.desk.endings.end(ane, citizen.contact_id)
    return ane, citizen


async def shown(world: World, citizen: Citizen) -> ContactView:
    """The contact as staff see it."""
    async with world.desk.transaction() as tx:
        return await views.contact(tx, citizen.contact_id)


async def kept(world: World, citizen: Citizen) -> bool:
    """Whether its text is still there."""
    async with world.desk.transaction() as tx:
        return bool(await count(tx, "message", f"contact_id = '{citizen.contact_id}'"))


async def test_a_held_text_is_left_alone_until_its_end_and_goes_with_the_next_sweep(world: World) -> None:
    _, citizen = await ended(world)
    _, other = await ended(world)
    until = await hold(world, citizen)
    await world.move(3 * DAY - 1)
    assert await world.desk.retention.sweep() == 1
    assert (await kept(world, citizen), await kept(world, other)) == (True, False)
    view = await shown(world, citizen)
    assert view.hold is not None
    assert view.hold.until == instant(until)
    await world.move(1)
    assert (await shown(world, citizen)).hold is None
    assert await world.desk.retention.sweep() == 1
    assert not await kept(world, citizen)
    async with world.desk.transaction() as tx:
        assert list((await tx.run("SELECT reason FROM contact_hold")).scalars()) == [""]


async def test_a_hold_that_is_ended_lets_the_text_go(world: World) -> None:
    _, citizen = await ended(world)
    await hold(world, citizen)
    await world.move(2 * DAY)
    assert await world.desk.retention.sweep() == 0
    for _ in range(2):
        await release(world, citizen)
    assert await world.desk.retention.sweep() == 1


async def test_the_citizens_own_erasing_goes_before_every_hold(world: World) -> None:
    ane, citizen = await ended(world, flagged=True)
    await hold(world, citizen)
    await world.desk.endings.erase(citizen.contact_id)
    assert not await kept(world, citizen)
    assert (await shown(world, citizen)).hold is None
    assert await world.desk.holds.current() == []
    for who in (BOSS, ane):
        with pytest.raises(Gone):
            await hold(world, citizen, who)


async def test_what_was_left_and_erased_is_not_held_either(world: World) -> None:
    ane = await world.counsellor()
    await world.desk.follow_ups.ask(
        Request(kind=Kind.MESSAGE, language=Language.NB, request_id=uuid4(), text="Hei", number=None)
    )
    await world.desk.attempts.sweep()
    contact_id = await world.desk.answering.take(ane, None, "next")
    answered = Citizen(contact_id, "", 0)
    await world.desk.endings.end(ane, contact_id)
    await hold(world, answered, days=20)
    await world.move(15 * DAY)
    assert await world.desk.retention.sweep() == 0
    async with world.desk.transaction() as tx:
        gone = "state = 'erased', text = NULL, ended_at = :now, text_gone_at = :now"
        await tx.run(f"UPDATE follow_up SET {gone}", {"now": tx.now})
    assert await world.desk.retention.sweep() == 1


async def test_a_hold_set_while_the_sweep_is_at_it_is_seen(world: World) -> None:
    _, citizen = await ended(world)
    await world.move(DAY)
    async with world.desk.transaction() as tx:
        due = await erasing.due(tx, world.desk.rules().policy)
        await hold(world, citizen)
        assert due == [citizen.contact_id]
        assert await erasing.lock(tx, due) == []


async def test_who_may_hold_what(world: World) -> None:
    ane, bo = await world.counsellor("Ane"), await world.counsellor("Bo")
    citizen = await world.talking(ane, text="Hei")
    with pytest.raises(WrongState):
        await hold(world, citizen, ane)
    await world.desk.flagging.flag(ane, citizen.contact_id, on=True, reason=None)
    with pytest.raises(NotAllowed):
        await hold(world, citizen, bo)
    await hold(world, citizen, ane, days=5)
    with pytest.raises(NotAllowed):
        await release(world, citizen, bo)
    await hold(world, citizen, days=10)
    for work in (hold(world, citizen, ane, days=1), release(world, citizen, ane)):
        with pytest.raises(NotAllowed):
            await work
    await release(world, citizen)
    with pytest.raises(NotFound):
        await hold(world, Citizen(uuid4(), "", 0))


async def test_who_had_it_last_may_still_hold_it_after_the_end(world: World) -> None:
    ane, citizen = await ended(world, flagged=True)
    await world.desk.wrapping_up.record(ane, citizen.contact_id, {"disposition": "TULL"})
    await hold(world, citizen, ane)
    await release(world, citizen, ane)


async def test_a_hold_has_a_reason_and_an_end_within_its_bounds(world: World) -> None:
    _, citizen = await ended(world)
    wrong: list[tuple[dict[str, Any], str]] = [
        ({"reason": "  "}, "reason"),
        ({"reason": None}, "reason"),
        ({"reason": 7}, "reason"),
        ({"reason": "x" * 301}, "reason"),
        ({"until": None}, "until"),
        ({"until": "2026-12-01"}, "until"),
        ({"days": 0}, "until"),
        ({"days": 30.001}, "until"),
    ]
    for other, field in wrong:
        with pytest.raises(Invalid) as refused:
            await hold(world, citizen, **other)
        assert list(refused.value.details) == [field]
    await hold(world, citizen, days=30)
    await world.policy(hold_days=2)
    with pytest.raises(Invalid):
        await hold(world, citizen, days=3)


async def test_setting_and_ending_is_audited_and_shown_to_whoever_has_it(world: World) -> None:
    ane = await world.counsellor()
    citizen = await world.talking(ane, text="Hei")
    told: list[Any] = []
    world.desk.bus.handle = told.extend
    until = await hold(world, citizen, reason="ring 987 65 432, meldt barnevernet")
    frames = b"".join(bytes(raw) for one in told if isinstance(one, ToCounsellor) for raw in one.frames)
    assert f'"hold":{{"until":"{instant(until)}"}}'.encode() in frames
    (listed,) = await world.desk.holds.current()
    assert (listed.contact_id, listed.until, listed.flagged) == (citizen.contact_id, until, False)
    assert listed.reason == "ring [telefonnummer fjernet], meldt barnevernet"
    record = await world.desk.records.staff(citizen.contact_id, ane, Role.COUNSELLOR, reason=None)
    assert record.hold is not None
    assert record.hold.reason == listed.reason
    await release(world, citizen)
    statement = (
        "SELECT action, actor_id, subject, reason, before, after FROM audit"
        " LEFT JOIN audit_change ON audit_id = audit.id WHERE action LIKE 'hold_%' ORDER BY audit.id"
    )
    async with world.desk.transaction() as tx:
        entries = [tuple(row) for row in await tx.run(statement)]
    subject, document = str(citizen.contact_id), {"until": instant(until)}
    assert entries == [
        ("hold_set", BOSS, subject, None, None, document),
        ("hold_ended", BOSS, subject, None, document, None),
    ]


async def test_two_at_once_leave_one_hold(world: World) -> None:
    _, citizen = await ended(world)
    await asyncio.gather(*(hold(world, citizen, days=day) for day in (1, 2, 3)))
    assert len(await world.desk.holds.current()) == 1


async def test_the_schema_of_the_release_before_holds_nothing_and_sweeps_as_ever(world: World) -> None:
    _, citizen = await ended(world)
    async with world.desk.transaction() as tx:
        await tx.run("DROP TABLE contact_hold")
    world.desk.transaction.revision = "0004"
    with pytest.raises(Unavailable):
        await hold(world, citizen)
    assert (await shown(world, citizen)).hold is None
    assert await world.desk.holds.current() == []
    await world.move(DAY)
    assert await world.desk.retention.sweep() == 1
