"""People of the fault tests: simulated clients that do what a test tells them, watched by the checker."""

from __future__ import annotations

import asyncio
import time
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from random import Random
from typing import Any
from uuid import uuid4

from app.demo.staff import PASSWORD
from app.simulation.checker import check
from app.simulation.citizen import stored_message
from app.simulation.client import Client
from app.simulation.commands import LineClosed
from app.simulation.desk import Desk
from app.simulation.evidence import Breach, CitizenRecord, CounsellorRecord, Evidence

Frame = dict[str, Any]
SOON = 10.0
LAST_ENTRIES = 60


class Person(ABC):
    """A client whose frames a test can wait for."""

    def __init__(self, desk: Desk, path: str, *, side: str, name: str) -> None:
        self.desk, self.name = desk, name
        self.frames: list[Frame] = []
        self._news = asyncio.Event()
        self.client = Client(
            f"{desk.sockets}{path}",
            desk.origin,
            side=side,
            hello=self.hello,
            listener=self._listen,
            draw=Random(name).uniform,
        )

    @abstractmethod
    async def hello(self) -> Frame:
        """The first frame of each socket."""

    async def until(self, condition: Callable[[], Any], *, within: float = SOON) -> Any:
        """Wait until something heard makes the condition true; returns what it returned."""
        async with asyncio.timeout(within):
            while not (result := condition()):
                self._news.clear()
                await self._news.wait()
            return result

    def heard(self, kind: str, **facts: Any) -> list[Frame]:
        """The frames of a kind with these facts."""
        frames = [frame for frame in self.frames if frame["type"] == kind]
        return [frame for frame in frames if all(frame.get(key) == value for key, value in facts.items())]

    async def until_heard(self, kind: str, *, within: float = SOON, **facts: Any) -> Frame:
        """The first frame of a kind with these facts, when it has come."""
        frames: list[Frame] = await self.until(lambda: self.heard(kind, **facts), within=within)
        return frames[0]

    async def until_so_many(self, kind: str, count: int, *, within: float = SOON) -> None:
        """Wait for so many frames of a kind."""
        await self.until(lambda: len(self.heard(kind)) >= count, within=within)

    async def until_sent(self, *, within: float = SOON) -> None:
        """Wait until every message has come back."""
        await self.until(lambda: self.client.unsent() == 0, within=within)

    def _listen(self, frame: Frame) -> None:
        self.frames.append(frame)
        self._news.set()


class AskingCitizen(Person):
    """A citizen who has been let in."""

    def __init__(self, desk: Desk, name: str) -> None:
        super().__init__(desk, "/ws/citizen", side="citizen", name=name)
        self.contact_id = self.token = ""
        self.asked_at = self.admitted_at = 0.0
        self.stored: list[Frame] = []

    async def hello(self) -> Frame:
        seqs = [frame["seq"] for frame in self.heard("message")]
        return {"token": self.token, "last_seq": max(seqs, default=0)}

    async def ask(self) -> None:
        """Ask for a chat, without a first text."""
        self.asked_at = time.monotonic()
        body = {"channel": "chat", "language": "nb", "request_id": str(uuid4()), "text": None}
        answer = await self.desk.change("/api/contacts", body)
        self.contact_id, self.token = answer["contact_id"], answer["token"]
        self.admitted_at = time.monotonic()

    async def until_answered(self, *, within: float = SOON) -> None:
        """Wait for a counsellor, told by an event or by a snapshot in its place."""
        await self.until(self._is_answered, within=within)

    def _is_answered(self) -> bool:
        snapshots = self.heard("snapshot")
        return bool(self.heard("answered") or any(s["contact"]["counsellor"] for s in snapshots))

    def write(self, text: str) -> str:
        """Put a message into the outbox; its cid."""
        cid = str(uuid4())
        self.client.post({"type": "message", "cid": cid, "text": text})
        return cid

    async def leave(self) -> None:
        """Leave, and hear that it is over."""
        assert (await self.client.ask({"type": "leave"}))["type"] == "ok"

    async def read_back(self) -> list[Frame]:
        """What the desk stores of the contact."""
        held = await self.desk.read("/api/contacts/self", token=self.token)
        self.stored = held["messages"]
        return self.stored

    def record(self) -> CitizenRecord:
        """What the checker gets."""
        return CitizenRecord(
            name=self.name,
            contact_id=self.contact_id,
            language="nb",
            asked_at=self.asked_at,
            admitted_at=self.admitted_at,
            entries=self.client.history.entries,
            stored=tuple(map(stored_message, self.stored)),
            whole=True,
        )


