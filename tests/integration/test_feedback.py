"""The question at the end: who may answer, what is kept of it, for how long, and what is told of it."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from app.domain.errors import DeskError, Invalid, NotSignedIn, Unavailable, WrongState
from app.repositories.sealing import Holder, Seal
from tests.factories import KEY, Citizen, World

DAY = 86_400
TODAY = {"from": "2026-11-23", "to": "2026-11-24"}


async def over(world: World, counsellor: Any) -> Citizen:
    """A citizen who was answered and has left."""
    citizen = await world.talking(counsellor, text="Hei")
    await world.desk.endings.leave(citizen.contact_id)
    return citizen


async def kept(world: World) -> list[tuple[int, str | None]]:
    """Every score and its words, as stored."""
    async with world.desk.transaction() as tx:
        return [tuple(row) for row in await tx.run("SELECT score, words FROM feedback ORDER BY at")]


async def test_it_is_asked_once_the_answered_conversation_is_over(world: World) -> None:
    ane = await world.counsellor(capacity=5)
    waiting, talking, ended = await world.citizen(), await world.talking(ane), await over(world, ane)
    unanswered = await world.citizen()
    await world.desk.endings.leave(unanswered.contact_id)
    for citizen in (waiting, talking, unanswered):
        with pytest.raises(WrongState):
            await world.desk.feedback.give(citizen.token, {"score": 5})
    for token in ("", "x", ended.token[:-1], "f.AAAA", "c.AAAA"):
        with pytest.raises(NotSignedIn):
            await world.desk.feedback.give(token, {"score": 5})
    with pytest.raises(Invalid):
        await world.desk.feedback.give(ended.token, {"score": 9})
    assert await kept(world) == []
    assert (await world.desk.records.own(ended.token)).feedback is None
    receipt = Seal((KEY,)).token(Holder.CONTACT, ended.contact_id)
    await world.desk.feedback.give(receipt, {"score": 4, "words": "Ring 90000001!"})
    assert await kept(world) == [(4, "Ring [telefonnummer fjernet]!")]
    await world.desk.feedback.give(ended.token, {"score": 5, "words": "Takk! Skriv til meg@desk.example"})
    assert await kept(world) == [(5, "Takk! Skriv til [e-postadresse fjernet]")]
    own = (await world.desk.records.own(ended.token)).feedback
    assert own is not None
    assert (own.score, own.at) == (5, world.now())


async def test_a_citizen_erases_her_words_and_the_score_stays_nobodys(world: World) -> None:
    ane = await world.counsellor(capacity=5)
    at_once, later = await over(world, ane), await over(world, ane)
    for citizen in (at_once, later):
        await world.desk.feedback.give(citizen.token, {"score": 2, "words": "Nja"})
    await world.desk.endings.erase(at_once.contact_id)
    assert [words for _, words in await kept(world)].count(None) == 1
    with pytest.raises(NotSignedIn):
        await world.desk.feedback.give(at_once.token, {"score": 5, "words": "Likevel"})
    await world.move(DAY)
    assert await world.desk.retention.sweep() == 1
    assert [words for _, words in await kept(world)].count(None) == 1
    assert (await world.desk.records.erasable(later.token)).contacts == [later.contact_id]
    await world.desk.endings.erase(later.contact_id)
    assert await kept(world) == [(2, None), (2, None)]


async def test_words_go_after_their_days_and_scores_stay(world: World) -> None:
    citizen = await over(world, await world.counsellor())
    await world.desk.feedback.give(citizen.token, {"score": 3, "words": "Greitt"})
    await world.move(30 * DAY - 1)
    await world.desk.retention.sweep()
    assert await kept(world) == [(3, "Greitt")]
    await world.move(1)
    await world.desk.retention.sweep()
    assert await kept(world) == [(3, None)]
    await world.policy(feedback_words_days=0)
    assert (await world.desk.feedback.satisfaction(TODAY)).scores[3] == 1


async def test_erasing_while_an_answer_is_on_its_way_leaves_no_words(world: World) -> None:
    ane = await world.counsellor(capacity=9)
    for _ in range(3):
        citizen = await over(world, ane)
        answering = (
            world.desk.feedback.give(citizen.token, {"score": 1, "words": f"ord {number}"})
            for number in range(3)
        )
        erasing = world.desk.endings.erase(citizen.contact_id)
        ended = await asyncio.gather(*answering, erasing, return_exceptions=True)
        assert all(one is None or isinstance(one, DeskError) for one in ended)
    assert [words for _, words in await kept(world) if words is not None] == []


async def test_coordinators_see_figures_and_words_of_days_with_five_answers(world: World) -> None:
    ane = await world.counsellor(capacity=20)
    ended = [await over(world, ane) for _ in range(6)]
    await world.talking(ane)
    for number, citizen in enumerate(ended[:4]):
        await world.desk.feedback.give(citizen.token, {"score": 5 - number, "words": f"ord {number}"})
    few = await world.desk.feedback.satisfaction(TODAY)
    assert (few.answers, few.asked, few.mean, few.words) == (4, 6, 3.5, [])
    await world.desk.feedback.give(ended[4].token, {"score": 1})
    enough = await world.desk.feedback.satisfaction(TODAY)
    assert [(one.day.isoformat(), one.score, one.words) for one in enough.words] == [
        ("2026-11-23", 2, "ord 3"),
        ("2026-11-23", 3, "ord 2"),
        ("2026-11-23", 4, "ord 1"),
        ("2026-11-23", 5, "ord 0"),
    ]
    other = await world.desk.feedback.satisfaction({"from": "2026-11-22", "to": "2026-11-23"})
    assert (other.answers, other.asked, other.mean) == (0, 0, None)
    for wrong in ({}, {**TODAY, "to": "2026-11-23"}, {**TODAY, "from": "2026-11-23T10:00:00Z"}):
        with pytest.raises(Invalid):
            await world.desk.feedback.satisfaction(wrong)


async def test_a_schema_without_it_keeps_none_and_erases_all_the_same(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    citizen = await over(world, await world.counsellor())
    monkeypatch.setattr(world.desk.transaction, "revision", "0004")
    with pytest.raises(Unavailable):
        await world.desk.feedback.give(citizen.token, {"score": 5})
    with pytest.raises(Unavailable):
        await world.desk.feedback.satisfaction(TODAY)
    assert (await world.desk.records.own(citizen.token)).feedback is None
    await world.desk.endings.erase(citizen.contact_id)
    await world.move(DAY)
    await world.desk.retention.sweep()
