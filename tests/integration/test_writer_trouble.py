"""The writer in trouble: locks elsewhere, a connection lost at COMMIT; and no receipt before a commit."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

import psycopg
import pytest

from app import wiring as wiring_module
from app.domain.errors import Busy, DeskError, Unavailable
from app.repositories import messages
from app.repositories.transaction import Consequences, Transactions
from app.services.messaging import Receipt
from app.services.writer import batch as batch_module
from app.services.writer import writer as writer_module
from app.services.writer.entry import Entry
from tests.factories import World, becomes, settings_of, world_on
from tests.faults.proxy import postgres_proxy
from tests.faults.troubles import CutAt, DropReply, Pass, Reset
from tests.integration.test_writer import draft, outcomes, stored


async def unstored(world: World, database_url: str, *, messages_sent: int) -> list[UUID]:
    """Of so many messages those whose receipt came while their row could not be seen by others."""
    missing: list[UUID] = []
    contact_id = (await world.citizen()).contact_id
    with psycopg.connect(database_url.replace("+psycopg", ""), autocommit=True) as other:

        def look(receipt: asyncio.Future[Receipt]) -> None:
            cid = receipt.result().row.cid
            found = other.execute("SELECT 1 FROM message WHERE cid = %s", [cid]).fetchone()
            if found is None:
                missing.append(cid)

        for _ in range(messages_sent):
            receipt = world.desk.writer.submit(draft(contact_id))
            receipt.add_done_callback(look)
            await receipt
            await asyncio.sleep(0)
    return missing


async def answer_too_soon(transaction: Transactions, batch: Sequence[Entry], *, skip: bool) -> list[Entry]:
    """The mutant: it answers, and commits a moment later."""
    async with transaction() as tx:
        drafts = [entry.draft for entry in batch]
        contacts, known = await messages.lock_and_find(tx, drafts, skip=skip)
        outcome = batch_module._decide(batch, contacts, known, at=tx.now)
        await messages.append(tx, outcome.fresh)
        for entry, answer in outcome.answers:
            entry.answer(answer)
        await asyncio.sleep(0)
        await (await tx.send("SELECT 1", {})).fetchall()
    return []


async def test_a_receipt_means_committed(running_world: World, database_url: str) -> None:
    running_world.run(running_world.desk.writer.run())
    assert await unstored(running_world, database_url, messages_sent=20) == []


async def test_a_receipt_before_its_commit_would_be_found(
    running_world: World, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer_module, "store", answer_too_soon)
    running_world.run(running_world.desk.writer.run())
    assert await unstored(running_world, database_url, messages_sent=3) != []


async def test_a_contact_locked_elsewhere_is_busy_after_a_while_and_delays_others_little(
    running_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert writer_module.PATIENCE_SECONDS == 2.0
    monkeypatch.setattr(writer_module, "PATIENCE_SECONDS", 0.8)
    world = running_world
    locked, free = [(await world.citizen()).contact_id for _ in range(2)]
    world.run(world.desk.writer.run())
    async with world.desk.transaction() as tx:
        await tx.run("SELECT 1 FROM contact WHERE id = :id FOR UPDATE", {"id": locked})
        first = world.desk.writer.submit(draft(locked, "1"))
        others = [world.desk.writer.submit(draft(free, str(number))) for number in range(5)]
        await asyncio.gather(*others)
        assert not first.done(), "the others did not wait for it"
        later = [world.desk.writer.submit(draft(locked, str(number))) for number in (2, 3)]
        assert await outcomes([first, *later]) == [Busy] * 3, "what came behind it must come again behind it"
    again = [world.desk.writer.submit(draft(locked, str(number))) for number in (1, 2, 3)]
    assert await outcomes(again) == [1, 2, 3]
    assert [text for _, text in await stored(world, locked)] == ["1", "2", "3"]


async def test_a_lock_that_is_let_go_in_time_costs_nothing_but_time(running_world: World) -> None:
    world = running_world
    locked, free = [(await world.citizen()).contact_id for _ in range(2)]
    world.run(world.desk.writer.run())
    async with world.desk.transaction() as tx:
        await tx.run("SELECT 1 FROM contact WHERE id = :id FOR UPDATE", {"id": locked})
        waiting = [world.desk.writer.submit(draft(locked, str(number))) for number in (1, 2)]
        await world.desk.writer.submit(draft(free))
        waiting.append(world.desk.writer.submit(draft(locked, "3")))
    assert await outcomes(waiting) == [1, 2, 3]
    assert [text for _, text in await stored(world, locked)] == ["1", "2", "3"]


@pytest.mark.parametrize("is_stored", [True, False], ids=["cut after", "cut before"])
async def test_a_connection_lost_at_commit_is_looked_up_before_anything_is_answered(
    database_url: str, valkey_url: str, valkey_prefix: str, is_stored: bool
) -> None:
    async with (
        postgres_proxy(database_url) as proxy,
        world_on(settings_of(proxy.url, valkey_url, valkey_prefix)) as world,
    ):
        contact_id = (await world.citizen()).contact_id
        sent = [draft(contact_id, str(number)) for number in (1, 2, 3)]
        receipts = [world.desk.writer.submit(one) for one in sent]
        way = proxy.to_client if is_stored else proxy.to_server
        way.set(CutAt(b"COMMIT"))
        world.run(world.desk.writer.run())
        first = await outcomes(receipts)
        assert way.struck == 1
        assert first == ([1, 2, 3] if is_stored else [Unavailable] * 3)
        assert await outcomes([world.desk.writer.submit(one) for one in sent]) == [1, 2, 3]
        assert [text for _, text in await stored(world, contact_id)] == ["1", "2", "3"]


async def test_what_was_told_is_answered_though_the_database_is_gone_before_the_connection_is_laid_back(
    database_url: str, valkey_url: str, valkey_prefix: str
) -> None:
    """Its sender has it back and never sends it again: refused, it would hold back what she sends next."""
    async with (
        postgres_proxy(database_url) as proxy,
        world_on(settings_of(proxy.url, valkey_url, valkey_prefix)) as world,
    ):
        contact_id = (await world.citizen()).contact_id
        writing = world.desk.writer._transaction
        tell = writing.after_commit

        async def tell_and_lose_it(then: Consequences) -> None:
            await tell(then)
            proxy.set(Reset())

        writing.after_commit = tell_and_lose_it
        receipt = world.desk.writer.submit(draft(contact_id, "1"))
        world.run(world.desk.writer.run())
        assert await outcomes([receipt]) == [1]
        writing.after_commit = tell
        proxy.set(Pass())
        assert await stored(world, contact_id) == [(1, "1")]


async def test_an_answer_that_never_comes_holds_up_nobody_for_good(
    database_url: str, valkey_url: str, valkey_prefix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wiring_module, "SILENCE", timedelta(seconds=0.5))
    async with (
        postgres_proxy(database_url) as proxy,
        world_on(settings_of(proxy.url, valkey_url, valkey_prefix)) as world,
    ):
        contact_id = (await world.citizen()).contact_id
        sent = [draft(contact_id, str(number)) for number in (1, 2)]
        receipts = [world.desk.writer.submit(one) for one in sent]
        proxy.to_server.set(DropReply(b"COMMIT"))
        world.run(world.desk.writer.run())
        assert await outcomes(receipts) == [1, 2], "it was looked up on another connection"
        assert proxy.to_server.struck == 1
        assert (await world.desk.writer.submit(draft(contact_id, "3"))).seq == 3


async def test_a_message_stored_after_its_sender_was_told_otherwise_holds_nobody_back(
    running_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer_module, "ANSWER_SECONDS", 0.05)
    world = running_world
    contact_id = (await world.citizen()).contact_id
    sent = draft(contact_id)
    receipt = world.desk.writer.submit(sent)
    with pytest.raises(Unavailable):
        await receipt
    limits = world.desk.overview.citizen_limits()
    bucket = world.desk.buckets.of(contact_id, sent.author, limits, now=world.desk.clock.monotonic())
    assert not bucket.stored
    world.run(world.desk.writer.run())
    await becomes(lambda: list(bucket.stored) == [sent.cid])


async def test_a_killed_connection_is_unavailable_once_and_works_again(running_world: World) -> None:
    world = running_world
    contact_id = (await world.citizen()).contact_id
    world.run(world.desk.writer.run())
    await world.desk.writer.submit(draft(contact_id))
    async with world.desk.transaction() as tx:
        await tx.run(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    sent = draft(contact_id)
    with pytest.raises(DeskError) as refused:
        await world.desk.writer.submit(sent)
    assert refused.value.code in ("unavailable", "busy")
    assert refused.value.__cause__ is None, "its frames would keep the whole batch in memory"
    assert (await world.desk.writer.submit(sent)).seq == 2
