"""The demo's simulated people make room for the person at the keyboard."""

from __future__ import annotations

import asyncio

from app.demo.people import OWN_ACCOUNTS, people
from app.demo.staff import SIMULATED
from app.simulation.desk import Desk
from tests.acceptance.fault_people import AskingCitizen, OnDuty, cast
from tests.acceptance.fault_shifts import simulated_on_shift
from tests.fixtures.running_desk import RunningDesk

PACE = 30.0
SIMULATED_NAMES = {account.name for account in SIMULATED}


async def test_they_answer_whoever_asks_and_step_aside_for_a_console(
    running_desk: RunningDesk,
) -> None:
    desk = running_desk
    async with simulated_on_shift(desk.url), cast() as actors:
        stop = asyncio.Event()
        async with asyncio.TaskGroup() as group:
            group.create_task(people(desk.url, OWN_ACCOUNTS[:2], pace=PACE, stop=stop))
            alone = await actors.citizen(desk.url)
            await alone.until_answered()
            assert answered_by(alone) in SIMULATED_NAMES
            person = await actors.counsellor(desk.url, "veileder1@desk.example")
            await person.be("ready")
            await until_aside(person)
            beside = await actors.citizen(desk.url)
            await beside.until_answered()
            assert beside.contact_id in person.offered.values()
            await person.finish(beside.contact_id)
            await alone.leave()
            stop.set()


def answered_by(citizen: AskingCitizen) -> str:
    """The name of the counsellor a citizen was told of."""
    names = [frame["counsellor"]["name"] for frame in citizen.heard("answered")]
    names += [
        s["contact"]["counsellor"]["name"] for s in citizen.heard("snapshot") if s["contact"]["counsellor"]
    ]
    return str(names[0])


async def until_aside(person: OnDuty) -> None:
    """Wait until no simulated counsellor is ready, as colleagues see it."""
    async with asyncio.timeout(10), Desk(person.desk.url):
        while True:
            colleagues = await person.desk.read("/api/colleagues")
            if not any(one["presence"] == "ready" and one["name"] in SIMULATED_NAMES for one in colleagues):
                return
