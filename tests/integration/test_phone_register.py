"""A call registered by hand: counted in its own hour, owned at once, and never in anybody's way (I5)."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from app.domain.contact import Channel, Language, State
from app.domain.errors import DeskError, Gone, Invalid, NotAllowed, NotYours, WrongState
from app.frames.bus import ToCounsellor
from app.services.intake import Question
from app.services.transfer import Handover
from tests.factories import World

NOBODY = UUID("00000000-0000-4000-8000-000000000001")
DONE = {"disposition": "TULL"}


def call(
    world: World, began: float, ended: float | None = None, *, wrap_up: object = None, **other: Any
) -> dict[str, Any]:
    """A call that began so many seconds ago, and ended so many ago."""

    def ago(seconds: float | None) -> str | None:
        return None if seconds is None else (world.now() - timedelta(seconds=seconds)).isoformat()

    made = {"request_id": str(uuid4()), "language": "nn", "started_at": ago(began), "ended_at": ago(ended)}
    return {**made, "wrap_up": wrap_up, **other}


async def register(world: World, who: UUID, body: Mapping[str, Any]) -> UUID:
    """The call's contact."""
    return (await world.desk.phone_register.register(who, body)).contact_id


async def events(world: World, contact_id: UUID) -> list[tuple[str, str, datetime]]:
    """Its life: cause, state, instant."""
    statement = "SELECT cause, to_state, at FROM contact_event WHERE contact_id = :id ORDER BY id"
    async with world.desk.transaction() as tx:
        return [tuple(row) for row in await tx.run(statement, {"id": contact_id})]


async def load(world: World, **asked: str) -> list[Any]:
    """The hours of today in which anything came by phone."""
    day = {"from": "2026-11-23", "to": "2026-11-24", "channel": "phone", **asked}
    return [row for row in await world.desk.reporting.load(day) if row.arrivals]


async def test_a_call_that_goes_on_is_hers_holds_the_seat_and_is_shown_at_once(world: World) -> None:
    ane = await world.counsellor()
    told: list[Any] = []
    world.desk.bus.handle = told.append
    contact_id = await register(world, ane, call(world, 90))
    row = await world.row(contact_id)
    assert (row.state, row.owner, row.answered_centre) == (State.ACTIVE, ane, "VESTLAND")
    assert row.arrived_at == row.answered_at == row.since == world.now() - timedelta(seconds=90)
    frames = [
        raw
        for batch in told
        for event in batch
        if isinstance(event, ToCounsellor) and event.counsellor_id == ane
        for raw in event.frames
    ]
    assert b'"type":"contact"' in bytes(frames[0])
    assert str(contact_id).encode() in bytes(frames[0])
    assert b'"load":{"chat":0,"phone":1}' in bytes(frames[1])
    view = await world.desk.overview.counsellor(ane, {})
    assert [one.contact_id for one in view.snapshot.contacts] == [contact_id]
    waiting = await world.citizen()
    await world.desk.dispatch.run_once()
    assert await world.offered() == []
    await world.assert_switchboard_agrees()
    await world.desk.endings.end(ane, contact_id)
    await world.desk.wrapping_up.record(ane, contact_id, DONE)
    await world.desk.dispatch.run_once()
    assert [contact for contact, _ in await world.offered()] == [waiting.contact_id]
    assert (await world.row(contact_id)).state is State.CLOSED


async def test_a_call_that_has_ended_waits_for_its_wrap_up_from_now_on(world: World) -> None:
    ane = await world.counsellor()
    contact_id = await register(world, ane, call(world, 3_000, 1_800))
    row = await world.row(contact_id)
    assert (row.state, row.owner, row.since) == (State.WRAP_UP, ane, world.now())
    assert row.ended_at == world.now() - timedelta(seconds=1_800)
    began, ended = (world.now() - timedelta(seconds=ago) for ago in (3_000, 1_800))
    assert await events(world, contact_id) == [
        ("phone_by_hand", "active", began),
        ("ended_counsellor", "wrap_up", ended),
    ]
    await world.desk.wrapping_up.record(ane, contact_id, DONE)
    assert (await world.row(contact_id)).state is State.CLOSED
    await world.assert_switchboard_agrees()


