"""Handing over: the sender keeps owner and seat until somebody accepts; nobody is given too much."""

from __future__ import annotations

from functools import partial
from uuid import UUID, uuid4

import pytest

from app.domain.contact import State
from app.domain.counsellor import Presence, Role
from app.domain.errors import (
    DeskError,
    Gone,
    Invalid,
    NoCapacity,
    NotAllowed,
    NotFound,
    NotYours,
    WrongState,
)
from app.services.transfer import Handover
from tests.factories import Citizen, World, becomes
from tests.integration.screens import citizens_screen, counsellors_screen

TO_THE_LINE = Handover(queue=True)


async def handed_to(world: World, bo: UUID, ane: UUID) -> Citizen:
    """A citizen of Ane's who is offered to Bo."""
    citizen = await world.talking(ane)
    await world.desk.transfers.transfer(ane, citizen.contact_id, Handover(counsellor=bo))
    return citizen


async def test_a_colleague_who_accepts_owns_it_and_the_senders_seat_is_free(world: World) -> None:
    ane, bo = await world.counsellor("Ane", capacity=1), await world.counsellor("Bo", capacity=1)
    citizen = await handed_to(world, bo, ane)
    row = await world.row(citizen)
    assert (row.state, row.owner) == (State.ACTIVE, ane)
    assert await world.desk.switchboard.seated(bo) == [citizen.contact_id]
    await world.desk.answering.accept(bo, citizen.contact_id, None)
    row = await world.row(citizen)
    assert (row.state, row.owner, row.answered_by, row.transferred_from) == (State.ACTIVE, bo, bo, ane)
    await world.assert_switchboard_agrees()
    await world.desk.answering.take(ane, (await world.citizen()).contact_id, None)
    with pytest.raises(NotYours):
        await world.desk.endings.end(ane, citizen.contact_id)


@pytest.mark.parametrize("how", ["declined", "expired"])
async def test_declined_or_expired_nothing_moves(world: World, how: str) -> None:
    ane, bo = await world.counsellor("Ane"), await world.counsellor("Bo")
    citizen = await handed_to(world, bo, ane)
    if how == "declined":
        await world.desk.answering.decline(bo, citizen.contact_id, None, reason=None)
    else:
        await world.move(30)
        await world.desk.deadlines.sweep()
    row = await world.row(citizen)
    assert (row.state, row.owner) == (State.ACTIVE, ane)
    assert await world.causes(citizen) == ["arrived", "taken"]
    assert await world.desk.switchboard.seated(bo) == []
    await world.desk.transfers.transfer(ane, citizen.contact_id, Handover(counsellor=bo))


async def test_the_receivers_seat_is_held_while_the_transfer_is_open(world: World) -> None:
    ane, bo = await world.counsellor("Ane"), await world.counsellor("Bo", capacity=1)
    await handed_to(world, bo, ane)
    waiting, again = await world.citizen(), await world.talking(ane)
    with pytest.raises(NoCapacity):
        await world.desk.answering.take(bo, waiting.contact_id, None)
    with pytest.raises(NoCapacity):
        await world.desk.transfers.transfer(ane, again.contact_id, Handover(counsellor=bo))
    assert await world.desk.dispatch.run_once() == 0


async def test_to_the_line_it_is_first_by_its_ticket_and_not_the_senders_at_once(world: World) -> None:
    ane = await world.counsellor(capacity=2)
    late, early = await world.talking(ane), await world.talking(ane)
    new = await world.citizen()
    for one in (early, late):
        await world.desk.transfers.transfer(ane, one.contact_id, TO_THE_LINE)
    ids = [late.contact_id, early.contact_id, new.contact_id]
    assert await world.desk.switchboard.line() == ids, "answered once, by ticket among themselves"
    await world.desk.dispatch.run_once()
    assert await world.offered() == [(new.contact_id, ane)]
    await world.move(61)
    await world.desk.deadlines.sweep()
    bo = await world.counsellor("Bo", capacity=1)
    await world.desk.duty.wish(ane, Presence.BREAK, None)
    await world.desk.dispatch.run_once()
    assert (late.contact_id, bo) in await world.offered()


