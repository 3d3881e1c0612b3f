"""Conversations that have gone quiet: warned after five minutes, ended after ten, never while it is ours."""

from __future__ import annotations

import asyncio
from uuid import uuid4

from app.domain.contact import Author, Language, State
from app.domain.policy import Policy
from app.repositories import contacts, messages
from app.repositories.messages import Draft
from app.seed.texts import say
from app.services.transfer import Handover
from tests.factories import Citizen, World

WARNING = say("session.idle.warn", "nb", minutter=5)


async def write(world: World, citizen: Citizen, author: Author, text: str = "Hei") -> None:
    """One of the two writes, now."""
    async with world.desk.transaction() as tx:
        contact = await contacts.lock(tx, citizen.contact_id)
        assert contact is not None
        author_id = contact.owner if author is Author.COUNSELLOR else None
        draft = Draft(contact.id, uuid4(), author, author_id, None, text, masked=False)
        await messages.append(tx, [messages.numbered(draft, contact.last_seq + 1, tx.now)])


async def away(world: World, citizen: Citizen) -> None:
    """Her socket closes now."""
    await world.desk.attendance.went(citizen.contact_id, citizen.generation, world.now())


async def later(world: World, seconds: float) -> None:
    """So much time goes by, with the sweep of its last second."""
    await world.move(seconds)
    await world.desk.deadlines.sweep()


async def warnings(world: World, citizen: Citizen) -> list[str]:
    """What the desk has said in the conversation."""
    async with world.desk.transaction() as tx:
        rows = await messages.after(tx, {citizen.contact_id: 0}, most=50)
    return [row.text for row in rows if row.author is Author.DESK]


async def test_an_absent_citizen_is_warned_at_five_minutes_and_ended_at_ten(world: World) -> None:
    ane = await world.counsellor()
    citizen = await world.talking(ane, text="Hei, hva kreves?")
    await world.move(60)
    await away(world, citizen)
    await later(world, 299)
    assert await warnings(world, citizen) == []
    await later(world, 1)
    assert await warnings(world, citizen) == [WARNING]
    await later(world, 299)
    assert ((await world.row(citizen)).state, await warnings(world, citizen)) == (State.ACTIVE, [WARNING])
    await later(world, 1)
    row = await world.row(citizen)
    assert (row.state, row.owner, row.ended_by, row.ended_reason) == (State.WRAP_UP, ane, "desk", "idle")
    assert (await world.causes(citizen))[-1] == "ended_idle"


async def test_a_citizen_who_does_not_answer_is_warned_and_ended(world: World) -> None:
    citizen = await world.talking(await world.counsellor(), text="Hei")
    await world.move(400)
    await write(world, citizen, Author.COUNSELLOR)
    await later(world, 299)
    assert await warnings(world, citizen) == []
    await later(world, 1)
    assert await warnings(world, citizen) == [WARNING]
    await later(world, 300)
    assert (await world.row(citizen)).ended_reason == "idle"


async def test_who_is_there_and_waits_for_us_is_never_ended(world: World) -> None:
    ane = await world.counsellor()
    mute, asked = await world.talking(ane), await world.talking(ane, text="Hei, er det noen?")
    await write(world, asked, Author.COUNSELLOR)
    await write(world, asked, Author.CITIZEN, "Ja?")
    for _ in range(3):
        await later(world, 3600)
    for citizen in (mute, asked):
        assert ((await world.row(citizen)).state, await warnings(world, citizen)) == (State.ACTIVE, [])


async def test_her_answer_ends_the_silence_and_the_next_one_is_warned_of_anew(world: World) -> None:
    citizen = await world.talking(await world.counsellor(), text="Hei")
    await write(world, citizen, Author.COUNSELLOR)
    await later(world, 300)
    await write(world, citizen, Author.CITIZEN, "Her er jeg")
    await later(world, 900)
    assert (await world.row(citizen)).state is State.ACTIVE
    await write(world, citizen, Author.COUNSELLOR)
    await later(world, 300)
    assert await warnings(world, citizen) == [WARNING, WARNING]
    await later(world, 300)
    assert (await world.row(citizen)).state is State.WRAP_UP