async def test_with_its_wrap_up_it_is_closed_and_counted_in_the_hour_it_began(world: World) -> None:
    ane = await world.counsellor()
    contact_id = await register(world, ane, call(world, 4_500, 3_900, wrap_up=DONE))
    row = await world.row(contact_id)
    assert (row.state, row.owner, row.answered_by) == (State.CLOSED, None, ane)
    for asked in ({}, {"centre": "VESTLAND"}):
        (hour,) = await load(world, **asked)
        assert hour.starts_at.hour == 10, "it began at 10.45 and ended at 10.55 UTC"
        assert (hour.arrivals, hour.answered, hour.answered_within_target) == (1, 1, 1)
        assert (hour.wait_p50_seconds, hour.handle_mean_seconds) == (0, 600 + 240)
        outcomes = ("answered", "abandoned", "short_abandoned", "turned_away", "callback", "lost")
        assert sum(getattr(hour, name) for name in outcomes) + hour.still_waiting == hour.arrivals
    assert await load(world, centre="TRONDELAG") == []
    async with world.desk.transaction() as tx:
        rows = await tx.run("SELECT contact_id, by, disposition FROM wrap_up")
        assert [tuple(one) for one in rows] == [(contact_id, ane, "TULL")]


async def test_it_takes_nothing_away_and_lets_nothing_in(world: World) -> None:
    ane = await world.counsellor(capacity=2)
    talking = [await world.talking(ane) for _ in range(2)]
    first, second = await register(world, ane, call(world, 60)), await register(world, ane, call(world, 30))
    assert [(await world.row(one)).owner for one in talking] == [ane, ane]
    for contact_id in (first, second):
        await world.desk.endings.end(ane, contact_id)
    await world.citizen()
    await world.desk.dispatch.run_once()
    assert await world.offered() == []
    await world.assert_switchboard_agrees()


async def test_a_call_tells_nothing_of_how_long_people_wait(world: World) -> None:
    await world.policy(wait_evidence_answers=1)
    ane = await world.counsellor()
    await register(world, ane, call(world, 60, 30, wrap_up=DONE))
    assert (await world.desk.board.look()).channels["phone"].expected_wait is None


async def test_the_same_request_again_is_the_same_call_and_anothers_is_gone(world: World) -> None:
    ane, bo = await world.counsellor("Ane"), await world.counsellor("Bo")
    body = call(world, 60)
    first = await world.desk.phone_register.register(ane, body)
    again = await world.desk.phone_register.register(ane, {**body, "ended_at": "nonsense"})
    assert (again.contact_id, first.new, again.new) == (first.contact_id, True, False)
    with pytest.raises(Gone):
        await register(world, bo, body)
    asked = Question(language=Language.NB, request_id=UUID(body["request_id"]))
    with pytest.raises(Gone):
        await world.desk.intake.arrive(asked)
    chat = uuid4()
    await world.desk.intake.arrive(Question(language=Language.NB, request_id=chat))
    with pytest.raises(Gone):
        await register(world, ane, call(world, 60, request_id=str(chat)))


async def test_one_request_sent_five_times_at_once_is_one_call(world: World) -> None:
    ane, other = await world.counsellor(), await world.worker()
    body = call(world, 60)
    desks = [world.desk, other, world.desk, other, world.desk]
    made = await asyncio.gather(*(desk.phone_register.register(ane, body) for desk in desks))
    assert len({one.contact_id for one in made}) == 1
    assert sorted(one.new for one in made) == [False] * 4 + [True]
    await world.assert_switchboard_agrees()


async def test_what_makes_no_sense_is_refused_by_its_field_and_leaves_nothing(world: World) -> None:
    ane = await world.counsellor()
    wrong: list[tuple[dict[str, Any], str]] = [
        (call(world, -60), "started_at"),
        (call(world, 86_401), "started_at"),
        (call(world, 60, -60), "ended_at"),
        (call(world, 60, 90), "ended_at"),
        (call(world, 60, wrap_up=DONE), "ended_at"),
        (call(world, 60, 30, wrap_up={"disposition": "FULL"}), "wrap_up.topics"),
        (call(world, 60, 30, wrap_up=[]), "wrap_up"),
        (call(world, 60, language="xx"), "language"),
        (call(world, 60, language=["nb"]), "language"),
        (call(world, 60, request_id="1"), "request_id"),
        (call(world, 60, request_id=None), "request_id"),
        (call(world, 60, started_at="2026-11-23T09:00:00"), "started_at"),
        (call(world, 60, started_at=None), "started_at"),
    ]
    for body, field in wrong:
        with pytest.raises(Invalid) as refused:
            await register(world, ane, body)
        assert list(refused.value.details) == [field]
    with pytest.raises(NotAllowed):
        await register(world, NOBODY, call(world, 60))
    async with world.desk.transaction() as tx:
        assert (await tx.run("SELECT count(*) FROM contact")).scalar_one() == 0


async def test_a_clock_a_little_ahead_is_taken_as_now(world: World) -> None:
    ane = await world.counsellor()
    assert (await world.row(await register(world, ane, call(world, -20)))).since == world.now()


