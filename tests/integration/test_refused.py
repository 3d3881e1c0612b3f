"""What must not be done is refused with the protocol's code, and leaves every row as it was."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from uuid import UUID, uuid4

import pytest
from sqlalchemy import delete, update

from app.domain.contact import Cause, State
from app.domain.errors import DeskError
from app.models.staff import Shift, Staff
from app.services.transfer import Handover
from tests.factories import World

TABLES = ("contact", "offer", "contact_event", "note", "wrap_up", "contact_flag", "audit", "presence_log")
TO_THE_LINE = Handover(queue=True)
RECORDED = {"disposition": "IR", "topics": []}

Command = Callable[[], Awaitable[object]]


async def everything(world: World) -> dict[str, list[str]]:
    """All rows that commands of counsellors may change."""
    async with world.desk.transaction() as tx:
        found = {}
        for table in TABLES:
            rows = await tx.run(f"SELECT to_jsonb(t)::text FROM {table} t ORDER BY 1")
            found[table] = list(rows.scalars())
        wishes = await tx.run(
            "SELECT id::text || wish || wish_since || idle_since FROM counsellor ORDER BY 1"
        )
        found["counsellor"] = list(wishes.scalars())
    return found


async def refused(world: World, code: str, commands: dict[str, Command]) -> None:
    """Each of them answers this code and changes nothing, in rows and in the switchboard."""
    before = await everything(world)
    for name, command in commands.items():
        with pytest.raises(DeskError) as raised:
            await command()
        assert raised.value.code == code, name
        assert await everything(world) == before, name
    await world.assert_switchboard_agrees()


def about(world: World, who: UUID, what: UUID) -> dict[str, Command]:
    """Every command on a contact."""
    desk = world.desk
    return {
        "end": lambda: desk.endings.end(who, what),
        "note": lambda: desk.messaging.note(who, what, cid=uuid4(), text="Hei"),
        "transfer": lambda: desk.transfers.transfer(who, what, TO_THE_LINE),
        "wrap_up": lambda: desk.wrapping_up.record(who, what, RECORDED),
        "flag": lambda: desk.flagging.flag(who, what, on=True, reason=None),
        "typing": lambda: desk.messaging.staff_typing(who, what),
        "seen": lambda: desk.messaging.staff_seen(who, what, 1),
    }


async def test_a_contact_that_does_not_exist_is_not_found(world: World) -> None:
    ane, unknown = await world.counsellor(), uuid4()
    offers: dict[str, Command] = {
        "accept": lambda: world.desk.answering.accept(ane, unknown, None),
        "decline": lambda: world.desk.answering.decline(ane, unknown, None, reason=None),
        "take": lambda: world.desk.answering.take(ane, unknown, None),
    }
    await refused(world, "not_found", about(world, ane, unknown) | offers)


async def test_anothers_contact_is_not_yours_and_not_to_be_had(world: World) -> None:
    ane, bo = await world.counsellor("Ane"), await world.counsellor("Bo")
    hers, waiting = await world.talking(ane, text="Hei"), await world.citizen()
    await refused(world, "not_yours", about(world, bo, hers.contact_id))
    await refused(world, "not_yours", about(world, bo, waiting.contact_id))
    answering = world.desk.answering
    await refused(
        world,
        "gone",
        {
            "take": lambda: answering.take(bo, hers.contact_id, None),
            "accept": lambda: answering.accept(bo, hers.contact_id, None),
            "decline": lambda: answering.decline(bo, hers.contact_id, None, reason=None),
        },
    )


@pytest.mark.parametrize("how", ["expired", "left", "erased"])
async def test_an_accept_that_comes_too_late_is_gone(world: World, how: str) -> None:
    ane = await world.counsellor()
    citizen = await world.citizen()
    assert await world.desk.dispatch.run_once() == 1
    if how == "expired":
        await world.move(30)
        await world.desk.deadlines.sweep()
    elif how == "left":
        await world.desk.endings.leave(citizen.contact_id)
    else:
        await world.desk.endings.erase(citizen.contact_id)
    answering, what = world.desk.answering, citizen.contact_id
    late: dict[str, Command] = {
        "accept": lambda: answering.accept(ane, what, None),
        "decline": lambda: answering.decline(ane, what, None, reason="for sent"),
    }
    if how != "expired":
        late["take"] = lambda: answering.take(ane, what, None)
    await refused(world, "gone", late)


async def test_a_transfer_to_oneself_to_nobody_and_to_whoever_cannot_is_refused(world: World) -> None:
    ane, bo = await world.counsellor("Ane"), await world.counsellor("Bo")
    full, away = await world.counsellor("Cato", capacity=0), await world.counsellor("Dina")
    citizen = await world.talking(ane, text="Hei")
    async with world.desk.transaction() as tx:
        await tx.run(delete(Shift).where(Shift.counsellor_id == bo))
    await world.desk.duty.went(away, 1, world.now())

    def to(**where: object) -> Command:
        return lambda: world.desk.transfers.transfer(ane, citizen.contact_id, Handover(**where))  # type: ignore[arg-type]

    await refused(world, "invalid", {"oneself": to(counsellor=ane), "no centre": to(centre="INGENSTED")})
    await refused(world, "not_found", {"nobody": to(counsellor=uuid4())})
    await refused(
        world,
        "no_capacity",
        {"off shift": to(counsellor=bo), "full": to(counsellor=full), "absent": to(counsellor=away)},
    )


async def test_disabled_in_mid_conversation_she_can_do_nothing_more_and_nobody_is_dropped(
    world: World,
) -> None:
    ane = await world.counsellor("Ane", capacity=2)
    talking, offered = await world.talking(ane, text="Hei"), await world.citizen()
    assert await world.desk.dispatch.run_once() == 1
    async with world.desk.transaction() as tx:
        await tx.run(update(Staff).where(Staff.id == ane).values(disabled_at=tx.now))
    await world.desk.deadlines.sweep()
    assert (await world.causes(talking))[-1] == Cause.DISABLED
    assert (await world.causes(offered))[-1] == Cause.WITHDRAWN
    assert [(await world.row(one)).state for one in (talking, offered)] == [State.QUEUED, State.QUEUED]
    assert await world.line() == [talking.contact_id, offered.contact_id], "first in line again"
    assert (await world.row(talking)).returned == "counsellor_gone"
    await refused(world, "not_yours", about(world, ane, talking.contact_id))
    answering = world.desk.answering
    await refused(
        world,
        "gone",
        {
            "accept": lambda: answering.accept(ane, offered.contact_id, None),
            "decline": lambda: answering.decline(ane, offered.contact_id, None, reason=None),
        },
    )
    with pytest.raises(DeskError):
        await answering.take(ane, talking.contact_id, None)
    assert await world.desk.dispatch.run_once() == 0
