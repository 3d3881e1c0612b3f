"""People of fault trials: simulated clients that do what a story tells them, watched by the checker."""

from __future__ import annotations

import asyncio
import time
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable
from contextlib import suppress
from random import Random
from typing import Any
from uuid import uuid4

import httpx2

from app.demo.staff import PASSWORD
from app.simulation.citizen import stored_message
from app.simulation.client import Client
from app.simulation.commands import LineClosed
from app.simulation.desk import Desk, DeskRefused
from app.simulation.evidence import CitizenRecord, CounsellorRecord
from app.simulation.outbox import TRY_AGAIN
from tests.faults.waiting import time_passes
from tests.fixtures.patience import PATIENCE

Frame = dict[str, Any]
SOON = PATIENCE
AGAIN_AFTER = 0.2


class Person(ABC):
    """A client whose frames a test can wait for."""

    def __init__(self, desk: Desk, path: str, *, side: str, name: str) -> None:
        self.desk, self.name = desk, name
        self._path, self._side = path, side
        self.frames: list[Frame] = []
        self._news = asyncio.Event()
        self._running: asyncio.Task[None] | None = None
        self.gone = False
        """Vanished, so that not everything can have reached this person."""
        self.client = self._new_client()

    def _new_client(self) -> Client:
        return Client(
            f"{self.desk.sockets}{self._path}",
            self.desk.origin,
            side=self._side,
            hello=self.hello,
            listener=self._listen,
            draw=Random(self.name).uniform,
        )

    @abstractmethod
    async def hello(self) -> Frame:
        """The first frame of each socket."""

    async def come(self, group: asyncio.TaskGroup) -> None:
        """Open a line, after `vanish` another one with the same history, and wait until it is live."""
        if self._running is not None:
            history = self.client.history
            self.client = self._new_client()
            self.client.history = history
        self.gone = False
        self._running = group.create_task(self.client.run())
        await self.client.until_live()

    async def vanish(self) -> float:
        """Be reset by the network and not come back by itself; the instant."""
        assert self._running is not None
        at = time.monotonic()
        self.gone = True
        self.client.drop()
        self._running.cancel()
        await asyncio.wait([self._running])
        return at

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

    def heard_any(self, *kinds: str) -> list[Frame]:
        """The frames of these kinds, in order."""
        return [frame for frame in self.frames if frame["type"] in kinds]

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
        """Ask for a chat, without a first text; the same request again while the desk is out of reach."""
        self.asked_at = time.monotonic()
        body = {"channel": "chat", "language": "nb", "request_id": str(uuid4()), "text": None}
        answer = await patiently(lambda: self.desk.change("/api/contacts", body))
        self.contact_id, self.token = answer["contact_id"], answer["token"]
        self.admitted_at = time.monotonic()

    async def until_answered(self, *, within: float = SOON) -> None:
        """Wait for a counsellor, told by an event or by a snapshot in its place."""
        await self.until(self._is_answered, within=within)

    def _is_answered(self) -> bool:
        snapshots = self.heard("snapshot")
        return bool(self.heard("answered") or any(s["contact"]["counsellor"] for s in snapshots))

    def write(self, text: str, *, cid: str | None = None) -> str:
        """Put a message into the outbox; its cid."""
        cid = cid or str(uuid4())
        self.client.post({"type": "message", "cid": cid, "text": text})
        return cid

    async def leave(self) -> None:
        """Leave, and hear that it is over."""
        assert (await self.client.ask({"type": "leave"}))["type"] == "ok"

    @property
    def position(self) -> int | None:
        """The place in line as it was last shown; None before the first word of it."""
        shown = [f if f["type"] == "queue" else f["contact"] for f in self.heard_any("queue", "snapshot")]
        return shown[-1].get("position") if shown else None

    async def read_back(self) -> list[Frame]:
        """What the desk stores of the contact."""
        held = await patiently(lambda: self.desk.read("/api/contacts/self", token=self.token))
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
            whole=not self.gone,
        )


