"""An evening with twenty in line when the door closes: each is told, and has one outcome (P6)."""

from __future__ import annotations

import asyncio
from collections import Counter
from uuid import UUID

from sqlalchemy import select

from app.domain.contact import Author, Cause, State
from app.models.contact import ContactEvent
from app.models.message import Message
from app.services.transfer import Handover
from tests.factories import Citizen, World
from tests.integration.left import call, question
from tests.integration.test_last_call import UNTIL_TWENTY_PAST_ONE

MINUTE = 60
OUTCOMES = (Cause.ACCEPTED, Cause.CLOSING_FOLLOW_UP, Cause.CLOSING_TOLD)


async def closing(world: World, count: int = 20) -> list[Citizen]:
    """So many came five minutes before the door closed; now it has just closed."""
    await world.desk.administration.set_hours(UNTIL_TWENTY_PAST_ONE, author_id=await world.counsellor("Bo"))
    await world.move(15 * MINUTE)
    people = [await world.citizen(text="Hei" if number % 2 else None) for number in range(count)]
    await world.move(5 * MINUTE)
    return people


async def sweep(world: World) -> None:
    """Every worker at once, twice: a sweep that comes late must change nothing."""
    for _ in range(2):
        await asyncio.gather(*(desk.closing.sweep() for desk in world.workers))


async def desk_lines(world: World) -> Counter[UUID]:
    """How often the desk itself spoke, by contact."""
    statement = select(Message.contact_id).where(Message.author == Author.DESK)
    async with world.desk.transaction() as tx:
        return Counter((await tx.run(statement)).scalars())


async def outcomes(world: World) -> dict[UUID, list[str]]:
    """What became of each, by the causes that are an outcome."""
    statement = select(ContactEvent.contact_id, ContactEvent.cause).where(ContactEvent.cause.in_(OUTCOMES))
    found: dict[UUID, list[str]] = {}
    async with world.desk.transaction() as tx:
        for row in await tx.run(statement.order_by(ContactEvent.id)):
            found.setdefault(row.contact_id, []).append(row.cause)
    return found


async def test_twenty_in_line_keep_their_places_and_get_twenty_outcomes(world: World) -> None:
    await world.worker()
    people = await closing(world)
    await sweep(world)
    assert await desk_lines(world) == dict.fromkeys([one.contact_id for one in people], 1)
    ids = [one.contact_id for one in people]
    places = await world.desk.overview.positions(ids)
    assert [places[one][0] for one in ids] == list(range(1, 21))
    await world.counsellor(capacity=3)
    for _ in range(3):
        await world.desk.dispatch.run_once()
        for contact_id, counsellor_id in await world.offered():
            await world.desk.answering.accept(counsellor_id, contact_id, None)
    served = [one for one, causes in (await outcomes(world)).items() if causes == [Cause.ACCEPTED]]
    rest = [one for one in people if one.contact_id not in served]
    asked = (question, call)
    for ask, citizen in zip(asked, rest, strict=False):
        await world.desk.follow_ups.ask(ask(contact_id=citizen.contact_id, token=citizen.token))
    await world.move(15 * MINUTE - 1)
    await sweep(world)
    assert len(await outcomes(world)) == len(served) + 2, "served while a counsellor remains, up to the limit"
    await world.move(1)
    await sweep(world)
    found = await outcomes(world)
    assert Counter(cause for causes in found.values() for cause in causes) == {
        Cause.ACCEPTED: len(served),
        Cause.CLOSING_FOLLOW_UP: 2,
        Cause.CLOSING_TOLD: 18 - len(served),
    }
    assert set(found) == set(ids)
    assert len(served) >= 3
    assert (await world.row(served[0])).state is State.ACTIVE, "closing ends no conversation"
    rows = await world.desk.reporting.load({"from": "2026-11-23", "to": "2026-11-24", "channel": "chat"})
    assert sum(row.arrivals for row in rows) == 20
    assert sum(row.answered for row in rows) == len(served)
    assert (sum(row.callback for row in rows), sum(row.turned_away for row in rows)) == (2, 18 - len(served))


async def test_who_comes_back_to_the_line_after_closing_keeps_the_place_for_a_while_and_is_told(
    world: World,
) -> None:
    ane = await world.counsellor(capacity=2)
    await world.desk.administration.set_hours(UNTIL_TWENTY_PAST_ONE, author_id=ane)
    talking = await world.talking(ane, text="Hei")
    await world.move(30 * MINUTE)
    await sweep(world)
    assert await desk_lines(world) == {}, "who is in conversation has nothing to hear of it"
    await world.desk.transfers.transfer(ane, talking.contact_id, Handover(queue=True))
    await sweep(world)
    assert await desk_lines(world) == {talking.contact_id: 1}
    assert (await world.row(talking)).state is State.QUEUED
    await world.move(15 * MINUTE)
    await sweep(world)
    row = await world.row(talking)
    assert (row.state, row.ended_by, row.ended_reason) == (State.CLOSED, "desk", "closing")
    assert await desk_lines(world) == {talking.contact_id: 1}


async def test_a_desk_opened_again_tells_nobody_by_the_rules_of_a_worker_that_has_not_heard(
    world: World,
) -> None:
    waiting = await world.citizen()
    other = await world.worker()
    await other.rules.refresh()
    reason = {"nb": "Feil", "nn": "Feil", "en": "A mistake"}
    who = await world.counsellor("Bo")
    await world.desk.administration.close({"channel": None, "reason": reason, "until": None}, author_id=who)
    await other.rules.refresh()
    await world.move(16 * MINUTE)
    await world.desk.administration.reopen({"channel": None, "reason": reason, "until": None}, author_id=who)
    await other.closing.sweep()
    assert (await world.row(waiting)).state is State.QUEUED
    assert await desk_lines(world) == {}
    await other.rules.refresh()
    await other.closing.sweep()
    assert (await world.row(waiting)).state is State.QUEUED


async def test_the_line_is_told_in_the_language_of_each(world: World) -> None:
    people = await closing(world, 2)
    await sweep(world)
    view = await world.desk.overview.citizen(people[0].contact_id, 0)
    [line] = view.messages
    assert (line.author, line.seq, line.name) == (Author.DESK, 1, None)
    assert line.text.startswith("Vi har stengt for nye spørsmål nå. Du beholder plassen din i køen")
    waiting = (await world.desk.overview.line()).waiting
    assert [one.first_line for one in waiting[:2]] == [None, "Hei"]
