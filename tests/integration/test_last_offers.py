"""Near the end of a duty nothing new is offered; what she has, takes herself or is handed to her is hers."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import delete, insert, select, update

from app.domain.contact import Channel
from app.domain.counsellor import CounsellorId, Presence
from app.domain.errors import Invalid, NotOnShift, Unavailable
from app.frames.counsellor import PresencePart
from app.models.desk import Audit, AuditChange
from app.models.staff import Counsellor, Shift
from app.repositories import candidates, staff
from app.repositories.ids import new_id
from app.services.transfer import Handover
from tests.factories import World

MINUTE = 60


async def shifts(world: World, who: CounsellorId, *spans: tuple[int, int]) -> None:
    """She has these shifts and no others: minutes from now on."""
    async with world.desk.transaction() as tx:
        await tx.run(delete(Shift).where(Shift.counsellor_id == who))
        for starts, ends in spans:
            times = {
                "starts_at": tx.now + timedelta(minutes=starts),
                "ends_at": tx.now + timedelta(minutes=ends),
            }
            await tx.run(
                insert(Shift).values(id=new_id(tx.now), counsellor_id=who, channels=["chat"], **times)
            )


async def presence(world: World, who: UUID) -> PresencePart:
    """What her screen shows of her."""
    return (await world.desk.overview.counsellor(who, {})).snapshot.presence


async def version(world: World, who: UUID) -> int:
    """How often she has been told of something."""
    async with world.desk.transaction() as tx:
        found = await tx.run(select(Counsellor.version).where(Counsellor.id == who))
        return int(found.scalar_one())


SPANS: list[tuple[list[tuple[int, int]], bool]] = [
    ([(-300, 16)], True),
    ([(-300, 15)], False),
    ([(-300, 15), (15, 60)], True),
    ([(-300, 15), (16, 60)], False),
    ([(-300, 5), (5, 10), (10, 15)], False),
    ([(-300, 15), (-10, 90)], True),
    ([(-10, 10)], True),
    ([(-15, 5)], False),
    ([(-600, -10), (-10, 10)], False),
]


async def test_nothing_is_offered_in_the_last_quarter_of_an_hour_of_a_duty(world: World) -> None:
    ane, policy = await world.counsellor(), world.desk.rules().policy
    await world.citizen()
    for spans, offerable in SPANS:
        await shifts(world, ane, *spans)
        async with world.desk.transaction() as tx:
            assert await candidates.any_ready(tx, Channel.CHAT, policy) is offerable, spans
            assert (len(await candidates.everybody(tx, policy)) == 1) is offerable, spans
        assert (await presence(world, ane)).last_offers is not offerable, spans
    assert await world.desk.dispatch.run_once() == 0
    await shifts(world, ane, *SPANS[0][0])
    assert await world.desk.dispatch.run_once() == 1


async def test_the_desk_decides_how_long_that_is(world: World) -> None:
    ane = await world.counsellor()
    await shifts(world, ane, (-300, 10))
    await world.citizen()
    assert await world.desk.dispatch.run_once() == 0
    await world.policy(last_offers_seconds=0)
    assert await world.desk.dispatch.run_once() == 1


async def test_somebody_else_is_offered_it_instead(world: World) -> None:
    ane, bo = await world.counsellor("Ane"), await world.counsellor("Bo")
    await shifts(world, ane, (-300, 10))
    citizen = await world.citizen()
    await world.desk.dispatch.run_once()
    assert await world.offered() == [(citizen.contact_id, bo)]


async def test_she_may_take_by_hand_and_be_handed_a_conversation(world: World) -> None:
    ane, bo = await world.counsellor("Ane"), await world.counsellor("Bo")
    await shifts(world, ane, (-300, 10))
    citizen, other = await world.citizen(), await world.talking(bo)
    await world.desk.answering.take(ane, citizen.contact_id, None)
    assert (await world.row(citizen)).owner == ane
    await world.desk.transfers.transfer(bo, other.contact_id, Handover(counsellor=ane))
    assert (other.contact_id, ane) in await world.offered()


async def test_she_is_told_as_her_duty_turns_and_not_in_between(world: World) -> None:
    ane = await world.counsellor()
    await shifts(world, ane, (-300, 20))
    await world.desk.deadlines.sweep()
    told = [await version(world, ane)]
    shown = []
    for minutes in (4, 2, 10, 2, 3):
        await world.move(minutes * MINUTE - 1)
        await world.desk.deadlines.sweep()
        await world.move(1)
        await world.desk.deadlines.sweep()
        told.append(await version(world, ane))
        seen = await presence(world, ane)
        shown.append((seen.last_offers, seen.on_shift_until is not None, seen.state))
    assert shown == [
        (False, True, "ready"),
        (True, True, "ready"),
        (True, True, "ready"),
        (True, True, "ready"),
        (False, False, "ready"),
    ]
    assert [after - before for before, after in pairwise(told)] == [0, 1, 0, 0, 1]


async def test_after_her_shift_she_keeps_conversations_gets_no_offers_and_her_wish_is_shown(
    world: World,
) -> None:
    ane = await world.counsellor()
    talking = await world.talking(ane)
    await shifts(world, ane, (-300, 1))
    await world.move(2 * MINUTE)
    await world.citizen()
    assert await world.desk.dispatch.run_once() == 0
    await world.desk.deadlines.sweep()
    seen = await presence(world, ane)
    assert (seen.state, seen.on_shift_until, seen.last_offers) == ("ready", None, False)
    assert (await world.row(talking)).owner == ane
    with pytest.raises(NotOnShift):
        await world.desk.duty.wish(ane, Presence.READY, None)


async def test_a_wish_forgotten_after_the_shift_ends_by_itself(world: World) -> None:
    ane, bo = await world.counsellor("Ane"), await world.counsellor("Bo")
    await shifts(world, ane, (-300, 1), (600, 900))
    await world.move(15 * MINUTE)
    await world.desk.deadlines.sweep()
    assert (await presence(world, ane)).state == "ready"
    await world.move(MINUTE)
    await world.desk.deadlines.sweep()
    await world.desk.deadlines.sweep()
    seen = await presence(world, ane)
    assert (seen.state, seen.reason) == ("off", "shift_over")
    assert (await presence(world, bo)).state == "ready"
    await world.move(600 * MINUTE)
    assert (await presence(world, ane)).on_shift_until is not None
    await world.desk.duty.wish(ane, Presence.READY, None)


def extra(who: UUID, until: str, **changes: Any) -> dict[str, Any]:
    return {"counsellor_id": str(who), "until": until, "channels": ["chat"], "reason": "Bo er syk", **changes}


async def test_work_outside_the_plan_takes_effect_at_once_and_is_written_down(world: World) -> None:
    ane, boss = await world.counsellor("Ane"), await world.counsellor("Kari")
    await world.desk.duty.wish(boss, Presence.OFF, None)
    await shifts(world, ane)
    await world.citizen()
    assert await world.desk.dispatch.run_once() == 0
    before, ends = await version(world, ane), world.now() + timedelta(hours=2)
    world.desk.wake.clear()
    made = await world.desk.turnus.extra(extra(ane, ends.isoformat()), author_id=boss)
    assert world.desk.wake.is_set()
    assert (made.shift.starts_at, made.shift.ends_at, made.shift.reason) == (world.now(), ends, "Bo er syk")
    assert (await version(world, ane)) == before + 1
    assert (await presence(world, ane)).on_shift_until is not None
    assert await world.desk.dispatch.run_once() == 1
    columns = (Audit.action, Audit.actor_id, Audit.reason, AuditChange.before, AuditChange.after)
    async with world.desk.transaction() as tx:
        statement = select(*columns).join(AuditChange, AuditChange.audit_id == Audit.id)
        [row] = (await tx.run(statement)).all()
    assert (row.action, row.actor_id, row.reason, row.before) == (
        "extra_shift_added",
        boss,
        "Bo er syk",
        None,
    )
    assert row.after["name"] == "Ane"


async def test_an_extra_shift_prolongs_the_duty_it_follows(world: World) -> None:
    ane = await world.counsellor()
    await shifts(world, ane, (-300, 10))
    assert (await presence(world, ane)).last_offers
    ends = world.now() + timedelta(hours=1)
    await world.desk.turnus.extra(extra(ane, ends.isoformat()), author_id=ane)
    seen = await presence(world, ane)
    assert (seen.last_offers, seen.on_shift_until) == (False, "2026-11-23T13:00:00.000Z")


async def test_nobody_works_extra_with_a_shut_account_or_on_the_schema_of_before(world: World) -> None:
    ane = await world.counsellor()
    async with world.desk.transaction() as tx:
        await staff.set_disabled(tx, ane, disabled=True)
    with pytest.raises(Invalid):
        await world.desk.turnus.extra(extra(ane, "2026-11-23T13:00:00Z"), author_id=ane)
    with pytest.raises(Invalid):
        await world.desk.turnus.extra(extra(UUID(int=1), "2026-11-23T13:00:00Z"), author_id=ane)
    world.desk.transaction.revision = "0002"
    with pytest.raises(Unavailable):
        await world.desk.turnus.extra(extra(ane, "2026-11-23T13:00:00Z"), author_id=ane)


async def test_taking_a_shift_away_tells_her_at_once(world: World) -> None:
    ane = await world.counsellor()
    [planned] = await world.desk.turnus.between(None, None, counsellor_id=ane)
    before = await version(world, ane)
    await world.desk.turnus.remove(planned.shift.shift_id, author_id=ane)
    assert await version(world, ane) == before + 1
    assert (await presence(world, ane)).on_shift_until is None


async def test_who_is_away_is_told_nothing_as_her_duty_turns(world: World) -> None:
    ane = await world.counsellor()
    await shifts(world, ane, (-300, 16))
    async with world.desk.transaction() as tx:
        await tx.run(update(Counsellor).values(absent_since=tx.now))
    await world.desk.deadlines.sweep()
    before = await version(world, ane)
    await world.move(90)
    await world.desk.deadlines.sweep()
    assert await version(world, ane) == before
