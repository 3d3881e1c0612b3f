"""Last call: let in only while the wait fits before closing, the same at sign, board and intake."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest

from app.domain.contact import Language
from app.domain.errors import DeskClosed
from app.frames.shared import instant
from app.services.intake import Question
from tests.factories import World, count

MINUTE = 60


def hours_until(wall: str) -> dict[str, Any]:
    """Open from ten, every day; it is one o'clock in Oslo when a test begins."""
    week = {str(day): [["10:00", wall]] for day in range(1, 8)}
    return {"weekly_rules": [{"id": f"short-{name}", "channel": name, "weekly": week} for name in CHANNELS]}


CHANNELS = ("chat", "phone")
UNTIL_TWENTY_PAST_ONE, UNTIL_HALF_PAST_ONE = hours_until("13:20"), hours_until("13:30")
CLOSES, OPENS = "2026-11-23T12:30:00.000Z", "2026-11-24T09:00:00.000Z"
ORDER: dict[str, Any] = {
    "channel": "chat",
    "reason": {"nb": "Brann", "nn": "Brann", "en": "Fire"},
    "until": None,
}


async def evening(world: World) -> None:
    """Eleven minutes before closing somebody has waited nineteen, nobody else: ten at most are expected."""
    await world.policy(wait_evidence_answers=1, wait_evidence_seconds=600)
    bo = await world.counsellor("Bo", capacity=0)
    await world.desk.administration.set_hours(UNTIL_HALF_PAST_ONE, author_id=bo)
    ane, first = await world.counsellor(capacity=1), await world.citizen()
    await world.move(19 * MINUTE)
    await world.desk.answering.take(ane, first.contact_id, None)


def question() -> Question:
    return Question(language=Language.NB, request_id=uuid4())


async def chat(world: World) -> dict[str, Any]:
    """What the sign says of the chat."""
    found: dict[str, Any] = json.loads((await world.desk.sign.look()).body)["channels"]["chat"]
    return found


async def test_the_last_who_fits_is_let_in_and_the_next_is_told_why_and_when(world: World) -> None:
    await evening(world)
    await world.move(1 * MINUTE)
    let_in = question()
    assert (await chat(world))["state"] == "open"
    first = await world.desk.intake.arrive(let_in)
    await world.move(2 * MINUTE)
    found = await chat(world)
    assert (found["state"], found["reason"]) == ("last_call", "wait_passes_closing")
    assert (found["closes_at"], found["opens_at"]) == (CLOSES, OPENS)
    asked = question()
    for _ in range(3):
        with pytest.raises(DeskClosed) as refused:
            await world.desk.intake.arrive(asked)
    assert refused.value.details == {"reason": "wait_passes_closing"}
    assert refused.value.opens_at is not None
    assert instant(refused.value.opens_at) == OPENS
    async with world.desk.transaction() as tx:
        assert await count(tx, "turned_away", "reason = 'wait_passes_closing'") == 1
    again = await world.desk.intake.arrive(let_in)
    assert (again.contact_id, again.new) == (first.contact_id, False)
    board = await world.desk.board.look()
    assert (board.channels["chat"].state, board.channels["phone"].state) == ("last_call", "open")


async def test_when_the_desk_has_no_last_call_it_lets_in_until_it_closes(world: World) -> None:
    await evening(world)
    await world.policy(wait_evidence_answers=1, last_call=0)
    await world.move(11 * MINUTE - 1)
    assert (await world.desk.intake.arrive(question())).new
    await world.move(1)
    with pytest.raises(DeskClosed) as refused:
        await world.desk.intake.arrive(question())
    assert refused.value.details == {"reason": "outside_hours"}


async def duty(world: World, name: str, ends_at: str) -> None:
    """Her one shift, from now on."""
    who = await world.counsellor(name)
    async with world.desk.transaction() as tx:
        await tx.run(f"UPDATE shift SET ends_at = '{ends_at}' WHERE counsellor_id = '{who}'")


async def test_where_every_duty_ends_with_the_hours_nobody_is_let_in_whom_nobody_would_be_offered(
    world: World,
) -> None:
    await evening(world)
    await world.policy()
    async with world.desk.transaction() as tx:
        await tx.run("UPDATE shift SET ends_at = :at", {"at": datetime.fromisoformat(CLOSES)})
    await duty(world, "Eva", CLOSES)
    assert (await chat(world))["state"] == "open"
    await world.move(9 * MINUTE)
    assert (await chat(world))["state"] == "last_call"
    assert (await world.desk.board.look()).channels["chat"].state == "last_call"
    with pytest.raises(DeskClosed) as refused:
        await world.desk.intake.arrive(question())
    assert refused.value.details == {"reason": "wait_passes_closing"}
    await duty(world, "Liv", "2026-11-23T12:50:00Z")
    await world.move(2)
    assert (await chat(world))["state"] == "open"
    assert (await world.desk.intake.arrive(question())).new


async def test_a_worker_that_has_not_heard_of_a_closing_gives_no_ticket_after_it(world: World) -> None:
    other = await world.worker()
    await other.administration.close(ORDER, author_id=await world.counsellor())
    assert world.desk.rules().version != other.rules().version
    with pytest.raises(DeskClosed) as refused:
        await world.desk.intake.arrive(question())
    assert refused.value.details == {"reason": "manual"}
    async with world.desk.transaction() as tx:
        assert (await count(tx, "contact"), await count(tx, "turned_away")) == (0, 1)


async def test_a_worker_that_has_not_heard_of_other_settings_lets_in_by_the_new_ones(world: World) -> None:
    other = await world.worker()
    await other.administration.set_hours(UNTIL_HALF_PAST_ONE, author_id=await world.counsellor())
    assert world.desk.rules().version != other.rules().version
    assert (await world.desk.intake.arrive(question())).new
    assert world.desk.rules().version == other.rules().version
