"""Two offers missed in a row: the desk sets her to a break, says why, and offers nothing further."""

from __future__ import annotations

from uuid import UUID

from app.domain.counsellor import Presence
from app.repositories import duty
from app.repositories.duty import CounsellorRow
from tests.factories import World


async def her(world: World, counsellor_id: UUID) -> CounsellorRow:
    """The counsellor as stored now."""
    async with world.desk.transaction() as tx:
        found = await duty.find(tx, counsellor_id)
    assert found is not None
    return found


async def miss(world: World, counsellor_id: UUID) -> None:
    """Offer her whatever comes, and let it expire."""
    citizen = await world.citizen()
    await world.desk.dispatch.run_once()
    assert counsellor_id in [who for _, who in await world.offered()]
    await world.move(30)
    await world.desk.deadlines.sweep()
    assert (await world.causes(citizen))[-1] == "expired"


async def empty(world: World) -> None:
    """Everybody in line leaves."""
    for contact_id in await world.line():
        await world.desk.endings.leave(contact_id)


async def logged(world: World, counsellor_id: UUID) -> list[tuple[str, str | None]]:
    """What the presence log says of her, in order."""
    statement = "SELECT state, reason FROM presence_log WHERE counsellor_id = :who ORDER BY id"
    async with world.desk.transaction() as tx:
        return [tuple(row) for row in await tx.run(statement, {"who": counsellor_id})]


async def test_two_missed_in_a_row_are_a_break_with_its_reason(world: World) -> None:
    ane = await world.counsellor(capacity=1)
    await miss(world, ane)
    assert (await her(world, ane)).wish is Presence.READY
    before = (await her(world, ane)).version
    await miss(world, ane)
    row = await her(world, ane)
    assert (row.wish, row.wish_reason) == (Presence.BREAK, "missed_offers")
    assert row.version > before, "her screen must hear of it"
    assert (await logged(world, ane))[-1] == ("break", "missed_offers")
    await world.move(120)
    assert await world.desk.dispatch.run_once() == 0, "no third offer"


async def test_what_rings_beside_the_second_miss_is_withdrawn_at_once(world: World) -> None:
    ane = await world.counsellor(capacity=3)
    first, second = await world.citizen(), await world.citizen()
    assert await world.desk.dispatch.run_once() == 2
    await world.move(20)
    third = await world.citizen()
    assert await world.desk.dispatch.run_once() == 1
    await world.move(10)
    await world.desk.deadlines.sweep()
    assert (await her(world, ane)).wish is Presence.BREAK
    assert [(await world.causes(one))[-1] for one in (first, second, third)] == [
        "expired",
        "expired",
        "withdrawn",
    ]
    assert await world.line() == [one.contact_id for one in (first, second, third)]


async def test_whatever_she_does_between_begins_the_count_anew(world: World) -> None:
    desk, ane = world.desk, await world.counsellor(capacity=20)
    for how in ("accept", "decline", "take", "wish"):
        await miss(world, ane)
        await world.move(1)
        other = await world.citizen()
        if how == "take":
            await desk.answering.take(ane, other.contact_id, None)
        await desk.dispatch.run_once()
        if how == "accept":
            await desk.answering.accept(ane, other.contact_id, None)
        elif how == "decline":
            await desk.answering.decline(ane, other.contact_id, None, reason=None)
        elif how == "wish":
            await desk.endings.leave(other.contact_id)
            await desk.duty.wish(ane, Presence.READY, None)
        await world.move(1)
        await miss(world, ane)
        assert (await her(world, ane)).wish is Presence.READY, how
        await desk.duty.wish(ane, Presence.READY, None)
        await empty(world)


async def test_ready_again_she_may_miss_as_often_as_before(world: World) -> None:
    ane = await world.counsellor(capacity=3)
    for _ in range(2):
        await miss(world, ane)
    assert (await her(world, ane)).wish is Presence.BREAK
    await empty(world)
    await world.desk.duty.wish(ane, Presence.READY, None)
    assert (await her(world, ane)).wish_reason is None
    await miss(world, ane)
    assert (await her(world, ane)).wish is Presence.READY


async def test_an_offer_that_was_withdrawn_is_no_miss(world: World) -> None:
    ane = await world.counsellor(capacity=1)
    await miss(world, ane)
    left = await world.citizen()
    await world.desk.dispatch.run_once()
    await world.desk.endings.leave(left.contact_id)
    assert (await world.causes(left))[-1] == "left"
    await world.desk.deadlines.sweep()
    assert (await her(world, ane)).wish is Presence.READY


async def test_how_many_is_the_desks_to_decide_and_none_is_never(world: World) -> None:
    await world.policy(misses_to_break=0)
    ane = await world.counsellor(capacity=4)
    for _ in range(3):
        await miss(world, ane)
    assert (await her(world, ane)).wish is Presence.READY
    await world.policy(misses_to_break=4)
    await miss(world, ane)
    assert (await her(world, ane)).wish is Presence.BREAK