async def test_only_that_centres_people_get_it_during_the_first_minute(world: World) -> None:
    ane = await world.counsellor("Ane", centre="VESTLAND")
    citizen = await world.talking(ane)
    await world.counsellor("Bo", centre="VESTLAND")
    await world.desk.transfers.transfer(ane, citizen.contact_id, Handover(centre="TROMSO"))
    assert await world.desk.dispatch.run_once() == 0
    siri = await world.counsellor("Siri", centre="TROMSO")
    assert await world.desk.dispatch.run_once() == 1
    assert await world.offered() == [(citizen.contact_id, siri)]
    await world.desk.answering.accept(siri, citizen.contact_id, None)
    assert (await world.row(citizen)).only_centre is None


async def test_what_cannot_be_handed_over_is_refused_and_nothing_changes(world: World) -> None:
    ane, bo = await world.counsellor("Ane"), await world.counsellor("Bo")
    citizen = await world.talking(ane)
    await world.desk.duty.wish(bo, Presence.BREAK, None)
    before = await world.row(citizen)
    refusals: list[tuple[UUID, Handover, type[DeskError]]] = [
        (bo, TO_THE_LINE, NotYours),
        (ane, Handover(counsellor=ane), Invalid),
        (ane, Handover(counsellor=uuid4()), NotFound),
        (ane, Handover(counsellor=bo), NoCapacity),
        (ane, Handover(centre="NOWHERE"), Invalid),
        (ane, Handover(queue=True, note="\x00"), Invalid),
    ]
    for who, to, error in refusals:
        with pytest.raises(error):
            await world.desk.transfers.transfer(who, citizen.contact_id, to)
    with pytest.raises(NotFound):
        await world.desk.transfers.transfer(ane, uuid4(), TO_THE_LINE)
    assert await world.row(citizen) == before


async def test_one_transfer_at_a_time_and_none_after_the_end(world: World) -> None:
    ane, bo = await world.counsellor("Ane"), await world.counsellor("Bo")
    citizen = await handed_to(world, bo, ane)
    for to in (TO_THE_LINE, Handover(counsellor=bo)):
        with pytest.raises(Gone):
            await world.desk.transfers.transfer(ane, citizen.contact_id, to)
    await world.desk.endings.end(ane, citizen.contact_id)
    assert await world.offered() == []
    with pytest.raises(WrongState):
        await world.desk.transfers.transfer(ane, citizen.contact_id, TO_THE_LINE)
    with pytest.raises(Gone):
        await world.desk.answering.accept(bo, citizen.contact_id, None)


async def test_the_sender_gone_for_a_minute_ends_the_open_transfer(world: World) -> None:
    await world.policy(offer_seconds=300)
    ane, bo = await world.counsellor("Ane"), await world.counsellor("Bo", capacity=1)
    citizen = await handed_to(world, bo, ane)
    await world.desk.duty.went(ane, 1, world.now())
    await world.move(60)
    await world.desk.deadlines.sweep()
    assert (await world.row(citizen)).state is State.QUEUED
    assert await world.offered() == []
    await world.assert_switchboard_agrees()


async def test_the_note_goes_along_and_is_masked(world: World) -> None:
    ane, bo = await world.counsellor("Ane"), await world.counsellor("Bo")
    citizen = await world.talking(ane)
    to = Handover(counsellor=bo, note="Født 17054026641, vil bli lærer")
    await world.desk.transfers.transfer(ane, citizen.contact_id, to)
    async with world.desk.transaction() as tx:
        [text] = (await tx.run("SELECT text FROM note")).scalars()
    assert "17054026641" not in text
    assert "lærer" in text


