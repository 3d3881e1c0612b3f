"""Settle and reconcile: Valkey's view becomes the rows', whatever it was (I9); nothing older wins (I10)."""

from __future__ import annotations

import json
from uuid import uuid4

import pytest

from app.domain.errors import StaleEpoch
from tests.factories import World


async def busy_world(world: World) -> None:
    """One in line, one offered, one absent, one talking, one wrapping up, one over."""
    ane = await world.counsellor(capacity=9)
    await world.talking(ane)
    wrapping = await world.talking(ane)
    await world.desk.endings.end(ane, wrapping.contact_id)
    await world.citizen()
    await world.desk.dispatch.run_once()
    left = await world.citizen()
    await world.desk.endings.leave(left.contact_id)
    await world.citizen(here=False)
    await world.citizen()


async def test_after_any_transition_valkey_equals_the_rows(world: World) -> None:
    await busy_world(world)
    await world.assert_switchboard_agrees()
    assert await world.desk.settling.reconcile() == 0


@pytest.mark.parametrize("key", ["line", "contacts", "seats", "waiting", "claims"])
async def test_the_reconciler_heals_a_lost_key(world: World, key: str) -> None:
    await busy_world(world)
    before = await world.digest()
    async with world.valkey() as valkey:
        await valkey.delete(getattr(world.keys, key))
    await world.desk.settling.reconcile()
    assert await world.digest() | {"epoch": before["epoch"]} == before
    await world.assert_switchboard_agrees()


async def test_the_reconciler_drops_what_no_row_knows(world: World) -> None:
    ane, ghost = await world.counsellor(), uuid4()
    await world.citizen()
    async with world.valkey() as valkey:
        await valkey.zadd(world.keys.seats, {f"{ane}/{ghost}": 0})
        await valkey.zadd(world.keys.line, {str(ghost): 1})
        record = json.dumps({"v": 3, "h": [str(ane)], "o": 0})
        await valkey.hset(world.keys.contacts, str(ghost), record)
    await world.desk.settling.reconcile()
    await world.assert_switchboard_agrees()
    assert await world.desk.dispatch.run_once() == 1


async def test_the_reconciler_frees_a_seat_that_a_wrap_up_held_for_its_time(world: World) -> None:
    ane = await world.counsellor(capacity=1)
    citizen = await world.talking(ane)
    await world.desk.endings.end(ane, citizen.contact_id)
    await world.move(151)
    assert await world.desk.switchboard.seated(ane) == [citizen.contact_id]
    assert await world.desk.settling.reconcile() == 1
    assert await world.desk.switchboard.seated(ane) == []


async def test_the_reconciler_leaves_a_fresh_claim_alone(world: World) -> None:
    ane, bo = await world.counsellor("Ane"), await world.counsellor("Bo")
    citizen = await world.citizen()
    board = world.desk.switchboard
    await board.claim(citizen.contact_id, ane, seats=2, now=world.now())
    await world.desk.settling.reconcile()
    assert await board.look(world.now(), 10) == ([], False)
    await world.move(5)
    await board.claim(citizen.contact_id, bo, seats=2, now=world.now())


async def test_a_lower_version_changes_nothing(world: World) -> None:
    ane = await world.counsellor()
    citizen = await world.talking(ane)
    await world.desk.endings.leave(citizen.contact_id)
    row, before = await world.row(citizen), await world.digest()
    for version in range(row.version):
        written = await world.desk.switchboard.settle(
            citizen.contact_id, version=version, holders=[ane], waiting=None, over_at=None, release=True
        )
        assert not written
    assert await world.digest() == before


async def test_a_stale_epoch_changes_nothing(world: World) -> None:
    other, ane, citizen = await world.worker(), await world.counsellor(), await world.citizen()
    await world.desk.settling.rebuild(force=True)
    before, board = await world.digest(), other.switchboard
    for call in (
        board.claim(citizen.contact_id, ane, seats=2, now=world.now()),
        board.settle(citizen.contact_id, version=99, holders=[], waiting=None, over_at=None, release=True),
        board.look(world.now(), 10),
        board.forget(world.now()),
    ):
        with pytest.raises(StaleEpoch):
            await call
    assert await world.digest() == before


async def test_an_ended_contact_is_forgotten_after_a_minute_and_not_before(world: World) -> None:
    citizen = await world.citizen()
    await world.desk.endings.leave(citizen.contact_id)
    await world.move(59)
    assert await world.desk.switchboard.forget(world.now()) == 0
    await world.move(2)
    assert await world.desk.switchboard.forget(world.now()) == 1
