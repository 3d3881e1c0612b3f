"""Bots that jam the line of a desk which the public reaches through a proxy."""

from __future__ import annotations

import asyncio
import json
import socket
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from uuid import uuid4

import httpx2
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Origin

from app.queue.client import connect as connect_valkey
from app.queue.keys import Keys
from app.simulation.desk import Desk
from tests.faults.cast import Cast, cast
from tests.faults.desks import FaultDesk, desk
from tests.faults.matrix import Trial, row
from tests.faults.people import AskingCitizen, OnDuty
from tests.faults.stores import counsellor_email
from tests.faults.verdict import verdict
from tests.faults.waiting import time_passes

PUBLIC = "http://chat.desk.example"
IN_WITHIN = 2.0
A_BUSY_MACHINE = 3.0
"""Seconds added to what is promised, for short trials that run beside other tests."""
UNCHANGED = 1.1
AT_ONCE = 16
"""Requests under way: more would only keep this process, in which the citizens live too, from its work."""
COUNSELLORS = 2
COME_EVERY = 0.25
A_TALK, A_BOT = 1.5, 0.1
"""Seconds: a counsellor notices much sooner that nobody speaks."""
A_DAY = 86_400.0


class Behind(Desk):
    """The desk as the proxy shows it to somebody with this address."""

    def __init__(self, origin: str, port: int, address: str) -> None:
        super().__init__(f"http://127.0.0.1:{port}", timeout=30.0)
        self.origin, self._address = origin, address

    def _as_change(self) -> dict[str, str]:
        return {**super()._as_change(), "X-Forwarded-For": self._address}


@dataclass
class Crowd:
    """What became of the bots."""

    origin: str
    contacts: set[str] = field(default_factory=set)
    refused: Counter[str] = field(default_factory=Counter)
    begun: asyncio.Event = field(default_factory=asyncio.Event)

    def note(self, answer: httpx2.Response) -> None:
        """One bot's answer."""
        self.begun.set()
        if answer.status_code == httpx2.codes.CREATED:
            self.contacts.add(answer.json()["contact_id"])
        else:
            self.refused[answer.json()["error"]["code"]] += 1


@dataclass(frozen=True, slots=True)
class Scene:
    """One desk, its staff at work, and how people reach it."""

    running: FaultDesk
    actors: Cast
    port: int
    crowd: Crowd
    doors: AsyncExitStack

    async def door(self, kind: int, number: int) -> Desk:
        """The desk as somebody of this kind sees it, each from an address of their own."""
        door = Behind(self.crowd.origin, self.port, f"10.{kind}.{number // 250}.{number % 250}")
        return await self.doors.enter_async_context(door)


@row(
    name="bots",
    fault="500 bots jam the queue",
    reach="a real citizen gets in within 2 s, wait unchanged within 10 %",
)
async def bots(trial: Trial) -> None:
    """At a public desk bots that say hello; at one without limits, bots that never come."""
    for public in trial.pick((True,), (True, False)):
        await _without_and_with_bots(trial, public=public)


async def _without_and_with_bots(trial: Trial, *, public: bool) -> None:
    count, citizens = trial.pick((150, 8), (500, 24))
    port = _free_port()
    url = PUBLIC if public else f"http://127.0.0.1:{port}"
    options = ("--port", str(port))
    environment = {"DESK_PUBLIC_URL": url}
    policy = {"queue_room": trial.pick(40, 200)}
    async with (
        desk(trial, environment=environment, policy=policy, options=options) as running,
        AsyncExitStack() as doors,
        cast() as actors,
    ):
        scene = Scene(running, actors, port, Crowd(url), doors)
        async with _at_work(scene):
            usual, _ = await _come(scene, citizens, kind=1)
            await _calm_again(running)
            async with asyncio.TaskGroup() as group:
                group.create_task(_jam(scene, group, count, say_hello=public))
                await scene.crowd.begun.wait()
                jammed, slowest = await _come(scene, citizens, kind=2)
        _report(trial, scene, count, (usual, jammed, slowest))
        await verdict(trial, running, actors, excused=[(0.0, float("inf"))])


def _report(trial: Trial, scene: Scene, count: int, seconds: tuple[float, float, float]) -> None:
    usual, jammed, slowest = seconds
    crowd = scene.crowd
    kind = "say hello" if crowd.origin == PUBLIC else "never come"
    told = f"{len(crowd.contacts)} let in, {crowd.refused}"
    enough = count // 2
    held = len(crowd.contacts) < enough if crowd.origin == PUBLIC else len(crowd.contacts) > enough
    trial.report.holds(f"{count} bots that {kind}", told, held)
    allowed = IN_WITHIN + trial.pick(A_BUSY_MACHINE, 0.0)
    trial.report.holds("the slowest citizen was in after", f"{slowest:.2f} s", slowest <= allowed)
    reached = jammed <= usual * UNCHANGED
    trial.report.speed(f"mean wait, {usual:.2f} s without bots", f"{jammed:.2f} s with them", reached)


