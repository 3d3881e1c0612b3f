"""Whoever was abusive is slowed down for a while, by a hash alone; everybody else comes in as ever."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID, uuid4

import pytest
from starlette.datastructures import Address
from starlette.requests import Request
from starlette.responses import JSONResponse

from app.domain.contact import Language, State
from app.domain.errors import (
    DeskError,
    NotYours,
    ProofRequired,
    SwitchboardAway,
    TooManyRequests,
    Unavailable,
)
from app.domain.proof import solve
from app.routers.public import ContactBody, ask
from app.routers.turnstile import CROWD, require_pace
from app.services.endings import Endings
from app.wiring import Desk
from tests.factories import Citizen, Hand, World, count, settings_of, world_on

RUDE, CALM = "192.0.2.7", "198.51.100.9"
SITE = "https://chat.desk.example"
HOUR = 3_600


@pytest.fixture
async def public(database_url: str, valkey_url: str, valkey_prefix: str) -> AsyncIterator[World]:
    """A desk whose address is no loopback."""
    settings = settings_of(database_url, valkey_url, valkey_prefix)
    async with world_on(settings.model_copy(update={"public_url": SITE}), hand=Hand()) as made:
        yield made


async def posts(world: World, host: str, **body: Any) -> JSONResponse:
    """Somebody asks over HTTP from there."""
    headers = [(b"origin", SITE.encode())]
    scope = {"type": "http", "method": "POST", "headers": headers, "client": (host, 1)}
    asked = ContactBody(channel="chat", language=Language.NB, **body)
    return await ask(asked, Request({**scope, "state": {"desk": world.desk}}), world.desk)


async def comes(world: World, host: str) -> Citizen:
    """The same, and she opens her conversation."""
    answer = await posts(world, host)
    token = bytes(answer.body).split(b'"token":"')[1].split(b'"')[0].decode()
    generation = (await world.desk.attendance.came(token)).generation
    found = await world.desk.records.own(token)
    assert found.contact is not None
    return Citizen(found.contact.contact_id, token, generation)


async def talks(world: World, host: str) -> tuple[UUID, UUID]:
    """Somebody from there in conversation; with whom, and the contact."""
    ane = await world.counsellor()
    citizen = await comes(world, host)
    await world.desk.answering.take(ane, citizen.contact_id, None)
    return ane, citizen.contact_id


async def asks(desk: Desk, host: str, proof: Any = None) -> DeskError | None:
    """What somebody there is told; None: come in."""
    try:
        await require_pace(desk, Address(host, 1), proof)
    except DeskError as refusal:
        return refusal
    return None


async def proves(desk: Desk, host: str) -> DeskError | None:
    """The same with the proof she is asked for."""
    refusal = await asks(desk, host)
    assert isinstance(refusal, ProofRequired)
    return await asks(desk, host, await solved(refusal))


async def solved(refusal: ProofRequired) -> dict[str, str]:
    """What proves it."""
    challenge = refusal.details["challenge"]
    return {"challenge": challenge, "proof": await asyncio.to_thread(solve, challenge, refusal.bits)}


async def test_whoever_was_abusive_asks_with_a_proof_and_every_five_minutes_for_an_hour(
    public: World,
) -> None:
    ane, contact_id = await talks(public, RUDE)
    assert await asks(public.desk, RUDE) is None
    await public.desk.endings.end_abusive(ane, contact_id)
    assert (await public.row(contact_id)).state is State.WRAP_UP
    other = await public.worker()
    assert await asks(other, CALM) is None
    assert await proves(other, RUDE) is None
    told = await proves(public.desk, RUDE)
    assert isinstance(told, TooManyRequests)
    assert told.retry_after_ms is not None
    assert 299_000 < told.retry_after_ms <= 300_001
    await public.move(299)
    assert isinstance(await proves(public.desk, RUDE), TooManyRequests)
    await public.move(1)
    assert await proves(public.desk, RUDE) is None


async def test_a_slowed_request_whose_answer_was_lost_is_the_same_contact_without_proof_or_patience(
    public: World,
) -> None:
    ane, contact_id = await talks(public, RUDE)
    await public.desk.endings.end_abusive(ane, contact_id)
    request_id = uuid4()
    with pytest.raises(ProofRequired) as refusal:
        await posts(public, RUDE, request_id=request_id)
    proof = await solved(refusal.value)
    first = await posts(public, RUDE, request_id=request_id, proof=proof)
    for resent in (None, proof):
        again = await posts(public, RUDE, request_id=request_id, proof=resent)
        assert (first.status_code, again.status_code) == (201, 200)
        assert contact_of(again) == contact_of(first)
    with pytest.raises(ProofRequired):
        await posts(public, RUDE, request_id=uuid4())
    await public.move(601)
    with pytest.raises(ProofRequired):
        await posts(public, RUDE, request_id=request_id)


def contact_of(answer: JSONResponse) -> str:
    """The contact that an answer names."""
    return str(json.loads(bytes(answer.body))["contact_id"])


async def test_in_a_crowd_a_request_made_before_is_let_through_without_a_proof(public: World) -> None:
    request_id = uuid4()
    first = await posts(public, CALM, request_id=request_id)
    told = [await asks(public.desk, f"10.1.0.{number}") for number in range(CROWD)]
    assert isinstance(told[-1], ProofRequired)
    again = await posts(public, CALM, request_id=request_id)
    assert (again.status_code, contact_of(again)) == (200, contact_of(first))


async def test_nothing_of_it_stands_in_valkey_but_hashes_with_a_lifetime(public: World) -> None:
    ane, contact_id = await talks(public, RUDE)
    await public.desk.endings.end_abusive(ane, contact_id)
    async with public.valkey() as valkey:
        lifetimes = {}
        for key in await valkey.keys(f"*{public.settings.valkey_prefix}*"):
            kept = await valkey.get(key) if (await valkey.type(key)) in (b"string", "string") else b""
            assert RUDE not in f"{key!r}{kept!r}"
            name = key.decode() if isinstance(key, bytes) else key
            lifetimes[name.split(":")[1]] = await valkey.pttl(key)
    assert HOUR * 1000 - 10_000 < lifetimes["slowed"] <= HOUR * 1000
    assert 0 < lifetimes["asker"] <= 6 * HOUR * 1000


async def test_it_is_written_down_once_audited_and_nothing_of_what_was_said(public: World) -> None:
    ane, contact_id = await talks(public, RUDE)
    bo = await public.counsellor("Bo")
    with pytest.raises(NotYours):
        await public.desk.endings.end_abusive(bo, contact_id)
    assert (await public.row(contact_id)).state is State.ACTIVE
    for _ in range(2):
        await public.desk.endings.end_abusive(ane, contact_id)
    statement = "SELECT action, actor_id, subject, reason FROM audit WHERE action = 'contact_abusive'"
    async with public.desk.transaction() as tx:
        assert [tuple(row) for row in await tx.run(statement)] == [
            ("contact_abusive", ane, str(contact_id), None)
        ]
        assert await count(tx, "abuse_report", f"by = '{ane}'") == 1


async def test_it_can_be_said_in_the_wrap_up_of_who_left_by_herself(public: World) -> None:
    ane, contact_id = await talks(public, RUDE)
    await public.desk.endings.leave(contact_id)
    await public.desk.endings.end_abusive(ane, contact_id)
    assert (await public.row(contact_id)).ended_by == "citizen"
    assert isinstance(await asks(public.desk, RUDE), ProofRequired)


async def test_an_ordinary_end_slows_nobody(public: World) -> None:
    ane, contact_id = await talks(public, RUDE)
    await public.desk.endings.end(ane, contact_id)
    assert await asks(public.desk, RUDE) is None


async def test_a_desk_may_decide_to_slow_nobody(public: World) -> None:
    await public.policy(abuse_slow_seconds=0)
    ane, contact_id = await talks(public, RUDE)
    await public.desk.endings.end_abusive(ane, contact_id)
    assert await asks(public.desk, RUDE) is None
    async with public.valkey() as valkey:
        assert not await valkey.keys(f"*{public.settings.valkey_prefix}*asker*")


async def test_while_valkey_is_away_the_contact_ends_all_the_same(public: World) -> None:
    ane, contact_id = await talks(public, RUDE)

    async def away(*_: object) -> None:
        raise SwitchboardAway

    endings = Endings(public.desk.transaction, public.desk.rules, slow=away)
    await endings.end_abusive(ane, contact_id)
    assert (await public.row(contact_id)).state is State.WRAP_UP


async def test_on_loopback_nobody_is_remembered_or_slowed(world: World) -> None:
    ane = await world.counsellor()
    citizen = await world.talking(ane)
    await world.desk.endings.end_abusive(ane, citizen.contact_id)
    assert [await asks(world.desk, "127.0.0.1") for _ in range(20)] == [None] * 20


async def test_the_schema_of_the_release_before_ends_and_knows_no_abuse(public: World) -> None:
    ane, contact_id = await talks(public, RUDE)
    async with public.desk.transaction() as tx:
        await tx.run("DROP TABLE abuse_report")
    public.desk.transaction.revision = "0004"
    with pytest.raises(Unavailable):
        await public.desk.endings.end_abusive(ane, contact_id)
    assert (await public.row(contact_id)).state is State.ACTIVE
    await public.desk.endings.end(ane, contact_id)
    assert (await public.row(contact_id)).state is State.WRAP_UP
