"""Eight counsellors at two workers reach for one contact (P4, I4, I5)."""

from __future__ import annotations

import asyncio

from tests.acceptance.fault_people import OnDuty, cast
from tests.acceptance.fault_shifts import simulated_on_shift
from tests.fixtures.running_desk import RunningDesk

ROUNDS = 10
WORKERS = 2
CALLERS = [
    *(f"veileder{n}@desk.example" for n in range(1, 7)),
    *(f"simulert{n}@desk.example" for n in range(1, 3)),
]


async def test_of_eight_callers_over_two_workers_exactly_one_gets_the_contact(
    running_desk: RunningDesk,
) -> None:
    url = running_desk.url
    async with simulated_on_shift(url), cast() as actors:
        callers = [await actors.counsellor(url, email, accepting=False) for email in CALLERS]
        while workers_of(callers, running_desk) < WORKERS:
            await callers[0].reconnect()
        for caller in callers:
            await caller.be("ready")
        for _ in range(ROUNDS):
            citizen = await actors.citizen(url, live=False)
            winners, refusals = await race(callers, citizen.contact_id)
            assert len(winners) == 1, refusals
            assert set(refusals) <= {"gone"}
            await winners[0].finish(citizen.contact_id)
        assert await actors.verdict() == []


def workers_of(callers: list[OnDuty], desk: RunningDesk) -> int:
    """Over how many workers these counsellors' sockets are spread."""
    ids = [caller.counsellor_id for caller in callers]
    statement = "SELECT count(DISTINCT worker_id) FROM counsellor WHERE id::text = ANY(%(ids)s)"
    return int(desk.execute(statement, {"ids": ids})[0][0])


async def race(callers: list[OnDuty], contact_id: str) -> tuple[list[OnDuty], list[str]]:
    """All reach at once: who got it, and with which codes the others were refused."""
    command = {"type": "take", "contact_id": contact_id}
    replies = await asyncio.gather(*(caller.client.ask(command) for caller in callers))
    pairs = list(zip(callers, replies, strict=True))
    winners = [caller for caller, reply in pairs if reply["type"] == "ok"]
    return winners, [reply["code"] for _, reply in pairs if reply["type"] == "error"]