async def test_back_after_the_warning_nothing_ends(world: World) -> None:
    citizen = await world.talking(await world.counsellor(), text="Hei")
    await away(world, citizen)
    await later(world, 300)
    await world.desk.attendance.came(citizen.token)
    await later(world, 600)
    assert (await world.row(citizen)).state is State.ACTIVE


async def test_whoever_takes_it_over_has_the_word_first(world: World) -> None:
    ane, bo = await world.counsellor("Ane"), await world.counsellor("Bo")
    citizen = await world.talking(ane, text="Hei")
    await write(world, citizen, Author.COUNSELLOR)
    await world.desk.transfers.transfer(ane, citizen.contact_id, Handover(counsellor=bo))
    await world.desk.answering.accept(bo, citizen.contact_id, None)
    await later(world, 900)
    assert ((await world.row(citizen)).state, await warnings(world, citizen)) == (State.ACTIVE, [])


async def test_flagged_it_is_neither_warned_nor_ended_until_the_flag_is_gone(world: World) -> None:
    ane = await world.counsellor()
    citizen = await world.talking(ane, text="Hei")
    await world.desk.flagging.flag(ane, citizen.contact_id, on=True, reason=None)
    await away(world, citizen)
    await later(world, 3600)
    assert ((await world.row(citizen)).state, await warnings(world, citizen)) == (State.ACTIVE, [])
    await world.desk.flagging.flag(ane, citizen.contact_id, on=False, reason=None)
    await later(world, 1)
    assert (await world.row(citizen)).state is State.ACTIVE, "a warning comes before the end, always"
    assert await warnings(world, citizen) == [WARNING]
    await later(world, 300)
    assert (await world.row(citizen)).state is State.WRAP_UP


async def test_neither_a_lost_switchboard_nor_an_outage_ends_anybody(world: World) -> None:
    citizen = await world.talking(await world.counsellor(), text="Hei")
    await write(world, citizen, Author.COUNSELLOR)
    await away(world, citizen)
    await world.move(599)
    await world.lose_the_switchboard()
    await world.desk.settling.renew()
    await later(world, 299)
    assert await warnings(world, citizen) == []
    await world.move(3600, beating=False)
    await world.desk.deadlines.sweep()
    assert ((await world.row(citizen)).state, await warnings(world, citizen)) == (State.ACTIVE, [])


async def test_two_workers_that_sweep_at_once_warn_once(world: World) -> None:
    other = await world.worker()
    citizen = await world.talking(await world.counsellor(), text="Hei")
    await away(world, citizen)
    await world.move(300)
    await asyncio.gather(*(desk.deadlines.sweep() for desk in (world.desk, other, world.desk, other)))
    assert await warnings(world, citizen) == [WARNING]
    await world.move(300)
    await asyncio.gather(*(desk.deadlines.sweep() for desk in (world.desk, other, world.desk, other)))
    assert (await world.causes(citizen)).count("ended_idle") == 1


async def test_the_warning_is_in_the_contacts_language_and_says_the_desks_own_minutes(world: World) -> None:
    await world.policy(idle_warning_seconds=60, idle_end_seconds=240)
    citizen = await world.talking(await world.counsellor(), text="Hei")
    async with world.desk.transaction() as tx:
        await contacts.change(tx, citizen.contact_id, language=Language.NN)
    await away(world, citizen)
    await later(world, 60)
    assert await warnings(world, citizen) == [say("session.idle.warn", "nn", minutter=3)]


async def test_before_its_revision_and_where_it_is_off_nobody_is_ended(world: World) -> None:
    assert Policy().idle_end_seconds == 600
    citizen = await world.talking(await world.counsellor(), text="Hei")
    await away(world, citizen)
    world.desk.transaction.revision = "0003"
    await later(world, 3600)
    assert await warnings(world, citizen) == []
    world.desk.transaction.revision = None
    await world.policy(idle_end_seconds=0)
    await later(world, 3600)
    assert ((await world.row(citizen)).state, await warnings(world, citizen)) == (State.ACTIVE, [])
