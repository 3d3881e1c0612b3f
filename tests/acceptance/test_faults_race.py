"""Eight counsellors at two workers reach for one contact (P4, I4, I5)."""

from __future__ import annotations

import asyncio

from tests.acceptance.fault_desks import desks
from tests.acceptance.fault_people import OnDuty, cast

ROUNDS = 10
CALLERS = [
    *(f"veileder{n}@desk.example" for n in range(1, 7)),
    *(f"simulert{n}@desk.example" for n in range(1, 3)),
]


async def test_of_eight_callers_over_two_workers_exactly_one_gets_the_contact(
    database_url: str, valkey_url: str, valkey_prefix: str
) -> None:
    async with desks(2, database_url, [valkey_url], prefix=valkey_prefix) as (one, two), cast() as actors:
        callers = [
            await actors.counsellor((one, two)[number % 2].url, email, accepting=False)
            for number, email in enumerate(CALLERS)
        ]
        for caller in callers:
            await caller.be("ready")
        for number in range(ROUNDS):
            citizen = await actors.citizen((one, two)[number % 2].url, live=False)
            winners, refusals = await race(callers, citizen.contact_id)
            assert len(winners) == 1, refusals
            assert set(refusals) <= {"gone"}
            await winners[0].finish(citizen.contact_id)
        assert await actors.verdict() == []


async def race(callers: list[OnDuty], contact_id: str) -> tuple[list[OnDuty], list[str]]:
    """All reach at once: who got it, and with which codes the others were refused."""
    command = {"type": "take", "contact_id": contact_id}
    replies = await asyncio.gather(*(caller.client.ask(command) for caller in callers))
    pairs = list(zip(callers, replies, strict=True))
    winners = [caller for caller, reply in pairs if reply["type"] == "ok"]
    return winners, [reply["code"] for _, reply in pairs if reply["type"] == "error"]
