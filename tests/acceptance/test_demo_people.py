"""The demo's simulated people make room for the person at the keyboard."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from app.demo.pace import LIVELINESS, Pace
from app.demo.people import OWN_ACCOUNTS, people
from app.demo.staff import SIMULATED
from app.simulation.desk import Desk
from tests.faults.cast import cast
from tests.faults.people import AskingCitizen, OnDuty
from tests.fixtures.patience import PATIENCE
from tests.fixtures.running_desk import RunningDesk
from tests.fixtures.shifts import simulated_on_shift

pytestmark = pytest.mark.usefixtures("nobody_left_behind")

GENTLE = replace(LIVELINESS[Pace.GENTLE], quicker=30.0, comes_every=(0.3, 0.8))
BUSY = replace(LIVELINESS[Pace.BUSY], quicker=40.0, comes_every=(0.05, 0.15), line=3)
SIMULATED_NAMES = {account.name for account in SIMULATED}


async def test_they_answer_whoever_asks_and_step_aside_for_a_console(
    running_desk: RunningDesk,
) -> None:
    desk = running_desk
    async with simulated_on_shift(desk.url), cast() as actors:
        stop = asyncio.Event()
        async with asyncio.TaskGroup() as group:
            group.create_task(people(desk.url, OWN_ACCOUNTS[:2], pace=GENTLE, stop=stop))
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


async def test_on_a_gentle_day_a_seat_stays_free_for_a_question_of_ones_own(
    running_desk: RunningDesk,
) -> None:
    """One simulated citizen at a time comes to a console, so the person's own question is offered there."""
    desk = running_desk
    async with simulated_on_shift(desk.url), cast() as actors:
        stop = asyncio.Event()
        async with asyncio.TaskGroup() as group:
            person = await actors.counsellor(desk.url, "veileder2@desk.example")
            await person.be("ready")
            group.create_task(people(desk.url, OWN_ACCOUNTS[:2], pace=GENTLE, stop=stop))
            await person.until(lambda: person.offered)
            for _ in range(3):
                assert len(held(person)) <= 1
                own = await actors.citizen(desk.url)
                await own.until_answered()
                assert own.contact_id in person.offered.values()
                await person.finish(own.contact_id)
            stop.set()


async def test_on_a_busy_day_there_is_a_line_and_everybody_gets_a_turn(running_desk: RunningDesk) -> None:
    """The simulated work on beside a console: who is at it is offered somebody, and who asks is answered."""
    desk = running_desk
    async with simulated_on_shift(desk.url), cast() as actors:
        stop = asyncio.Event()
        async with asyncio.TaskGroup() as group:
            person = await actors.counsellor(desk.url, "veileder3@desk.example")
            group.create_task(people(desk.url, OWN_ACCOUNTS[:2], pace=BUSY, stop=stop))
            await until_simulated(person, "ready")
            await until_a_line(desk.url)
            own = await actors.citizen(desk.url)
            await person.be("ready")
            await person.until(lambda: person.offered)
            await own.until_answered()
            await until_simulated(person, "ready")
            stop.set()


def held(person: OnDuty) -> set[str]:
    """The simulated citizens' contacts that a counsellor was offered and that are not over yet."""
    over = {
        frame["contact_id"] for frame in person.heard("contact") if frame["state"] in ("wrap_up", "closed")
    }
    return set(person.offered.values()) - over


async def until_a_line(url: str) -> None:
    """Wait until somebody waits."""
    async with asyncio.timeout(PATIENCE), Desk(url) as desk:
        while not (await desk.read("/api/desk"))["channels"]["chat"]["waiting"]:
            pass


def answered_by(citizen: AskingCitizen) -> str:
    """The name of the counsellor a citizen was told of."""
    names = [frame["counsellor"]["name"] for frame in citizen.heard("answered")]
    names += [
        s["contact"]["counsellor"]["name"] for s in citizen.heard("snapshot") if s["contact"]["counsellor"]
    ]
    return str(names[0])


async def until_aside(person: OnDuty) -> None:
    """Wait until no simulated counsellor is ready, as colleagues see it."""
    async with asyncio.timeout(PATIENCE):
        while "ready" in await simulated_presences(person):
            pass


async def until_simulated(person: OnDuty, presence: str) -> None:
    """Wait until one of them is seen so."""
    async with asyncio.timeout(PATIENCE):
        while presence not in await simulated_presences(person):
            pass


async def simulated_presences(person: OnDuty) -> set[str]:
    """How the simulated counsellors are seen by a colleague."""
    colleagues = await person.desk.read("/api/colleagues")
    return {one["presence"] for one in colleagues if one["name"] in SIMULATED_NAMES}
