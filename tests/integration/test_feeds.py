"""Feeds on real rows: what the bus loses, a comparison delivers; each hears only what is theirs (I18)."""

from __future__ import annotations

from uuid import uuid4

import pytest
from sqlalchemy import update

from app.domain.contact import Language
from app.domain.counsellor import Presence
from app.models.staff import StaffSession
from app.services.transfer import Handover
from app.wiring import Desk
from tests.factories import Citizen, World, becomes, until
from tests.integration.screens import citizens_screen, counsellors_screen


async def says(desk: Desk, citizen: Citizen, text: str) -> None:
    """A citizen's message, committed by this worker."""
    await desk.messaging.from_citizen(citizen.contact_id, Language.NB, None, cid=uuid4(), text=text)


@pytest.fixture
async def two(running_world: World) -> World:
    """Two workers whose bus is silent: neither hears what the other commits."""
    await running_world.worker()
    for desk in running_world.workers:
        running_world.run(desk.writer.run())
    return running_world


async def test_a_citizen_sees_a_snapshot_what_she_lacks_and_then_what_happens(two: World) -> None:
    desk, citizen = two.desk, await two.citizen(text="1")
    await says(desk, citizen, "2")
    async with citizens_screen(desk, citizen, last_seq=1) as screen:
        await says(desk, citizen, "3")
        ane = await two.counsellor()
        await desk.answering.take(ane, citizen.contact_id, None)
        await desk.endings.end(ane, citizen.contact_id)
        await becomes(lambda: screen.of("close"))
    assert screen.types == ["snapshot", "message", "live", "message", "answered", "ended", "close"]
    assert screen.texts == ["2", "3"]
    assert screen.frames[-1]["code"] == 4410


async def test_one_comparison_delivers_what_the_bus_has_lost(two: World) -> None:
    here, there = two.workers
    ane = await two.counsellor()
    citizen = await two.talking(ane)
    async with (
        citizens_screen(here, citizen) as hers,
        counsellors_screen(here, ane, last_seqs={citizen.contact_id: 0}) as staff,
    ):
        for text in ("1", "2", "3"):
            await says(there, citizen, text)
        await there.transfers.transfer(ane, citizen.contact_id, Handover(queue=True))
        assert (hers.texts, staff.texts) == ([], [])
        await here.compare.once()
        await becomes(lambda: hers.texts == ["1", "2", "3"] and len(hers.of("snapshot")) == 2)
        assert hers.of("snapshot")[-1]["contact"]["state"] == "queued"
        await becomes(lambda: len(staff.of("snapshot")) == 2)
        assert staff.of("snapshot")[-1]["contacts"] == []
        await here.compare.once()
        assert len(hers.of("snapshot")) == 2, "what is whole is not sent again"


async def test_one_comparison_delivers_messages_to_the_owner(two: World) -> None:
    here, there = two.workers
    ane = await two.counsellor()
    citizen = await two.talking(ane)
    async with counsellors_screen(here, ane, last_seqs={citizen.contact_id: 0}) as staff:
        for text in ("1", "2"):
            await says(there, citizen, text)
        await here.compare.once()
        await becomes(lambda: staff.texts == ["1", "2"])


async def test_a_lost_offer_is_shown_by_one_comparison(two: World) -> None:
    here, there = two.workers
    ane = await two.counsellor()
    async with counsellors_screen(here, ane) as staff:
        await two.citizen(by=there)
        assert await there.dispatch.run_once() == 1
        await here.compare.once()
        await becomes(lambda: len(staff.of("snapshot")) == 2)
    assert len(staff.of("snapshot")[-1]["offers"]) == 1


async def test_a_newer_socket_on_another_worker_displaces_by_comparison(two: World) -> None:
    here, there = two.workers
    ane, citizen = await two.counsellor(), await two.citizen()
    async with citizens_screen(here, citizen) as hers, counsellors_screen(here, ane) as staff:
        await there.attendance.came(citizen.token)
        await there.duty.came(ane)
        await here.compare.once()
        await becomes(lambda: hers.of("close") and staff.of("close"))
    assert (hers.frames[-1]["code"], staff.frames[-1]["code"]) == (4409, 4409)


async def test_on_the_same_worker_a_newer_socket_displaces_at_once(two: World) -> None:
    citizen = await two.citizen()
    async with citizens_screen(two.desk, citizen) as older, citizens_screen(two.desk, citizen) as newer:
        await becomes(lambda: older.of("close"))
        assert older.frames[-1]["code"] == 4409
        await becomes(lambda: newer.types == ["snapshot", "live"])


async def test_a_worker_taken_for_gone_says_its_sockets_anew(two: World) -> None:
    ane, citizen = await two.counsellor(), await two.citizen()
    async with citizens_screen(two.desk, citizen), counsellors_screen(two.desk, ane):
        async with two.desk.transaction() as tx:
            for table in ("contact", "counsellor"):
                await tx.run(
                    f"UPDATE {table} SET absent_since = :now, version = version + 1", {"now": tx.now}
                )
        await two.desk.compare.once()
        assert (await two.row(citizen)).absent_since is None
        assert await two.line() == [citizen.contact_id]


