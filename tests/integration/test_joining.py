"""A colleague is asked in, joins, writes and leaves; nobody else does, and the owner stays the owner."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from uuid import UUID, uuid4

import pytest

from app.domain.contact import State
from app.domain.counsellor import Presence, Role
from app.domain.errors import DeskError, Invalid, NoCapacity, NotAllowed, NotFound, NotYours, WrongState
from app.repositories import joinings
from app.services.transfer import Handover
from tests.factories import World, becomes
from tests.integration.joining_people import COMES, joined, present, write
from tests.integration.screens import citizens_screen, counsellors_screen, signed_in


async def test_a_colleague_joins_writes_and_leaves_and_everybody_sees_it(world: World) -> None:
    desk = world.desk
    world.run(desk.writer.run())
    ane, bo = await world.counsellor("Ane"), await world.counsellor("Bo", centre="TROMSO")
    citizen = await world.talking(ane, text="Hva nå?")
    async with (
        citizens_screen(desk, citizen) as hers,
        counsellors_screen(desk, ane) as owners,
        counsellors_screen(desk, bo) as guests,
    ):
        await desk.joinings.ask(ane, citizen.contact_id, bo)
        await becomes(lambda: guests.of("join_request"))
        assert guests.of("join_request")[0]["asked_by"]["name"] == "Ane"
        await desk.joinings.join(bo, citizen.contact_id)
        await becomes(lambda: hers.of("joined"))
        assert hers.of("joined")[0]["counsellor"]["name"] == "Bo"
        await write(world, bo, citizen, "Jeg kan dette")
        await write(world, ane, citizen, "Fint")
        await desk.messaging.note(bo, citizen.contact_id, cid=uuid4(), text="Obs")
        await becomes(lambda: len(owners.texts) == 3 and owners.of("note"))
        await becomes(lambda: len(guests.texts) == 2 and guests.of("note"))
        assert owners.texts == [COMES, *guests.texts] == [COMES, "Jeg kan dette", "Fint"]
        await becomes(lambda: len(hers.texts) == 4)
        assert owners.of("message")[1]["author_id"] == str(bo)
        await desk.messaging.citizen_typing(citizen.contact_id)
        await becomes(lambda: guests.of("typing"))
        await desk.joinings.leave(bo, citizen.contact_id)
        await becomes(lambda: hers.of("left"))
        await write(world, ane, citizen, "Bare oss to")
        await becomes(lambda: "Bare oss to" in owners.texts)
        await becomes(lambda: hers.texts[-2:] == ["Bo har gått ut av samtalen.", "Bare oss to"])
    assert "Bare oss to" not in guests.texts, "whoever has left hears nothing any more (I18)"
    outcomes = [frame["outcome"] for frame in owners.of("colleague")]
    assert outcomes == ["asked", "joined", "left"]
    last = guests.of("contact")[-1]
    assert (last["owner"], last["joined"]) == (str(ane), [])


async def test_only_who_is_asked_may_join_and_only_who_is_in_may_write(world: World) -> None:
    desk = world.desk
    world.run(desk.writer.run())
    ane, bo, citizen = await joined(world)
    siri = await world.counsellor("Siri")
    with pytest.raises(NotYours):
        await desk.joinings.join(siri, citizen.contact_id)
    with pytest.raises(NotYours):
        await write(world, siri, citizen)
    with pytest.raises(NotYours):
        await desk.messaging.note(siri, citizen.contact_id, cid=uuid4(), text="x")
    with pytest.raises(NotAllowed):
        await desk.records.said(citizen.contact_id, siri, Role.COUNSELLOR, after=0, reason=None)
    for work in (
        desk.endings.end(bo, citizen.contact_id),
        desk.transfers.transfer(bo, citizen.contact_id, Handover(queue=True)),
        desk.transfers.cancel(bo, citizen.contact_id),
        desk.joinings.ask(bo, citizen.contact_id, siri),
        desk.wrapping_up.save_draft(bo, citizen.contact_id, {}),
    ):
        with pytest.raises((NotYours, NotAllowed)):
            await work
    await write(world, bo, citizen)
    said, _ = await desk.records.said(citizen.contact_id, bo, Role.COUNSELLOR, after=0, reason=None)
    assert [one.text for one in said] == ["Hva nå?", COMES, "Hei"]
    assert (await world.row(citizen)).owner == ane


async def test_after_leaving_nothing_is_written_or_read(world: World) -> None:
    desk = world.desk
    world.run(desk.writer.run())
    _, bo, citizen = await joined(world)
    await desk.joinings.leave(bo, citizen.contact_id)
    await desk.joinings.leave(bo, citizen.contact_id)
    with pytest.raises(NotYours):
        await write(world, bo, citizen)
    with pytest.raises(NotYours):
        await desk.messaging.staff_typing(bo, citizen.contact_id, name="Bo")
    with pytest.raises(NotAllowed):
        await desk.records.staff(citizen.contact_id, bo, Role.COUNSELLOR, reason=None)
    with pytest.raises(NotYours):
        await desk.joinings.join(bo, citizen.contact_id)


async def test_joining_holds_no_seat_and_is_bounded(world: World) -> None:
    ane, bo = await world.counsellor("Ane", capacity=4), await world.counsellor("Bo", capacity=1)
    talks = [await world.talking(ane) for _ in range(3)]
    for citizen in talks[:2]:
        await world.desk.joinings.ask(ane, citizen.contact_id, bo)
        await world.desk.joinings.join(bo, citizen.contact_id)
    with pytest.raises(NoCapacity):
        await world.desk.joinings.ask(ane, talks[2].contact_id, bo)
    await world.desk.answering.take(bo, (await world.citizen()).contact_id, None)
    await world.assert_switchboard_agrees()


async def test_two_asked_at_once_both_come_and_a_third_is_one_too_many(world: World) -> None:
    desk = world.desk
    ane = await world.counsellor("Ane")
    others = [await world.counsellor(name) for name in ("Bo", "Siri", "Lars")]
    citizen = await world.talking(ane)
    asked = await asyncio.gather(
        *(desk.joinings.ask(ane, citizen.contact_id, one) for one in others), return_exceptions=True
    )
    assert sorted(type(one).__name__ for one in asked) == ["NoCapacity", "NoneType", "NoneType"]
    able = [one for one, answer in zip(others, asked, strict=True) if answer is None]
    await asyncio.gather(*(desk.joinings.join(one, citizen.contact_id) for one in able))
    assert len(await present(desk, citizen)) == 2


@pytest.mark.parametrize("how", ["ended", "left", "erased", "returned", "gone"])
async def test_it_ends_with_the_conversation(world: World, how: str) -> None:
    desk = world.desk
    ane, bo, citizen = await joined(world)
    siri = await world.counsellor("Siri")
    await desk.joinings.ask(ane, citizen.contact_id, siri)
    async with counsellors_screen(desk, bo) as screen, counsellors_screen(desk, siri) as asked:
        await becomes(lambda: screen.of("snapshot") and asked.of("snapshot"))
        assert [one["contact_id"] for one in screen.of("snapshot")[0]["joined"]] == [str(citizen.contact_id)]
        assert len(asked.of("snapshot")[0]["join_requests"]) == 1
        match how:
            case "ended":
                await desk.endings.end(ane, citizen.contact_id)
            case "left":
                await desk.endings.leave(citizen.contact_id)
            case "erased":
                await desk.endings.erase(citizen.contact_id)
            case "returned":
                await desk.transfers.transfer(ane, citizen.contact_id, Handover(queue=True))
            case "gone":
                await desk.duty.went(ane, 1, world.now())
                await world.move(60)
                await desk.deadlines.sweep()
        await becomes(lambda: [one["joined"] for one in screen.of("contact")][-1:] == [[]])
        await becomes(lambda: asked.of("join_request_ended"))
    assert (screen.of("contact")[-1].get("erased") is True) == (how == "erased")
    assert asked.of("join_request_ended")[0]["outcome"] == "withdrawn"
    assert await present(desk, citizen) == []
    with pytest.raises(NotYours):
        await desk.joinings.join(siri, citizen.contact_id)


@pytest.mark.parametrize("why", ["absent", "signed_out", "disabled"])
async def test_a_colleague_who_is_gone_is_out_and_the_citizen_told(world: World, why: str) -> None:
    desk = world.desk
    _, bo, citizen = await joined(world)
    session = await signed_in(desk, bo)
    async with citizens_screen(desk, citizen) as hers:
        if why == "disabled":
            async with desk.transaction() as tx:
                await tx.run("UPDATE staff SET disabled_at = :now WHERE id = :id", {"now": tx.now, "id": bo})
        else:
            await desk.duty.went(bo, 1, world.now())
            await desk.joinings.sweep()
            assert await present(desk, citizen) == ["Bo"], "a lost connection is no leaving"
        if why == "signed_out":
            async with desk.transaction() as tx:
                ended = "UPDATE staff_session SET ended_at = :now WHERE id = :id"
                await tx.run(ended, {"now": tx.now, "id": session})
        elif why == "absent":
            await world.move(60)
        await desk.joinings.sweep()
        await becomes(lambda: hers.of("left"))
    assert await present(desk, citizen) == []
    assert (await world.row(citizen)).state is State.ACTIVE


async def forgotten(world: World) -> None:
    """Nobody follows the request for two minutes."""
    await world.move(120)
    await world.desk.joinings.sweep()


async def test_a_request_declined_taken_back_or_forgotten_is_told_to_whoever_it_concerns(
    world: World,
) -> None:
    desk = world.desk
    ane, bo = await world.counsellor("Ane"), await world.counsellor("Bo")
    citizen = await world.talking(ane)
    await signed_in(desk, bo)
    async with counsellors_screen(desk, ane) as owners, counsellors_screen(desk, bo) as asked:
        works: list[Callable[[], Awaitable[None]]] = [
            lambda: desk.joinings.leave(bo, citizen.contact_id),
            lambda: desk.joinings.release(ane, citizen.contact_id, bo),
            lambda: forgotten(world),
        ]
        for number, work in enumerate(works, 1):
            await desk.joinings.ask(ane, citizen.contact_id, bo)
            await desk.joinings.ask(ane, citizen.contact_id, bo)
            await work()
            await becomes(partial(lambda number: len(asked.of("join_request_ended")) == number, number))
    expected = ["declined", "withdrawn", "expired"]
    assert [frame["outcome"] for frame in asked.of("join_request_ended")] == expected
    told = [frame["outcome"] for frame in owners.of("colleague")]
    assert told == ["asked", "declined", "asked", "withdrawn", "asked", "expired"]


async def test_a_transfer_keeps_who_joined_and_whoever_takes_over_is_no_guest(world: World) -> None:
    desk = world.desk
    world.run(desk.writer.run())
    ane, bo, citizen = await joined(world)
    siri = await world.counsellor("Siri")
    await desk.transfers.transfer(ane, citizen.contact_id, Handover(counsellor=siri))
    await desk.answering.accept(siri, citizen.contact_id, None)
    assert await present(desk, citizen) == ["Bo"]
    await write(world, bo, citizen, "Fremdeles her")
    await desk.transfers.transfer(siri, citizen.contact_id, Handover(counsellor=bo))
    await desk.answering.accept(bo, citizen.contact_id, None)
    assert await present(desk, citizen) == []
    assert (await world.row(citizen)).owner == bo
    async with counsellors_screen(desk, bo) as screen:
        await becomes(lambda: screen.of("snapshot"))
        snapshot = screen.of("snapshot")[0]
        assert (len(snapshot["contacts"]), snapshot["joined"]) == (1, [])
        await write(world, bo, citizen, "Min nå")
        await becomes(lambda: screen.texts == ["Min nå"])


async def test_what_makes_no_sense_is_refused_and_nothing_changes(world: World) -> None:
    desk = world.desk
    ane, bo = await world.counsellor("Ane"), await world.counsellor("Bo")
    away = await world.counsellor("Siri")
    citizen = await world.talking(ane)
    await desk.duty.wish(away, Presence.BREAK, None)
    before = await world.row(citizen)
    refusals: list[tuple[UUID, UUID, UUID, type[DeskError]]] = [
        (ane, citizen.contact_id, ane, Invalid),
        (ane, citizen.contact_id, uuid4(), NotFound),
        (ane, citizen.contact_id, away, NoCapacity),
        (bo, citizen.contact_id, away, NotYours),
        (ane, uuid4(), bo, NotFound),
    ]
    for who, contact_id, colleague, error in refusals:
        with pytest.raises(error):
            await desk.joinings.ask(who, contact_id, colleague)
    with pytest.raises(Invalid):
        await desk.joinings.leave(ane, citizen.contact_id)
    assert await world.row(citizen) == before
    await desk.endings.end(ane, citizen.contact_id)
    with pytest.raises(WrongState):
        await desk.joinings.ask(ane, citizen.contact_id, bo)


async def test_joining_at_the_very_end_leaves_nobody_behind(world: World) -> None:
    desk = world.desk
    for _ in range(4):
        ane, bo = await world.counsellor("Ane"), await world.counsellor("Bo")
        citizen = await world.talking(ane)
        await desk.joinings.ask(ane, citizen.contact_id, bo)
        await asyncio.gather(
            desk.joinings.join(bo, citizen.contact_id),
            desk.endings.end(ane, citizen.contact_id),
            desk.joinings.release(ane, citizen.contact_id, bo),
            return_exceptions=True,
        )
        assert (await world.row(citizen)).state is State.WRAP_UP
        async with desk.transaction() as tx:
            assert await joinings.of_counsellor(tx, bo) == []


async def test_whoever_takes_over_while_asked_has_no_request_left(world: World) -> None:
    desk = world.desk
    ane, bo = await world.counsellor("Ane"), await world.counsellor("Bo")
    citizen = await world.talking(ane)
    async with counsellors_screen(desk, bo) as screen:
        await desk.joinings.ask(ane, citizen.contact_id, bo)
        await desk.transfers.transfer(ane, citizen.contact_id, Handover(counsellor=bo))
        await desk.answering.accept(bo, citizen.contact_id, None)
        await becomes(lambda: screen.of("join_request_ended"))
    with pytest.raises(Invalid):
        await desk.joinings.leave(bo, citizen.contact_id)
