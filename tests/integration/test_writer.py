"""The writer: in the order they came, each message once, whatever happens to its neighbours."""

from __future__ import annotations

import asyncio
from uuid import UUID, uuid4

from app.domain.contact import Author
from app.domain.errors import Busy, Gone, Invalid, NotFound, NotYours, Unavailable, WrongState
from app.repositories.messages import Draft
from app.services.messaging import Receipt
from app.services.writer.writer import ROOM
from app.wiring import Desk
from tests.factories import World

TEXT = "Kva kan eg bli?"


def draft(contact_id: UUID, text: str = TEXT, *, cid: UUID | None = None, by: UUID | None = None) -> Draft:
    """A citizen's message, or with `by` a counsellor's."""
    author = Author.CITIZEN if by is None else Author.COUNSELLOR
    return Draft(contact_id, cid or uuid4(), author, by, None, text, False)


async def stored(world: World, contact_id: UUID) -> list[tuple[int, str]]:
    """What is stored of this contact: `(seq, text)` in order."""
    async with world.desk.transaction() as tx:
        rows = await tx.run(
            "SELECT seq, text FROM message WHERE contact_id = :id ORDER BY seq", {"id": contact_id}
        )
        return [(row.seq, row.text) for row in rows]


async def outcomes(receipts: list[asyncio.Future[Receipt]]) -> list[object]:
    """Of each its `seq`, or the class of what it raised."""
    found = await asyncio.gather(*receipts, return_exceptions=True)
    return [type(one) if isinstance(one, BaseException) else one.seq for one in found]


