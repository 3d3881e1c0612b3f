"""A question left and a call asked for: from asking to the answer read, and what must not become of them."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from uuid import uuid4

import pytest

from app.domain.contact import Author, Cause, Channel, Language, State
from app.domain.counsellor import Role
from app.domain.errors import (
    Gone,
    Invalid,
    NotFound,
    NotSignedIn,
    QueueFull,
    TooManyRequests,
    Unavailable,
    WrongState,
)
from app.domain.follow_up import State as FollowUp
from app.frames.bus import ToCitizen
from app.repositories.sealing import Holder, Seal
from app.services.follow_ups import FollowUps
from app.services.intake import Question
from app.services.transfer import Handover
from tests.factories import World, count
from tests.integration.left import CLOSE, NUMBER, QUESTION, Left, call, question


@pytest.fixture
async def left(world: World) -> Left:
    world.run(world.desk.writer.run())
    return Left(world)


async def test_a_question_is_offered_answered_and_read_by_its_code(left: Left) -> None:
    ane, asked = await left.world.counsellor(), await left.ask(question(county="46"))
    contact_id = await left.attempt()
    assert (await left.world.row(contact_id)).absent_since is None
    assert await left.world.desk.dispatch.run_once() == 1
    assert await left.world.offered() == [(contact_id, ane)]
    [offer] = (await left.world.desk.overview.counsellor(ane, {})).snapshot.offers
    assert (offer.contact.follow_up, offer.contact.county, offer.contact.position) == ("message", "46", None)
    assert offer.contact.first_line == "Eit spørsmål vart lagt igjen 23.11.2026 kl. 13.00."
    await left.world.desk.answering.accept(ane, contact_id, None)
    await left.answer(ane, contact_id, "Ja, 15. april.")
    await left.done(ane, contact_id)
    receipt = await left.world.desk.follow_ups.receipt(asked.code.lower().replace("-", " "))
    assert (receipt.kind, receipt.state, receipt.token) == (Holder.FOLLOW_UP, FollowUp.ANSWERED, asked.token)
    own = await left.own(asked)
    assert [(one.seq, one.author, one.text) for one in own.answers] == [
        (1, Author.COUNSELLOR, "Ja, 15. april.")
    ]
    assert (own.state, own.attempts, own.text, own.answered_at) == ("answered", 1, None, own.asked_at)


async def test_only_the_counsellor_who_has_it_reads_text_and_number(left: Left) -> None:
    ane, bo = await left.world.counsellor("Ane"), await left.world.counsellor("Bo")
    await left.ask(call(text="Om stipend"))
    await left.sweep()
    [contact_id] = await left.attempts()
    await left.world.desk.answering.take(ane, contact_id, None)
    records = left.world.desk.records
    mine = await records.staff(contact_id, ane, Role.COUNSELLOR, reason=None)
    assert mine.follow_up is not None
    assert (mine.follow_up.number, mine.follow_up.text) == (NUMBER, "Om stipend")
    assert (mine.follow_up.attempts, mine.follow_up.attempts_at_most) == (0, 3)
    seen = await records.staff(contact_id, bo, Role.COORDINATOR, reason="Klage")
    assert seen.follow_up is None
    await left.done(ane, contact_id)
    after = await records.staff(contact_id, bo, Role.COORDINATOR, reason="Klage")
    assert after.follow_up is None


async def test_no_text_and_no_number_stands_in_any_row(left: Left) -> None:
    ane = await left.world.counsellor()
    await left.ask(question(text=f"{QUESTION} Fnr 01010750160, tlf 912 34 567"))
    await left.ask(call(text=QUESTION))
    await left.sweep()
    contact_id = (await left.attempts())[0]
    await left.world.desk.answering.take(ane, contact_id, None)
    rows = await left.all_rows()
    for secret in (QUESTION, NUMBER, "91234567", "01010750160"):
        assert secret not in rows
    held = await left.world.desk.records.staff(contact_id, ane, Role.COUNSELLOR, reason=None)
    assert held.follow_up is not None
    expected = f"{QUESTION} Fnr [fødselsnummer fjerna], tlf [telefonnummer fjerna]"
    assert held.follow_up.text == expected, "and what is personal in a text is not even sealed"
    await left.done(ane, contact_id, "done")
    async with left.world.desk.transaction() as tx:
        assert (
            await count(tx, "follow_up", "state = 'answered' AND (text IS NOT NULL OR text_gone_at IS NULL)")
            == 0
        )


async def test_the_same_request_again_is_the_same_follow_up_with_the_same_code(left: Left) -> None:
    wish = question()
    asked = await asyncio.gather(*(left.ask(wish) for _ in range(5)))
    assert len({(one.follow_up_id, one.code, one.token) for one in asked}) == 1
    assert sum(one.new for one in asked) == 1
    await left.world.move(600)
    assert not (await left.ask(wish)).new
    await left.world.move(1)
    with pytest.raises(Gone):
        await left.ask(wish)


async def test_asking_from_the_line_leaves_it_and_counts_as_one_callback(left: Left) -> None:
    citizen, behind = await left.world.citizen(), await left.world.citizen()
    told: list[ToCitizen] = []
    publish = left.world.desk.bus.publish

    async def listen(events: object) -> None:
        told.extend(one for one in events if isinstance(one, ToCitizen))  # type: ignore[attr-defined]
        await publish(events)  # type: ignore[arg-type]

    left.world.desk.bus.publish = listen  # type: ignore[method-assign]
    wish = call(contact_id=citizen.contact_id, token=citizen.token)
    asked = await asyncio.gather(*(left.ask(wish) for _ in range(3)))
    assert len({one.follow_up_id for one in asked}) == 1
    [ended] = [one for one in told if one.over]
    assert bytes(ended.frames[0]) == b'{"type":"ended","by":"desk","reason":"closing"}'
    assert (await left.world.causes(citizen))[-1] == Cause.CLOSING_FOLLOW_UP
    assert await left.world.line() == [behind.contact_id]
    await left.world.assert_switchboard_agrees()
    assert await left.load() == {"arrivals": 2, "callback": 1, "still_waiting": 1}
    [own] = (await left.world.desk.records.own(citizen.token)).follow_ups
    assert (own.number, own.state) == (NUMBER, "waiting")
    await left.erase(citizen.token)
    with pytest.raises(NotSignedIn):
        await left.own(asked[0])


async def test_whoever_was_told_at_closing_and_leaves_a_question_is_counted_once(left: Left) -> None:
    citizen = await left.world.citizen()
    await left.world.desk.administration.close(CLOSE, author_id=await left.world.counsellor())
    await left.world.desk.duty.went(await left.world.counsellor("Bo"), 1, left.world.now())
    await left.world.move(900)
    await left.world.desk.closing.sweep()
    assert (await left.world.row(citizen)).state is State.CLOSED
    await left.ask(question(contact_id=citizen.contact_id, token=citizen.token))
    assert await left.load() == {"arrivals": 1, "turned_away": 1}
    await left.ask()
    assert await left.load() == {"arrivals": 2, "turned_away": 1, "callback": 1}


async def test_a_contact_is_named_by_its_own_token_only_and_not_in_conversation(left: Left) -> None:
    citizen, other = await left.world.citizen(), await left.world.citizen()
    for token in (None, "", "x", other.token):
        with pytest.raises(NotSignedIn):
            await left.ask(question(contact_id=citizen.contact_id, token=token))
    ane = await left.world.counsellor()
    await left.world.desk.answering.take(ane, citizen.contact_id, None)
    with pytest.raises(WrongState):
        await left.ask(question(contact_id=citizen.contact_id, token=citizen.token))
    await left.world.desk.endings.leave(citizen.contact_id)
    await left.ask(question(contact_id=citizen.contact_id, token=citizen.token))
    assert (await left.load())["answered"] == 1


async def test_nobody_is_called_more_than_three_times_at_once_nor_is_the_room_endless(left: Left) -> None:
    for _ in range(3):
        await left.ask(call())
    with pytest.raises(TooManyRequests):
        await left.ask(call())
    await left.ask(call(number="+4791234568"))
    citizen = await left.world.citizen()
    wish = question(contact_id=citizen.contact_id, token=citizen.token)
    for _ in range(3):
        await left.ask(replace(wish, request_id=uuid4()))
    with pytest.raises(TooManyRequests):
        await left.ask(replace(wish, request_id=uuid4()))
    await left.world.policy(follow_up_room=7)
    with pytest.raises(QueueFull):
        await left.ask()
    for wish, field in (
        (question(text=None), "text"),
        (question(text="x" * 2_001), "text"),
        (question(text="\x00"), "text"),
        (call(number=None), "number"),
    ):
        with pytest.raises(Invalid) as refused:
            await left.ask(wish)
        assert list(refused.value.details) == [field]


async def test_a_desk_without_a_key_or_before_its_schema_takes_nothing(left: Left) -> None:
    desk = left.world.desk
    with pytest.raises(Unavailable):
        await FollowUps(desk.transaction, desk.rules, Seal([])).ask(question())
    await left.world.counsellor()
    desk.transaction.revision = "0002"
    with pytest.raises(Unavailable):
        await left.ask()
    await left.sweep()
    citizen = await left.world.citizen(text="Hei")
    await left.world.desk.board.look()
    assert (await desk.records.own(citizen.token)).follow_ups == []
    receipt = await desk.follow_ups.receipt((await desk.records.own(citizen.token)).contact.code or "")  # type: ignore[union-attr]
    assert receipt.kind is Holder.CONTACT
    await left.erase(receipt.token)


async def test_a_receipt_of_a_contact_reads_and_erases_and_leaves_the_socket_its_token(left: Left) -> None:
    citizen, desk = await left.world.citizen(text="Hei"), left.world.desk
    own = await desk.records.own(citizen.token)
    assert own.contact is not None
    receipt = await desk.follow_ups.receipt(own.contact.code or "")
    assert (receipt.kind, receipt.state) == (Holder.CONTACT, "queued")
    assert (await desk.records.own(receipt.token)).messages == own.messages
    assert (await desk.attendance.who(citizen.token)).id == citizen.contact_id, "the page's token still opens"
    with pytest.raises(NotSignedIn):
        await desk.attendance.who(receipt.token)
    for _ in range(2):
        await left.erase(receipt.token)
    for token in (citizen.token, receipt.token):
        with pytest.raises(NotSignedIn):
            await desk.records.own(token)
    for code in (own.contact.code or "", "AAAA-BBBB-CCCC-DDDD", "hei", ""):
        with pytest.raises(NotFound):
            await desk.follow_ups.receipt(code)


async def test_a_follow_up_stands_in_nobodys_way_and_has_its_place_in_every_order(left: Left) -> None:
    ane, bo = await left.world.counsellor("Ane"), await left.world.counsellor("Bo")
    returned = await left.world.talking(ane)
    for _ in range(3):
        await left.world.talking(bo if _ else ane)
    new = await left.world.citizen()
    first, _ = await left.ask(), await left.ask()
    await left.sweep()
    attempt = (await left.attempts())[0]
    await left.world.desk.transfers.transfer(ane, returned.contact_id, Handover(queue=True))
    line = [returned.contact_id, attempt, new.contact_id]
    assert await left.world.desk.switchboard.line() == line == await left.world.line()
    await left.world.assert_switchboard_agrees()
    await left.world.desk.settling.rebuild(force=True)
    assert await left.world.desk.switchboard.line() == line
    positions = await left.world.desk.overview.positions(line)
    assert {one: place for one, (place, _) in positions.items()} == {
        returned.contact_id: 1,
        new.contact_id: 1,
    }
    waiting = (await left.world.desk.overview.line()).waiting
    assert [one.contact_id for one in waiting] == line
    assert [one.follow_up for one in waiting] == [None, "message", None]
    board = await left.world.desk.board.look()
    assert (board.channels["chat"].waiting, board.follow_ups.waiting) == (2, 2)
    assert board.follow_ups.oldest_asked_at == (await left.own(first)).asked_at


async def test_it_counts_as_an_arrival_and_a_callback_when_asked_and_its_handling_as_busy(left: Left) -> None:
    ane = await left.world.counsellor()
    await left.ask()
    contact_id = await left.taken(ane)
    await left.world.move(300)
    await left.done(ane, contact_id, "done")
    assert await left.load() == {"arrivals": 1, "callback": 1}
    rows = await left.world.desk.reporting.load({"from": "2026-11-23", "to": "2026-11-24"})
    assert sum(row.busy_seconds for row in rows if row.channel == Channel.CHAT) >= 300
    board = await left.world.desk.board.look()
    assert (board.hour.arrivals, board.channels["chat"].answered) == (1, 0)
    await left.world.desk.intake.arrive(Question(language=Language.NB))
    assert await left.load() == {"arrivals": 2, "callback": 1, "still_waiting": 1}