class OnDuty(Person):
    """A counsellor who has signed in; accepts every offer where the test says so."""

    def __init__(self, desk: Desk, email: str, *, accepting: bool) -> None:
        super().__init__(desk, "/ws/counsellor", side="counsellor", name=email)
        self.counsellor_id = ""
        self.accepting = accepting
        self.offered: dict[str, str] = {}
        self._group: asyncio.TaskGroup | None = None

    async def hello(self) -> Frame:
        seqs: dict[str, int] = dict.fromkeys(self.offered.values(), 0)
        for frame in self.heard("message"):
            seqs[frame["contact_id"]] = max(seqs.get(frame["contact_id"], 0), frame["seq"])
        return {"token": await self.desk.ws_ticket(), "last_seqs": seqs}

    async def sign_in(self, group: asyncio.TaskGroup) -> None:
        """Sign in with the demo's password."""
        self._group = group
        me = await patiently(lambda: self.desk.sign_in(self.name, PASSWORD))
        self.counsellor_id = str(me["counsellor_id"])

    async def reconnect(self) -> None:
        """Cut the socket and wait for the next one, which may come to another worker."""
        lives = len(self.heard("live"))
        self.client.drop()
        await self.until_so_many("live", lives + 1)

    async def be(self, state: str) -> None:
        """Wish a presence."""
        await self.ok({"type": "presence", "state": state, "channels": ["chat"]})

    async def ok(self, command: Frame, *, within: float = 30.0) -> None:
        """Send a command that must be done in the end, again while the desk is busy or has lost a store."""
        async with asyncio.timeout(within):
            while (reply := await self.client.ask(command))["type"] != "ok":
                assert reply["code"] in TRY_AGAIN, reply
                await time_passes(AGAIN_AFTER)

    def write(self, contact_id: str, text: str) -> str:
        """Put a message into the outbox; its cid."""
        cid = str(uuid4())
        self.client.post({"type": "message", "contact_id": contact_id, "cid": cid, "text": text})
        return cid

    async def finish(self, contact_id: str, *, within: float = 30.0) -> None:
        """End a conversation and record it."""
        for command in ({"type": "end"}, {"type": "wrap_up", "disposition": "IR", "topics": []}):
            await self.ok({**command, "contact_id": contact_id}, within=within)

    def record(self) -> CounsellorRecord:
        """What the checker gets."""
        entries = self.client.history.entries
        return CounsellorRecord(
            name=self.name, counsellor_id=self.counsellor_id, entries=entries, whole=not self.gone
        )

    def _listen(self, frame: Frame) -> None:
        super()._listen(frame)
        offers = frame["offers"] if frame["type"] == "snapshot" else [frame] * (frame["type"] == "offer")
        for offer in offers if self.accepting else []:
            if self._group is not None and offer["offer_id"] not in self.offered:
                self.offered[offer["offer_id"]] = offer["contact"]["contact_id"]
                self._group.create_task(self._accept(offer["offer_id"]))

    async def _accept(self, offer_id: str) -> None:
        command = {"type": "accept", "contact_id": self.offered[offer_id], "offer_id": offer_id}
        with suppress(LineClosed, TimeoutError):
            while (await self.client.ask(command)).get("code") in TRY_AGAIN:
                await time_passes(AGAIN_AFTER)


async def patiently(attempt: Callable[[], Awaitable[Any]], *, within: float = 30.0) -> Any:
    """Do it, and again while the desk is out of reach or says so, as every page does."""
    deadline = time.monotonic() + within
    while True:
        try:
            return await attempt()
        except (DeskRefused, httpx2.HTTPError) as failure:
            refused = isinstance(failure, DeskRefused) and failure.status < httpx2.codes.INTERNAL_SERVER_ERROR
            if refused or time.monotonic() > deadline:
                raise
        await time_passes(AGAIN_AFTER)