async def test_the_sender_sees_it_on_its_way_and_is_told_how_it_ended(world: World) -> None:
    desk = world.desk
    ane, bo = await world.counsellor("Ane"), await world.counsellor("Bo")
    citizen = await world.talking(ane)
    async with counsellors_screen(desk, ane) as screen:
        for number, outcome in enumerate(("declined", "expired", "withdrawn", "accepted"), 1):
            await desk.transfers.transfer(ane, citizen.contact_id, Handover(counsellor=bo))
            await becomes(lambda: (screen.of("contact") or [{}])[-1].get("transferring"))
            assert screen.of("contact")[-1]["transferring"]["name"] == "Bo"
            match outcome:
                case "declined":
                    await desk.answering.decline(bo, citizen.contact_id, None, reason=None)
                case "expired":
                    await world.move(30)
                    await desk.deadlines.sweep()
                case "withdrawn":
                    await desk.transfers.cancel(ane, citizen.contact_id)
                    await desk.transfers.cancel(ane, citizen.contact_id)
                case "accepted":
                    await desk.answering.accept(bo, citizen.contact_id, None)
            await becomes(partial(lambda number: len(screen.of("transfer_ended")) == number, number))
            await becomes(lambda: screen.of("contact")[-1]["transferring"] is None)
    told = [(frame["outcome"], frame["name"]) for frame in screen.of("transfer_ended")]
    assert told == [(one, "Bo") for one in ("declined", "expired", "withdrawn", "accepted")]
    with pytest.raises(NotYours):
        await desk.transfers.cancel(ane, citizen.contact_id)


async def test_after_a_minute_alone_a_centres_contact_is_everybodys_and_its_citizen_told(
    world: World,
) -> None:
    desk = world.desk
    ane = await world.counsellor("Ane", centre="VESTLAND")
    citizen = await world.talking(ane)
    bo = await world.counsellor("Bo", centre="VESTLAND")
    ticket = (await world.row(citizen)).ticket
    async with citizens_screen(desk, citizen) as screen:
        await desk.transfers.transfer(ane, citizen.contact_id, Handover(centre="TROMSO"))
        await world.move(59)
        await desk.deadlines.sweep()
        assert await desk.dispatch.run_once() == 0
        await world.move(1)
        await desk.deadlines.sweep()
        assert await desk.dispatch.run_once() == 1
        await becomes(lambda: screen.of("returned"))
    [(offered, to)] = await world.offered()
    assert (offered, to in (ane, bo)) == (citizen.contact_id, True)  # a minute later Ane may have it, too.
    assert screen.of("transferred")[0]["counsellor"] is None
    assert screen.of("returned")[0]["reason"] == "transfer_failed"
    assert (await world.row(citizen)).ticket == ticket


async def test_who_takes_over_from_somebody_gone_reads_all_of_it(world: World) -> None:
    """Text, notes and the draft of the wrap-up; the citizen is told, and keeps her ticket."""
    desk = world.desk
    ane = await world.counsellor("Ane")
    citizen = await world.talking(ane, text="Hva nå?")
    await desk.messaging.note(ane, citizen.contact_id, cid=uuid4(), text="Vil bli lærer")
    await desk.wrapping_up.save_draft(ane, citizen.contact_id, {"disposition": "FULL"})
    ticket = (await world.row(citizen)).ticket
    async with citizens_screen(desk, citizen) as screen:
        await desk.duty.went(ane, 1, world.now())
        await world.move(59)
        await desk.deadlines.sweep()
        assert (await world.row(citizen)).owner == ane
        await world.move(1)
        await desk.deadlines.sweep()
        await becomes(lambda: screen.of("returned"))
    assert screen.of("returned")[0]["reason"] == "counsellor_gone"
    bo = await world.counsellor("Bo")
    await world.citizen()
    assert await desk.answering.take(bo, None, "next") == citizen.contact_id, "first in line"
    assert (await world.row(citizen)).ticket == ticket
    record = await desk.records.staff(citizen.contact_id, bo, Role.COUNSELLOR, reason=None)
    assert [note.text for note in record.notes] == ["Vil bli lærer"]
    assert (record.draft or {})["disposition"] == "FULL"
    said, _ = await desk.records.said(citizen.contact_id, bo, Role.COUNSELLOR, after=0, reason=None)
    assert [one.text for one in said] == ["Hva nå?"]
    with pytest.raises(NotAllowed):
        await desk.records.staff(citizen.contact_id, ane, Role.COUNSELLOR, reason=None)
