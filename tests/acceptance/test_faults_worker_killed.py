"""A worker dies by kill -9: in mid-conversation, and between commit and publish (P1, P2, P5; I1–I4)."""

from __future__ import annotations

import asyncio
import time

from app.simulation.desk import Desk
from tests.acceptance.fault_desks import desks, kill_worker
from tests.acceptance.fault_people import AskingCitizen, OnDuty, cast, conversation
from tests.faults.proxy import valkey_proxy
from tests.faults.troubles import HoldAt
from tests.fixtures.running_desk import RunningDesk

ROUNDS = 12
KILLED_AFTER = (8, 24)
BACK_WITHIN = 20.0
OTHER_SIDE_WITHIN = 3.0
A_BUSY_MACHINE = 3.0
"""Seconds added to what is promised, for tests that run beside others."""


async def test_nothing_is_lost_doubled_or_misplaced_when_workers_die_in_mid_conversation(
    running_desk: RunningDesk,
) -> None:
    desk = running_desk
    async with cast() as actors:
        pairs = [
            await conversation(actors, desk.url, desk.url, email=f"veileder{number}@desk.example")
            for number in (1, 2)
        ]
        async with asyncio.TaskGroup() as talking:
            for citizen, counsellor in pairs:
                talking.create_task(talk(citizen, counsellor))
            for heard in KILLED_AFTER:
                await pairs[0][0].until_so_many("message", heard, within=BACK_WITHIN)
                await kill_worker(desk)
        for citizen, counsellor in pairs:
            await counsellor.finish(citizen.contact_id)
        assert await actors.verdict() == []
        assert [len(citizen.stored) for citizen in actors.citizens] == [4 * ROUNDS, 4 * ROUNDS]


async def test_a_message_whose_worker_dies_before_publishing_reaches_the_other_side_within_3_s(
    database_url: str, valkey_url: str, valkey_prefix: str
) -> None:
    async with (
        valkey_proxy(valkey_url) as proxy,
        desks(2, database_url, [proxy.url, valkey_url], prefix=valkey_prefix) as (one, two),
        cast() as actors,
    ):
        citizen, counsellor = await conversation(actors, one.url, two.url, email="veileder1@desk.example")
        cid = citizen.write("lagret, men ikke ropt ut")
        proxy.to_server.set(HoldAt(cid.encode()))
        await citizen.until_heard("message", cid=cid)
        await proxy.to_server.until_held(cid)
        killed_at = time.monotonic()
        await kill_worker(one)
        await proxy.stop()
        await counsellor.until_heard("message", cid=cid)
        assert time.monotonic() - killed_at < OTHER_SIDE_WITHIN + A_BUSY_MACHINE
        async with Desk(two.url) as other_door:
            citizen.desk = other_door
            assert [message["cid"] for message in await citizen.read_back()] == [cid]


async def talk(citizen: AskingCitizen, counsellor: OnDuty) -> None:
    """Two lines each way at once, round after round; the next round begins when all four came across."""
    for number in range(ROUNDS):
        cids = [citizen.write(f"spørsmål {number}"), citizen.write("og ett til")]
        cids += [counsellor.write(citizen.contact_id, f"svar {number}") for _ in range(2)]
        for person in (citizen, counsellor):
            for cid in cids:
                await person.until_heard("message", cid=cid, within=BACK_WITHIN)