@asynccontextmanager
async def _at_work(scene: Scene) -> AsyncIterator[None]:
    """Counsellors who accept whatever they are offered, and end it after a while."""
    async with asyncio.TaskGroup() as group:
        working = []
        for number in range(1, COUNSELLORS + 1):
            door = await scene.door(9, number)
            counsellor = OnDuty(door, counsellor_email(number), accepting=True)
            await counsellor.sign_in(scene.actors.group)
            scene.actors.counsellors.append(counsellor)
            await counsellor.come(scene.actors.group)
            await counsellor.be("ready")
            working.append(group.create_task(_work(counsellor, scene.crowd, group)))
        yield
        for work in working:
            work.cancel()


async def _work(counsellor: OnDuty, crowd: Crowd, group: asyncio.TaskGroup) -> None:
    begun: set[str] = set()

    def another() -> str | None:
        hers = counsellor.heard("contact", owner=counsellor.counsellor_id, state="active")
        return next((one["contact_id"] for one in hers if one["contact_id"] not in begun), None)

    while True:
        contact_id = await counsellor.until(another, within=A_DAY)
        begun.add(contact_id)
        group.create_task(_talk(counsellor, contact_id, A_BOT if contact_id in crowd.contacts else A_TALK))


async def _talk(counsellor: OnDuty, contact_id: str, seconds: float) -> None:
    await time_passes(seconds)
    await counsellor.finish(contact_id)


async def _come(scene: Scene, count: int, *, kind: int) -> tuple[float, float]:
    """So many citizens one after the other: their mean wait, and how long the slowest took to get in."""
    waits: list[float] = []
    entries: list[float] = []

    async def come(number: int) -> None:
        door = await scene.door(kind, number)
        citizen = AskingCitizen(door, f"citizen {kind} {number}")
        scene.actors.citizens.append(citizen)
        began = time.monotonic()
        await citizen.ask()
        await citizen.come(scene.actors.group)
        entries.append(time.monotonic() - began)
        await citizen.until_answered(within=60.0)
        waits.append(time.monotonic() - citizen.admitted_at)
        await citizen.until_heard("ended", within=60.0)

    async with asyncio.TaskGroup() as group:
        for number in range(count):
            group.create_task(come(number))
            await time_passes(COME_EVERY)
    return sum(waits) / len(waits), max(entries)


async def _jam(scene: Scene, group: asyncio.TaskGroup, count: int, *, say_hello: bool) -> None:
    """All bots ask at once, each from an address of its own; none proves anything."""
    crowd, gate = scene.crowd, asyncio.Semaphore(AT_ONCE)
    limits = httpx2.Limits(max_connections=AT_ONCE)
    async with httpx2.AsyncClient(timeout=60.0, trust_env=False, limits=limits) as http:

        async def ask(number: int) -> None:
            address = f"10.{200 + number // 250}.7.{number % 250}"
            headers = {"Origin": crowd.origin, "X-Forwarded-For": address}
            body = {"channel": "chat", "language": "nb", "request_id": str(uuid4())}
            async with gate:
                url = f"http://127.0.0.1:{scene.port}/api/contacts"
                answer = await http.post(url, json=body, headers=headers)
            crowd.note(answer)
            if answer.status_code == httpx2.codes.CREATED and say_hello:
                group.create_task(_sit(scene, answer.json()["token"]))

        async with asyncio.TaskGroup() as asking:
            for number in range(count):
                asking.create_task(ask(number))


async def _sit(scene: Scene, token: str) -> None:
    """A bot that says hello, and nothing more until the desk closes."""
    with suppress(ConnectionClosed):
        async with connect(
            f"ws://127.0.0.1:{scene.port}/ws/citizen", origin=Origin(scene.crowd.origin), proxy=None
        ) as line:
            await line.send(json.dumps({"type": "hello", "v": 1, "token": token, "last_seq": 0}))
            async for told in line:
                if '"ended"' in str(told) or '"wrap_up"' in str(told):
                    return


async def _calm_again(running: FaultDesk) -> None:
    """The citizens before were a crowd themselves; minutes have gone by since."""
    valkey = connect_valkey(running.stores.valkey_url)
    try:
        await valkey.delete(Keys(running.settings.valkey_prefix).limit("crowd"))
    finally:
        await valkey.aclose()


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