async def test_a_sign_in_that_ended_closes_its_socket_by_comparison(two: World) -> None:
    ane, bo = await two.counsellor("Ane"), await two.counsellor("Bo")
    async with counsellors_screen(two.desk, ane) as hers, counsellors_screen(two.desk, bo) as his:
        ended = update(StaffSession).where(StaffSession.staff_id == ane).values(ended_at=two.now())
        async with two.desk.transaction() as tx:
            await tx.run(ended)
        await two.desk.compare.once()
        await becomes(lambda: hers.of("close"))
        assert (hers.frames[-1]["code"], his.of("close")) == (4401, [])


async def test_a_message_reaches_only_its_citizen_and_its_owner(two: World) -> None:
    ane, bo = await two.counsellor("Ane"), await two.counsellor("Bo")
    citizen, other = await two.talking(ane), await two.talking(bo)
    async with (
        counsellors_screen(two.desk, ane, last_seqs={citizen.contact_id: 0, other.contact_id: 0}) as hers,
        counsellors_screen(two.desk, bo, last_seqs={citizen.contact_id: 0, other.contact_id: 0}) as his,
        citizens_screen(two.desk, other) as others,
    ):
        await says(two.desk, citizen, "til Ane")
        await two.desk.messaging.citizen_typing(citizen.contact_id)
        await two.desk.messaging.citizen_seen(citizen.contact_id, 1)
        await two.desk.messaging.note(ane, citizen.contact_id, cid=uuid4(), text="Et notat")
        await says(two.desk, other, "til Bo")
        await becomes(lambda: his.texts == ["til Bo"] and others.texts == ["til Bo"] and hers.of("note"))
        assert hers.texts == ["til Ane"]
        assert {"typing", "seen"} <= set(hers.types)
        assert not {"typing", "seen", "note"} & set(his.types + others.types)


async def test_a_gained_contact_is_shown_before_its_first_message(two: World) -> None:
    ane = await two.counsellor()
    citizen = await two.citizen(text="1")
    async with counsellors_screen(two.desk, ane) as staff:
        await two.desk.dispatch.run_once()
        await two.desk.answering.accept(ane, citizen.contact_id, None)
        await says(two.desk, citizen, "2")
        await becomes(lambda: staff.texts == ["2"])
    kinds = [kind for kind in staff.types if kind in ("offer", "offer_ended", "contact", "message")]
    assert kinds == ["offer", "offer_ended", "contact", "message"]
    assert staff.of("contact")[0]["last_seq"] == 1


async def test_unnamed_contacts_come_as_a_frame_and_long_ones_are_read_over_http(two: World) -> None:
    ane = await two.counsellor()
    long, short = await two.talking(ane), await two.talking(ane, text="1")
    async with two.desk.transaction() as tx:
        await tx.run(
            "INSERT INTO message (contact_id, seq, cid, author, text, masked, at) SELECT :id, n,"
            " gen_random_uuid(), 'citizen', 'x', false, :now FROM generate_series(1, 501) n",
            {"id": long.contact_id, "now": tx.now},
        )
        await tx.run("UPDATE contact SET last_seq = 501 WHERE id = :id", {"id": long.contact_id})
    async with counsellors_screen(two.desk, ane, last_seqs={long.contact_id: 0}) as staff:
        await says(two.desk, long, "ny")
        await becomes(lambda: staff.texts)
    frames = {frame["contact_id"]: frame for frame in staff.of("contact")}
    assert frames[str(long.contact_id)]["reload"] is True
    assert frames[str(short.contact_id)]["last_seq"] == 1
    assert staff.texts == ["ny"], "501 are too many to replay; what is said later comes live"


async def test_the_bus_carries_what_another_worker_commits(two: World) -> None:
    here, there = two.workers
    two.run(here.bus.run())
    await until(lambda: subscribed(here))
    citizen = await two.citizen(by=there)
    async with citizens_screen(here, citizen) as screen:
        await says(there, citizen, "over bussen")
        await becomes(lambda: screen.texts == ["over bussen"])


async def subscribed(desk: Desk) -> bool:
    """Whether this worker hears the others; meanwhile the loop goes on."""
    await desk.switchboard.stored_epoch()
    return desk.bus.subscribed


async def test_the_line_is_shown_to_those_in_it_and_to_staff_when_it_changes(two: World) -> None:
    first, second = await two.citizen(), await two.citizen()
    ane = await two.counsellor()
    async with citizens_screen(two.desk, second) as screen, counsellors_screen(two.desk, ane) as staff:
        await two.desk.line_watch.once()
        await two.desk.endings.leave(first.contact_id)
        assert two.desk.hub.line_changed.is_set()
        await two.desk.line_watch.once()
        await becomes(lambda: screen.of("queue") and len(staff.of("queue")) == 2)
    assert [frame["position"] for frame in screen.of("queue")] == [1]
    assert [len(frame["waiting"]) for frame in staff.of("queue")] == [2, 1]


async def test_presence_and_seats_follow_every_change(two: World) -> None:
    ane = await two.counsellor(capacity=2)
    async with counsellors_screen(two.desk, ane) as staff:
        citizen = await two.talking(ane)
        await two.desk.duty.wish(ane, Presence.BREAK, None)
        await two.desk.endings.leave(citizen.contact_id)
        await becomes(lambda: len(staff.of("presence")) == 3)
    shown_as = [(one["state"], one["load"]["chat"], one["free"]["chat"]) for one in staff.of("presence")]
    assert shown_as == [("ready", 1, 1), ("break", 1, 1), ("break", 1, 1)]
