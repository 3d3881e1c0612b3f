"""Attempts at follow-ups: made as counsellors are ready, given up at closing time, ended once, forgotten."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from app.domain.contact import State
from app.domain.errors import NotFound, NotSignedIn
from app.domain.follow_up import State as FollowUp
from app.repositories.sealing import Seal
from app.seed.hours import ordinary_hours
from app.services.attempts import Attempts
from app.services.follow_ups import FollowUps
from tests.factories import KEY, World, count
from tests.integration.left import CLOSE, QUESTION, RECORDED, Left, call, question

HOUR, DAY = 3_600, 86_400


@pytest.fixture
async def left(world: World) -> Left:
    world.run(world.desk.writer.run())
    return Left(world)


async def test_two_workers_sweeping_at_once_make_one_attempt(left: Left) -> None:
    other = await left.world.worker()
    for _ in range(3):
        await left.ask()
    await left.sweep()
    assert await left.attempts() == [], "nobody is ready"
    for number in range(4):
        await left.world.counsellor(f"Person{number}")
    for _ in range(3):
        await asyncio.gather(*(desk.attempts.sweep() for desk in (left.world.desk, other) * 4))
    async with left.world.desk.transaction() as tx:
        assert await count(tx, "follow_up_attempt") == 2, "one for every second counsellor, whoever sweeps"
        assert await count(tx, "contact_event", "cause = 'follow_up'") == 2
    await left.world.assert_switchboard_agrees()


async def test_the_oldest_are_tried_first_and_the_next_when_one_is_done(left: Left) -> None:
    ane = await left.world.counsellor()
    asked = [await left.ask(question(text=f"Spørsmål {number}")) for number in range(3)]
    for one in asked:
        contact_id = await left.taken(ane)
        await left.answer(ane, contact_id, "Svar.")
        await left.done(ane, contact_id)
        assert (await left.own(one)).state is FollowUp.ANSWERED
    await left.sweep()
    assert len(await left.attempts()) == 3


async def test_a_call_in_vain_is_tried_again_an_hour_later_and_given_up_after_the_third(left: Left) -> None:
    ane, asked = await left.world.counsellor(), await left.ask(call())
    for tries in (1, 2, 3):
        await left.done(ane, await left.taken(ane), "again")
        own = await left.own(asked)
        assert own.attempts == tries
        await left.world.move(HOUR - 1)
        await left.sweep()
        assert await left.attempts(State.QUEUED) == [], "not before its time"
        await left.world.move(1)
    assert (own.state, own.number) == (FollowUp.EXPIRED, None)
    await left.sweep()
    assert len(await left.attempts()) == 3
    topics = await left.world.desk.topic_reports.topics({"from": "2026-11-23", "to": "2026-11-24"})
    assert topics.tables.contacts == 0, "what was tried in vain is no topic"


async def test_a_declined_offer_and_a_counsellor_gone_are_no_attempts(left: Left) -> None:
    ane, bo = await left.world.counsellor("Ane"), await left.world.counsellor("Bo")
    asked, contact_id = await left.ask(), await left.attempt()
    await left.world.desk.dispatch.run_once()
    [(_, first)] = await left.world.offered()
    await left.world.desk.answering.decline(first, contact_id, None, reason=None)
    await left.world.desk.dispatch.run_once()
    [(again, second)] = await left.world.offered()
    assert (again, {first, second}) == (contact_id, {ane, bo})
    await left.world.desk.answering.accept(second, contact_id, None)
    await left.world.desk.duty.went(second, 1, left.world.now())
    await left.world.move(61)
    await left.world.desk.deadlines.sweep()
    assert await left.attempt() == contact_id
    row = await left.world.row(contact_id)
    assert (row.state, row.returned) == (State.QUEUED, "counsellor_gone")
    assert (await left.own(asked)).attempts == 0
    await left.world.assert_switchboard_agrees()


async def test_at_closing_time_it_leaves_the_line_and_comes_back_when_the_desk_opens(left: Left) -> None:
    ane, asked = await left.world.counsellor(), await left.ask()
    for day in range(3):
        contact_id = await left.attempt()
        await left.world.desk.administration.close(CLOSE, author_id=ane)
        await asyncio.gather(left.sweep(), left.world.desk.closing.sweep())
        assert (await left.world.row(contact_id)).state is State.CLOSED
        await left.sweep()
        assert len(await left.attempts()) == day + 1
        await left.world.desk.administration.reopen(CLOSE, author_id=ane)
    own = await left.own(asked)
    assert (own.state, own.attempts, own.text) == (FollowUp.WAITING, 0, QUESTION)
    contact_id = await left.taken(ane)
    await left.world.desk.administration.close(CLOSE, author_id=ane)
    await left.sweep()
    await left.answer(ane, contact_id, "Ja.")
    await left.done(ane, contact_id)
    assert (await left.own(asked)).state is FollowUp.ANSWERED, "what she has at closing time stays hers"
    assert await left.load() == {"arrivals": 1, "callback": 1}


async def test_a_wrap_up_nobody_recorded_counts_as_is_usual(left: Left) -> None:
    ane = await left.world.counsellor()
    asked, contact_id = await left.ask(), await left.taken(ane)
    await left.world.desk.endings.end(ane, contact_id)
    await left.world.move(DAY)
    await left.world.desk.deadlines.sweep()
    await left.sweep()
    own = await left.own(asked)
    assert (own.state, own.attempts) == (FollowUp.ATTEMPTED, 1), "nothing was written to it"


async def test_it_expires_in_time_but_not_under_somebodys_hands(left: Left) -> None:
    ane, waits = await left.world.counsellor(), await left.ask()
    talks = await left.ask(call())
    await left.sweep()
    first, second = await left.attempts()
    await left.world.desk.answering.take(ane, second, None)
    await left.world.move((waits.expires_at - left.world.now()).total_seconds(), beating=False)
    await left.sweep()
    assert (await left.own(waits)).text == QUESTION, "the desk has just come back from an outage"
    await left.world.move(0)
    await left.sweep()
    assert (await left.world.row(first)).state is State.CLOSED
    own = await left.own(waits)
    assert (own.state, own.text) == (FollowUp.EXPIRED, None)
    assert (await left.own(talks)).number is not None, "she is on the telephone"
    await left.world.desk.endings.end(ane, second)
    await left.sweep()
    own = await left.own(talks)
    assert (own.state, own.number, own.attempts) == (FollowUp.ANSWERED, None, 1)
    await left.world.desk.wrapping_up.record(
        ane, second, {"disposition": "IR", "topics": [], "follow_up": "again"}
    )
    assert (await left.own(talks)).state is FollowUp.ANSWERED, "what has ended stays as it is"


async def test_over_easter_it_waits_for_the_fifth_opening_day(left: Left, world: World) -> None:
    wednesday = datetime(2027, 3, 24, 20, tzinfo=UTC)
    await world.move((wednesday - world.now()).total_seconds())
    rules = replace(world.desk.rules(), hours=ordinary_hours())
    sweeps = Attempts(world.desk.transaction, lambda: rules)
    asks = FollowUps(world.desk.transaction, lambda: rules, Seal([KEY]))
    asked = await asks.ask(question())
    assert asked.expires_at == datetime(2027, 4, 6, 18, tzinfo=UTC), "closed on Fridays too"
    await world.move((asked.expires_at - world.now()).total_seconds() - 1)
    await sweeps.sweep()
    assert (await left.own(asked)).text == QUESTION
    await world.move(1)
    await sweeps.sweep()
    assert (await left.own(asked)).state is FollowUp.EXPIRED


async def test_an_answer_is_kept_a_day_after_it_was_read_and_two_weeks_at_most(left: Left) -> None:
    ane = await left.world.counsellor()
    read, unread = await left.ask(), await left.ask()
    for _ in range(2):
        contact_id = await left.taken(ane)
        await left.answer(ane, contact_id, "Svar.")
        await left.done(ane, contact_id)

    await left.ask(call())
    called = await left.taken(ane)
    await left.done(ane, called)

    async def kept(*, after: timedelta) -> tuple[int, int]:
        await left.world.move(after.total_seconds())
        await left.world.desk.retention.sweep()
        async with left.world.desk.transaction() as tx:
            of = "SELECT a.contact_id FROM follow_up_attempt a JOIN follow_up f ON f.id = a.follow_up_id"
            mine = f"contact_id IN ({of} WHERE f.id = '{{}}') AND author = 'counsellor'"
            found = [await count(tx, "message", mine.format(one.follow_up_id)) for one in (read, unread)]
        return found[0], found[1]

    assert await kept(after=timedelta(seconds=DAY - 1)) == (1, 1)
    assert (await left.world.row(called)).text_gone_at is None
    assert await kept(after=timedelta(seconds=1)) == (1, 1), "nobody has read them"
    assert (await left.world.row(called)).text_gone_at is not None, "a call has no answer to keep"
    assert await kept(after=timedelta(days=2)) == (1, 1)
    assert len((await left.own(read)).answers) == 1
    assert await kept(after=timedelta(hours=23, minutes=59)) == (1, 1)
    assert await kept(after=timedelta(minutes=1)) == (0, 1)
    assert (await left.own(read)).answers == [], "its receipt still tells that it was answered"
    assert await kept(after=timedelta(days=9, hours=23)) == (0, 1)
    assert await kept(after=timedelta(hours=1)) == (0, 0)
    for one in (read, unread):
        with pytest.raises(NotSignedIn):
            await left.own(one)
    assert await left.load() == {"arrivals": 3, "callback": 3}


STAGES = ("waiting", "queued", "offered", "active", "wrap_up", "answered")


async def brought_to(left: Left, who: UUID, stage: str) -> UUID | None:
    """Its attempt, brought as far as this by this counsellor."""
    desk, reached = left.world.desk, STAGES.index(stage)
    if reached == 0:
        return None
    contact_id = await left.attempt()
    if reached >= 2:
        await desk.dispatch.run_once()
    if reached >= 3:
        await desk.answering.accept(who, contact_id, None)
        await left.answer(who, contact_id, "Et helt særskilt svar.")
    if reached >= 4:
        await desk.endings.end(who, contact_id)
    if reached >= 5:
        await desk.wrapping_up.record(who, contact_id, RECORDED)
    return contact_id


async def test_its_citizen_erases_it_at_any_stage(left: Left) -> None:
    ane, desk = await left.world.counsellor(), left.world.desk
    for number, stage in enumerate(STAGES, start=1):
        asked = await left.ask()
        contact_id = await brought_to(left, ane, stage)
        for _ in range(2):
            await left.erase(asked.token)
        assert await left.load() == {"arrivals": number, "callback": number}, "the count stays"
        assert "særskilt" not in await left.all_rows()
        with pytest.raises(NotSignedIn):
            await left.own(asked)
        with pytest.raises(NotFound):
            await desk.follow_ups.receipt(asked.code)
        assert await left.world.offered() == []
        await left.sweep()
        assert await left.attempts(State.QUEUED, State.OFFERED) == [], "nobody tries again"
        if stage in ("active", "wrap_up") and contact_id is not None:
            await desk.wrapping_up.record(ane, contact_id, {**RECORDED, "follow_up": "again"})
            assert (await left.world.row(contact_id)).state is State.CLOSED
        await left.world.assert_switchboard_agrees()
    async with desk.transaction() as tx:
        gone = "text IS NULL AND phone_number IS NULL AND number_mark IS NULL AND text_gone_at IS NOT NULL"
        assert await count(tx, "follow_up", f"state = 'erased' AND {gone}") == len(STAGES)