async def test_nothing_is_written_to_it_nobody_else_gets_it_and_notes_are_kept(world: World) -> None:
    world.run(world.desk.writer.run())
    ane, bo = await world.counsellor("Ane"), await world.counsellor("Bo")
    contact_id = await register(world, ane, call(world, 60))
    with pytest.raises(WrongState):
        await world.desk.messaging.from_counsellor(
            contact_id, ane, "Ane", language=Language.NB, cid=uuid4(), text="Hei"
        )
    for to in (Handover(queue=True), Handover(centre="VESTLAND"), Handover(counsellor=bo)):
        with pytest.raises(WrongState):
            await world.desk.transfers.transfer(ane, contact_id, to)
    refused: list[tuple[Any, type[DeskError]]] = [
        (world.desk.joinings.ask(ane, contact_id, bo), WrongState),
        (world.desk.endings.end(bo, contact_id), NotYours),
    ]
    for work, error in refused:
        with pytest.raises(error):
            await work
    await world.desk.messaging.note(ane, contact_id, cid=uuid4(), text="Ringer tilbake på torsdag")
    async with world.desk.transaction() as tx:
        assert (await tx.run("SELECT count(*) FROM note")).scalar_one() == 1
        assert (await tx.run("SELECT count(*) FROM message")).scalar_one() == 0


async def test_the_call_goes_on_while_the_console_is_away_and_ends_at_last(world: World) -> None:
    ane = await world.counsellor()
    contact_id = await register(world, ane, call(world, 0))
    async with world.desk.transaction() as tx:
        await tx.run("UPDATE counsellor SET absent_since = :now", {"now": tx.now})
    await world.move(10_799)
    await world.desk.deadlines.sweep()
    assert (await world.row(contact_id)).state is State.ACTIVE
    await world.move(1)
    await world.desk.deadlines.sweep()
    row = await world.row(contact_id)
    assert (row.state, row.owner, row.ended_by) == (State.WRAP_UP, ane, "desk")
    await world.assert_switchboard_agrees()


async def test_a_closed_account_ends_its_calls(world: World) -> None:
    ane = await world.counsellor()
    contact_id = await register(world, ane, call(world, 5))
    async with world.desk.transaction() as tx:
        await tx.run("UPDATE staff SET disabled_at = :now", {"now": tx.now})
    await world.desk.deadlines.sweep()
    assert (await world.row(contact_id)).state is State.WRAP_UP
    with pytest.raises(NotAllowed):
        await register(world, ane, call(world, 5))


async def test_ones_own_day_counts_what_one_had_in_hand_and_nobody_elses(world: World) -> None:
    ane, bo = await world.counsellor("Ane"), await world.counsellor("Bo")
    await world.talking(bo)
    chat = await world.talking(ane)
    await world.move(600)
    await register(world, ane, call(world, 300))
    await world.move(300)
    await world.desk.endings.end(ane, chat.contact_id)
    await register(world, ane, call(world, 7_500, 7_200, wrap_up=DONE))
    day = await world.desk.my_day.today(ane)
    assert (day.chat, day.phone, day.follow_ups, day.open_wrap_ups) == (1, 2, 0, 1)
    assert day.talked == timedelta(seconds=900 + 300)
    assert [(hour.hour, count) for hour, count in day.hours] == [(10, 1), (11, 0), (12, 2)]
    assert [shift.counsellor_id for shift in day.shifts] == [ane]
    assert set(day.shifts[0].channels) == set(Channel)


async def test_its_language_can_be_set_right_until_it_is_recorded(world: World) -> None:
    ane, bo = await world.counsellor("Ane"), await world.counsellor("Bo")
    contact_id = await register(world, ane, call(world, 90))
    for _ in range(2):
        await world.desk.phone_register.speak(ane, contact_id, "en")
    row = await world.row(contact_id)
    assert (row.language, row.state) == (Language.EN, State.ACTIVE)
    assert [cause for cause, _, _ in await events(world, contact_id)] == ["phone_by_hand"]
    with pytest.raises(NotYours):
        await world.desk.phone_register.speak(bo, contact_id, "nb")
    with pytest.raises(Invalid) as refused:
        await world.desk.phone_register.speak(ane, contact_id, "tysk")
    assert set(refused.value.details) == {"language"}
    await world.desk.endings.end(ane, contact_id)
    await world.desk.phone_register.speak(ane, contact_id, "se")
    await world.desk.wrapping_up.record(ane, contact_id, DONE)
    with pytest.raises(NotYours):
        await world.desk.phone_register.speak(ane, contact_id, "nb")
    assert (await world.row(contact_id)).language is Language.SE
    chat = await world.talking(ane)
    with pytest.raises(WrongState):
        await world.desk.phone_register.speak(ane, chat.contact_id, "nb")
