"""Asking for a chat: let in once for each request, or told why not and counted once."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest

from app.domain.contact import Channel, Language
from app.domain.errors import DeskClosed, Gone, Invalid, NotSignedIn, QueueFull
from app.services.intake import Question
from app.services.transfer import Handover
from tests.factories import World, count

ORDER: dict[str, Any] = {
    "channel": "chat",
    "reason": {"nb": "Brann", "nn": "Brann", "en": "Fire"},
    "until": None,
}


def question(**given: Any) -> Question:
    """A question in bokmål with a request id."""
    return replace(Question(language=Language.NB, request_id=uuid4()), **given)


async def turned_away(world: World) -> int:
    """How many were turned away."""
    async with world.desk.transaction() as tx:
        return await count(tx, "turned_away")


async def test_a_repeated_request_is_the_same_contact_with_a_fresh_token(world: World) -> None:
    asked = question(text="Hei")
    first = await world.desk.intake.arrive(asked)
    second = await world.desk.intake.arrive(asked)
    assert (second.contact_id, second.new, first.new) == (first.contact_id, False, True)
    with pytest.raises(NotSignedIn):
        await world.desk.attendance.who(first.token)
    assert (await world.desk.attendance.who(second.token)).id == first.contact_id
    async with world.desk.transaction() as tx:
        assert (await count(tx, "contact"), await count(tx, "message")) == (1, 1)


async def test_the_same_request_at_once_by_two_workers_makes_one_contact(world: World) -> None:
    other = await world.worker()
    for _ in range(4):
        asked = question(text="Hei")
        admitted = await asyncio.gather(
            *(desk.intake.arrive(asked) for desk in (world.desk, other, world.desk, other))
        )
        assert len({one.contact_id for one in admitted}) == 1
        assert sum(one.new for one in admitted) == 1
    async with world.desk.transaction() as tx:
        assert await count(tx, "contact") == 4
        assert (await tx.run("SELECT last_ticket FROM desk")).scalar_one() == 4


async def test_a_request_is_repeated_within_ten_minutes_and_gone_for_ever_after(world: World) -> None:
    asked = question()
    await world.desk.intake.arrive(asked)
    await world.move(600)
    assert not (await world.desk.intake.arrive(asked)).new
    await world.move(1)
    with pytest.raises(Gone):
        await world.desk.intake.arrive(asked)
    await world.move(86_400 * 7)
    with pytest.raises(Gone):
        await world.desk.intake.arrive(asked)


async def test_whoever_comes_while_closed_is_told_when_it_opens_and_counted_once(world: World) -> None:
    let_in = question()
    first = await world.desk.intake.arrive(let_in)
    await world.desk.administration.close(ORDER, author_id=await world.counsellor())
    asked = question()
    for _ in range(3):
        with pytest.raises(DeskClosed) as refused:
            await world.desk.intake.arrive(asked)
    assert refused.value.details == {"reason": "manual"}
    assert await turned_away(world) == 1
    assert (await world.desk.intake.arrive(let_in)).contact_id == first.contact_id, "a repeat is let in"
    with pytest.raises(DeskClosed):
        await world.desk.intake.arrive(question(request_id=None))
    assert await turned_away(world) == 2


async def test_a_full_queue_turns_away_and_lets_in_again(world: World) -> None:
    await world.policy(queue_room=2)
    first, _ = await world.citizen(), await world.citizen()
    asked = question()
    for _ in range(2):
        with pytest.raises(QueueFull):
            await world.desk.intake.arrive(asked)
    assert await turned_away(world) == 1
    await world.desk.endings.leave(first.contact_id)
    assert (await world.desk.intake.arrive(asked)).new


async def test_those_who_ask_and_never_come_keep_nobody_out(world: World) -> None:
    await world.policy(queue_room=2)
    for _ in range(3):
        await world.citizen(here=False)
    assert (await world.desk.door.look()).channels[Channel.CHAT].state == "open"
    for _ in range(2):
        await world.citizen()
    assert (await world.desk.door.look()).channels[Channel.CHAT].state == "full"
    with pytest.raises(QueueFull):
        await world.desk.intake.arrive(question())


async def test_of_those_who_never_come_there_may_be_ten_times_as_many(world: World) -> None:
    await world.policy(queue_room=1)
    for _ in range(10):
        await world.citizen(here=False)
    with pytest.raises(QueueFull):
        await world.desk.intake.arrive(question())


async def test_a_refused_text_makes_no_contact(world: World) -> None:
    for text in (" ", "\x00", "x" * 2001):
        with pytest.raises(Invalid):
            await world.desk.intake.arrive(question(text=text))
    async with world.desk.transaction() as tx:
        assert (await count(tx, "contact"), await count(tx, "turned_away")) == (0, 0)


async def test_the_first_question_is_masked_and_is_message_one(world: World) -> None:
    asked = question(text="Eg er 17054026641, ring 41234567")
    admitted = await world.desk.intake.arrive(asked)
    view = await world.desk.overview.citizen(admitted.contact_id, 0)
    [message] = view.messages
    assert (message.seq, message.cid, message.masked) == (1, asked.request_id, True)
    assert "17054026641" not in message.text
    assert "41234567" not in message.text


async def test_tickets_are_given_in_the_order_of_commits(world: World) -> None:
    other = await world.worker()
    desks = [world.desk, other] * 5
    admitted = await asyncio.gather(*(desk.intake.arrive(question()) for desk in desks))
    rows = [await world.row(one.contact_id) for one in admitted]
    assert sorted(row.ticket or 0 for row in rows) == list(range(1, 11))


async def test_positions_count_those_before_and_never_grow(world: World) -> None:
    people = [await world.citizen() for _ in range(3)]
    ids = [one.contact_id for one in people]
    assert [place for place, _ in (await world.desk.overview.positions(ids)).values()] == [1, 2, 3]
    await world.desk.endings.leave(ids[0])
    places = await world.desk.overview.positions(ids)
    assert [places[one][0] for one in ids[1:]] == [1, 2]
    ane = await world.counsellor(capacity=1)
    await world.desk.dispatch.run_once()
    places = await world.desk.overview.positions(ids)
    assert [places[one][0] for one in ids[1:]] == [1, 2], "an offered contact still stands before others"
    await world.desk.answering.accept(ane, ids[1], None)
    await world.desk.transfers.transfer(ane, ids[1], Handover(queue=True))
    places = await world.desk.overview.positions(ids)
    assert [places[one][0] for one in ids[1:]] == [1, 1], "once answered, first; the others keep theirs"
