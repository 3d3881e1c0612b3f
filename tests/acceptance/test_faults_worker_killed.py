"""A worker dies by kill -9: in mid-conversation, and between commit and publish (P1, P2, P5; I1–I4)."""

from __future__ import annotations

import asyncio
import time

from app.simulation.desk import Desk
from tests.acceptance.fault_desks import desks
from tests.acceptance.fault_people import AskingCitizen, Cast, OnDuty, cast
from tests.acceptance.valkey_gate import gate_before

ROUNDS = 12
BACK_WITHIN = 15.0
OTHER_SIDE_WITHIN = 3.0
A_BUSY_MACHINE = 3.0
"""Seconds added to what is promised, for tests that run beside others."""


async def test_nothing_is_lost_doubled_or_misplaced_when_workers_die_in_mid_conversation(
    database_url: str, valkey_url: str, valkey_prefix: str
) -> None:
    async with desks(2, database_url, [valkey_url], prefix=valkey_prefix) as (one, two), cast() as actors:
        pairs = [
            await conversation(actors, one.url, two.url, email="veileder1@desk.example"),
            await conversation(actors, two.url, one.url, email="veileder2@desk.example"),
        ]
        async with asyncio.TaskGroup() as talking:
            for citizen, counsellor in pairs:
                talking.create_task(talk(citizen, counsellor))
            for desk, heard in ((one, 4), (two, 12)):
                await pairs[0][0].until_so_many("message", heard)
                await desk.kill_worker()
        assert await actors.verdict() == []
        assert [len(citizen.stored) for citizen in actors.citizens] == [4 * ROUNDS, 4 * ROUNDS]


async def test_a_message_whose_worker_dies_before_publishing_reaches_the_other_side_within_3_s(
    database_url: str, valkey_url: str, valkey_prefix: str
) -> None:
    async with (
        gate_before(valkey_url) as gate,
        desks(2, database_url, [gate.url, valkey_url], prefix=valkey_prefix) as (one, two),
        cast() as actors,
    ):
        citizen, counsellor = await conversation(actors, one.url, two.url, email="veileder1@desk.example")
        gate.shut()
        cid = citizen.write("lagret, men ikke ropt ut")
        await citizen.until_heard("message", cid=cid)
        await gate.until_held(cid)
        killed_at = time.monotonic()
        await one.kill_worker()
        await gate.stop()
        await counsellor.until_heard("message", cid=cid)
        assert time.monotonic() - killed_at < OTHER_SIDE_WITHIN + A_BUSY_MACHINE
        async with Desk(two.url) as other_door:
            citizen.desk = other_door
            assert [message["cid"] for message in await citizen.read_back()] == [cid]


async def conversation(
    actors: Cast, citizens_url: str, counsellors_url: str, *, email: str
) -> tuple[AskingCitizen, OnDuty]:
    """A citizen at one desk, answered at another."""
    counsellor = await actors.counsellor(counsellors_url, email)
    await counsellor.be("ready")
    citizen = await actors.citizen(citizens_url)
    await citizen.until_answered()
    await counsellor.be("break")
    return citizen, counsellor


async def talk(citizen: AskingCitizen, counsellor: OnDuty) -> None:
    """Two lines each way at once, round after round; the next round begins when all four came across."""
    for number in range(ROUNDS):
        cids = [citizen.write(f"spørsmål {number}"), citizen.write("og ett til")]
        cids += [counsellor.write(citizen.contact_id, f"svar {number}") for _ in range(2)]
        for person in (citizen, counsellor):
            for cid in cids:
                await person.until_heard("message", cid=cid, within=BACK_WITHIN)
