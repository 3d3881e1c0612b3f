"""The board's alerts on real rows: each with the rule that raised it, since when, and gone with its cause."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import insert, update

from app.domain.contact import Channel
from app.domain.counsellor import Presence
from app.frames.coordinator import Board
from app.frames.shared import instant
from app.models.figures import KeptDay
from app.models.staff import Shift
from app.repositories import kept
from tests.factories import World

DAY = 86_400


async def alerts(world: World) -> dict[str, str]:
    """The alerts of the board, each since when, beside the rules that raised them."""
    return alerts_of(await world.desk.board.look())


def alerts_of(board: Board) -> dict[str, str]:
    """Those that have a rule measured beyond its limit; a desk of these tests has no hours of its own."""
    rules = {rule.code: rule for rule in board.rules}
    found = {one.code: str(one.since) for one in board.alerts if not one.code.startswith("hours_")}
    assert all(rules[code].limit > 0 and rules[code].value is not None for code in found)
    return found


async def test_who_is_missing_from_a_shift_is_an_alert_after_a_while(world: World) -> None:
    await world.policy(alert_missing_seconds=300)
    ane, _ = await world.counsellor("Ane"), await world.counsellor("Bo")
    await world.desk.duty.wish(ane, Presence.OFF, None)
    left = world.now()
    await world.move(300)
    assert "missing_from_shift" not in await alerts(world)
    await world.move(30)
    assert (await alerts(world))["missing_from_shift"] == instant(left + timedelta(seconds=300))
    await world.desk.duty.wish(ane, Presence.BREAK, None)
    assert "missing_from_shift" not in await alerts(world)


async def test_nobody_is_ready_for_a_channel_from_when_the_last_one_stopped(world: World) -> None:
    ane = await world.counsellor("Ane")
    board = await world.desk.board.look()
    assert {name: one.ready for name, one in board.channels.items()} == {"chat": 1, "phone": 1}
    await world.desk.duty.wish(ane, Presence.READY, [Channel.PHONE])
    stopped = world.now()
    await world.move(90)
    board = await world.desk.board.look()
    assert {name: one.ready for name, one in board.channels.items()} == {"chat": 0, "phone": 1}
    assert alerts_of(board) == {"nobody_ready": instant(stopped + timedelta(seconds=60))}
    await world.policy(alert_nobody_ready_seconds=0)
    assert await alerts(world) == {}


async def test_a_long_wait_presses_the_channel_and_is_an_alert_by_its_figure(world: World) -> None:
    await world.counsellor("Ane", capacity=0)
    await world.citizen()
    arrived = world.now()
    told = []
    for seconds in (60, 30, 31):
        await world.move(seconds)
        board = await world.desk.board.look()
        told.append((board.channels["chat"].pressure, alerts_of(board)))
    since = instant(arrived + timedelta(seconds=120))
    assert told == [("calm", {}), ("busy", {}), ("overloaded", {"waiting_over_target": since})]
    [rule] = [one for one in board.rules if one.code == "waiting_over_target"]
    assert (rule.figure, rule.limit, rule.value) == ("alert_wait_chat_seconds", 120, 121)


async def test_a_conversation_that_outlasts_its_shift_is_still_counted(world: World) -> None:
    ane = await world.counsellor("Ane")
    await world.talking(ane)
    async with world.desk.transaction() as tx:
        over = {"starts_at": tx.now - timedelta(hours=2), "ends_at": tx.now}
        await tx.run(update(Shift).where(Shift.counsellor_id == ane).values(**over))
    [centre] = [one for one in (await world.desk.board.look()).centres if one.active]
    assert (centre.centre, centre.active, centre.on_shift, centre.missing) == ("VESTLAND", 1, 0, [])


async def test_what_the_sweeps_have_not_done_in_time_is_an_alert(world: World) -> None:
    ane = await world.counsellor("Ane")
    citizen = await world.talking(ane, text="Hei")
    await world.desk.endings.end(ane, citizen.contact_id)
    ended, began = world.now(), world.now().date()
    await world.move(DAY + 3_600)
    assert "deletion_overdue" not in await alerts(world)
    await world.move(61)
    assert (await alerts(world))["deletion_overdue"] == instant(ended + timedelta(hours=25))
    await world.desk.retention.sweep()
    await world.move(2 * DAY)
    assert set(await alerts(world)) & {"deletion_overdue", "figures_behind"} == {"figures_behind"}
    async with world.desk.transaction() as tx:
        counted = {"at": tx.now, "counted_by": kept.counted_by(world.desk.rules().policy)}
        days = [{"day": began + timedelta(days=number), **counted} for number in range(3)]
        await tx.run(insert(KeptDay).values(days))
    await world.move(61)
    assert "figures_behind" not in await alerts(world)