class OnDuty(Person):
    """A counsellor who has signed in; accepts every offer where the test says so."""

    def __init__(self, desk: Desk, email: str, *, accepting: bool) -> None:
        super().__init__(desk, "/ws/counsellor", side="counsellor", name=email)
        self.counsellor_id = ""
        self._accepting = accepting
        self.offered: dict[str, str] = {}
        self._group: asyncio.TaskGroup | None = None

    async def hello(self) -> Frame:
        seqs: dict[str, int] = {}
        for frame in self.heard("message"):
            seqs[frame["contact_id"]] = max(seqs.get(frame["contact_id"], 0), frame["seq"])
        return {"token": await self.desk.ws_ticket(), "last_seqs": seqs}

    async def sign_in(self, group: asyncio.TaskGroup) -> None:
        """Sign in with the demo's password."""
        self._group = group
        me = await self.desk.sign_in(self.name, PASSWORD)
        self.counsellor_id = str(me["counsellor_id"])

    async def reconnect(self) -> None:
        """Cut the socket and wait for the next one, which may come to another worker."""
        lives = len(self.heard("live"))
        self.client.drop()
        await self.until_so_many("live", lives + 1)

    async def be(self, state: str) -> None:
        """Wish a presence."""
        reply = await self.client.ask({"type": "presence", "state": state, "channels": ["chat"]})
        assert reply["type"] == "ok", reply

    def write(self, contact_id: str, text: str) -> str:
        """Put a message into the outbox; its cid."""
        cid = str(uuid4())
        self.client.post({"type": "message", "contact_id": contact_id, "cid": cid, "text": text})
        return cid

    async def finish(self, contact_id: str) -> None:
        """End a conversation and record it."""
        for command in ({"type": "end"}, {"type": "wrap_up", "disposition": "IR", "topics": []}):
            reply = await self.client.ask({**command, "contact_id": contact_id})
            assert reply["type"] == "ok", reply

    def record(self) -> CounsellorRecord:
        """What the checker gets."""
        entries = self.client.history.entries
        return CounsellorRecord(name=self.name, counsellor_id=self.counsellor_id, entries=entries, whole=True)

    def _listen(self, frame: Frame) -> None:
        super()._listen(frame)
        offers = frame["offers"] if frame["type"] == "snapshot" else [frame] * (frame["type"] == "offer")
        for offer in offers if self._accepting else []:
            if self._group is not None and offer["offer_id"] not in self.offered:
                self.offered[offer["offer_id"]] = offer["contact"]["contact_id"]
                self._group.create_task(self._accept(offer["offer_id"]))

    async def _accept(self, offer_id: str) -> None:
        command = {"type": "accept", "contact_id": self.offered[offer_id], "offer_id": offer_id}
        with suppress(LineClosed):
            await self.client.ask(command)


class Cast:
    """Everybody in one test, and the verdict on them."""

    def __init__(self, stack: AsyncExitStack, group: asyncio.TaskGroup) -> None:
        self._stack, self._group = stack, group
        self.citizens: list[AskingCitizen] = []
        self.counsellors: list[OnDuty] = []

    async def citizen(self, url: str, *, live: bool = True) -> AskingCitizen:
        """Somebody who asks at this desk and waits; without `live` never says hello."""
        desk = await self._stack.enter_async_context(Desk(url))
        citizen = AskingCitizen(desk, f"citizen {len(self.citizens) + 1}")
        await citizen.ask()
        self.citizens.append(citizen)
        if live:
            self._group.create_task(citizen.client.run())
            await citizen.client.until_live()
        return citizen

    async def counsellor(self, url: str, email: str, *, accepting: bool = True) -> OnDuty:
        """Somebody who signs in at this desk."""
        desk = await self._stack.enter_async_context(Desk(url))
        counsellor = OnDuty(desk, email, accepting=accepting)
        await counsellor.sign_in(self._group)
        self.counsellors.append(counsellor)
        self._group.create_task(counsellor.client.run())
        await counsellor.client.until_live()
        return counsellor

    async def go_home(self) -> None:
        """Close every line, the counsellors' after saying that they are off."""
        for counsellor in self.counsellors:
            if not counsellor.client.over:
                with suppress(TimeoutError, LineClosed):
                    await counsellor.client.ask({"type": "presence", "state": "off"}, within=SOON)
        for person in (*self.citizens, *self.counsellors):
            if not person.client.over and person.client.history.entries:
                await person.client.close()

    def tell(self) -> None:
        """Print what everybody went through last, for whoever reads of a failure."""
        for person in (*self.citizens, *self.counsellors):
            print(person.name)
            for entry in person.client.history.entries[-LAST_ENTRIES:]:
                print(f"  {entry.at:.3f} {entry.way} {entry.socket} {entry.kind} {dict(entry.facts)}")

    async def verdict(self, *, excuse_idle: bool = False) -> list[Breach]:
        """Read back what is stored, close every line, and let the checker judge."""
        for citizen in self.citizens:
            await citizen.read_back()
        await self.go_home()
        evidence = Evidence(
            citizens=[citizen.record() for citizen in self.citizens],
            counsellors=[counsellor.record() for counsellor in self.counsellors],
            server_offset=time.time() - time.monotonic(),
            excused=[(0.0, float("inf"))] if excuse_idle else [],
        )
        return list(check(evidence))


async def conversation(
    actors: Cast, citizens_url: str, counsellors_url: str, *, email: str
) -> tuple[AskingCitizen, OnDuty]:
    """A citizen at one desk, answered at another, or both at the same; the counsellor takes no more."""
    counsellor = await actors.counsellor(counsellors_url, email)
    await counsellor.be("ready")
    citizen = await actors.citizen(citizens_url)
    await citizen.until_answered()
    await counsellor.be("break")
    return citizen, counsellor


@asynccontextmanager
async def cast() -> AsyncIterator[Cast]:
    """A cast whose lines are closed afterwards, whatever happened."""
    async with AsyncExitStack() as stack, asyncio.TaskGroup() as group:
        actors = Cast(stack, group)
        try:
            yield actors
        except BaseException:
            actors.tell()
            raise
        finally:
            await actors.go_home()