async def test_messages_are_numbered_in_the_order_in_which_they_came(running_world: World) -> None:
    world = running_world
    people = [(await world.citizen()).contact_id for _ in range(3)]
    receipts = [world.desk.writer.submit(draft(people[number % 3], str(number))) for number in range(60)]
    world.run(world.desk.writer.run())
    assert await outcomes(receipts) == [number // 3 + 1 for number in range(60)]
    for place, contact_id in enumerate(people):
        texts = [text for _, text in await stored(world, contact_id)]
        assert texts == [str(number) for number in range(place, 60, 3)]


async def test_what_arrives_meanwhile_is_one_batch_and_one_commit(running_world: World) -> None:
    world = running_world
    people = [(await world.citizen()).contact_id for _ in range(4)]
    receipts = [world.desk.writer.submit(draft(people[number % 4])) for number in range(100)]
    world.run(world.desk.writer.run())
    await asyncio.gather(*receipts)
    async with world.desk.transaction() as tx:
        commits = (await tx.run("SELECT count(DISTINCT xmin::text) FROM message")).scalar_one()
    assert commits == 1


async def test_a_repeated_cid_is_stored_once_in_one_batch_and_across_batches(running_world: World) -> None:
    world = running_world
    contact_id, cid = (await world.citizen()).contact_id, uuid4()
    first = [world.desk.writer.submit(draft(contact_id, text, cid=cid)) for text in ("a", "b", "c")]
    world.run(world.desk.writer.run())
    receipts = list(await asyncio.gather(*first))
    receipts.append(await world.desk.writer.submit(draft(contact_id, "d", cid=cid)))
    assert [receipt.new for receipt in receipts] == [True, False, False, False]
    assert {receipt.row.text for receipt in receipts} == {"a"}
    assert await stored(world, contact_id) == [(1, "a")]


async def test_both_sides_may_use_the_same_cid(running_world: World) -> None:
    world, cid = running_world, uuid4()
    ane = await world.counsellor()
    contact_id = (await world.talking(ane)).contact_id
    world.run(world.desk.writer.run())
    sent = [draft(contact_id, cid=cid), draft(contact_id, cid=cid, by=ane)]
    assert await outcomes([world.desk.writer.submit(one) for one in sent]) == [1, 2]


async def test_each_message_sent_by_four_workers_at_once_is_stored_once_without_gaps(
    running_world: World,
) -> None:
    world = running_world
    for _ in range(3):
        await world.worker()
    for desk in world.workers:
        world.run(desk.writer.run())
    people = [(await world.citizen()).contact_id for _ in range(4)]
    drafts = [draft(people[number % 4], str(number)) for number in range(80)]

    async def send_everything(desk: Desk) -> list[Receipt]:
        return list(await asyncio.gather(*(desk.writer.submit(one) for one in drafts)))

    answers = await asyncio.gather(*(send_everything(desk) for desk in world.workers))
    for number, one in enumerate(drafts):
        assert len({answer[number].seq for answer in answers}) == 1
        assert sum(answer[number].new for answer in answers) == 1
        assert {answer[number].row.text for answer in answers} == {one.text}
    for contact_id in people:
        assert [seq for seq, _ in await stored(world, contact_id)] == list(range(1, 21))
        assert (await world.row(contact_id)).last_seq == 20


async def test_a_poisoned_message_spoils_only_itself(running_world: World) -> None:
    world = running_world
    first, second = [(await world.citizen()).contact_id for _ in range(2)]
    texts = [(first, "a"), (first, "x\x00"), (second, "b"), (first, "c"), (second, "d")]
    receipts = [world.desk.writer.submit(draft(contact_id, text)) for contact_id, text in texts]
    world.run(world.desk.writer.run())
    assert await outcomes(receipts) == [1, Invalid, 1, 2, 2]
    assert await stored(world, first) == [(1, "a"), (2, "c")]


async def test_who_may_not_write_is_told_why_and_delays_nobody(running_world: World) -> None:
    world = running_world
    ane, bo = await world.counsellor("Ane", capacity=9), await world.counsellor("Bo")
    talking, waiting = await world.talking(ane), await world.citizen()
    over, left, erased = await world.talking(ane), await world.citizen(), await world.citizen(text=TEXT)
    await world.desk.endings.end(ane, over.contact_id)
    await world.desk.endings.leave(left.contact_id)
    await world.desk.endings.erase(erased.contact_id)
    world.run(world.desk.writer.run())
    sent = {
        draft(talking.contact_id, by=ane): 1,
        draft(talking.contact_id, by=bo): NotYours,
        draft(waiting.contact_id): 1,
        draft(waiting.contact_id, by=ane): NotYours,
        draft(over.contact_id): WrongState,
        draft(over.contact_id, by=ane): WrongState,
        draft(left.contact_id): WrongState,
        draft(erased.contact_id): Gone,
        draft(uuid4()): NotFound,
    }
    assert await outcomes([world.desk.writer.submit(one) for one in sent]) == list(sent.values())


async def test_a_stored_cid_is_answered_after_the_end_too(running_world: World) -> None:
    world = running_world
    citizen = await world.citizen()
    world.run(world.desk.writer.run())
    sent = draft(citizen.contact_id)
    await world.desk.writer.submit(sent)
    await world.desk.endings.leave(citizen.contact_id)
    assert (await world.desk.writer.submit(sent)).seq == 1


async def test_more_than_may_wait_is_busy_at_once(running_world: World) -> None:
    world = running_world
    contact_id = (await world.citizen()).contact_id
    receipts = [world.desk.writer.submit(draft(contact_id)) for _ in range(ROOM + 1)]
    assert receipts[-1].done()
    assert isinstance(receipts[-1].exception(), Busy)
    assert not receipts[0].done()
    for receipt in receipts:
        receipt.cancel()


async def test_a_closing_writer_takes_no_more_and_writes_what_waits(running_world: World) -> None:
    world = running_world
    contact_id = (await world.citizen()).contact_id
    receipts = [world.desk.writer.submit(draft(contact_id)) for _ in range(5)]
    world.run(world.desk.writer.run())
    await world.desk.writer.close()
    assert await outcomes(receipts) == [1, 2, 3, 4, 5]
    assert await outcomes([world.desk.writer.submit(draft(contact_id))]) == [Unavailable]
