"""A simulated citizen: asks, waits with limited patience, talks, and ends or is ended."""

import asyncio
import time
from contextlib import suppress
from dataclasses import dataclass
from random import Random
from typing import Any
from uuid import uuid4

import httpx2

from app.simulation.client import Client
from app.simulation.commands import Frame, LineClosed
from app.simulation.desk import Desk, DeskRefused
from app.simulation.evidence import CitizenRecord, StoredMessage
from app.simulation.history import Way, digest
from app.simulation.lines import CitizenLines
from app.simulation.outbox import TRY_AGAIN
from app.simulation.tempo import ANSWER_EXPECTED, Tempo
from app.simulation.texts import Opening, Texts
from app.simulation.writing import citizen_writer

INTAKE_ATTEMPTS = 8
AFTER_THE_END, STAYS_AFTER_THE_END = 1.0, 15.0
LEAVES_FIRST, SENT_TWICE = 0.2, 0.1
OVER = ("wrap_up", "closed", "abandoned")


@dataclass(frozen=True, slots=True)
class CitizenPlan:
    """What this citizen is going to do, drawn before anything happens."""

    name: str
    opening: Opening
    turns: int
    patience: float
    hiccups: float
    alias: str | None = None
    away: float = 0.0
    """For how long the network is gone at most, when it is lost; else it is back at once."""


class Citizen:
    """One citizen's visit; `refused` says with which code the desk turned the question away."""

    def __init__(self, plan: CitizenPlan, desk: Desk, texts: Texts, tempo: Tempo) -> None:
        self.plan, self._desk, self._tempo = plan, desk, tempo
        self._draw = tempo.draw
        self._lines, self._writer = CitizenLines(texts, plan.opening, tempo.draw), citizen_writer(tempo)
        self._heard = ""
        self.asked_at = self.admitted_at = 0.0
        self.contact_id = self.token = ""
        self.refused: str | None = None
        self.trouble = ""
        self.state = "asking"
        self.whole = False
        self.stored: tuple[StoredMessage, ...] | None = None
        self._last_seq = 0
        self._answered, self._ended = asyncio.Event(), asyncio.Event()
        self._incoming: asyncio.Queue[Frame] = asyncio.Queue()
        self.client = Client(
            f"{desk.sockets}/ws/citizen",
            desk.origin,
            side="citizen",
            hello=self._hello,
            listener=self._listen,
            draw=self._draw.uniform,
        )

    async def visit(self) -> None:
        """Ask, and if let in stay until the contact is over."""
        if not await self._ask():
            self.state = "refused"
            return
        async with asyncio.TaskGroup() as group:
            group.create_task(self.client.run())
            network = group.create_task(self._bad_network())
            with suppress(LineClosed, TimeoutError):
                await self._wait_and_talk()
            network.cancel()
            if self.client.over and not self._ended.is_set():
                self.trouble = f"{self.plan.name} lost the line for good with {self.client.close_code}"
            await self._finish()

    async def read_back(self) -> None:
        """Ask the desk what it holds on this contact; without an answer `stored` stays None."""
        if not self.token:
            return
        with suppress(DeskRefused, httpx2.HTTPError):
            held = await self._desk.read("/api/contacts/self", token=self.token)
            self.stored = tuple(stored_message(message) for message in held["messages"])

    def record(self) -> CitizenRecord:
        """What the checker gets."""
        return CitizenRecord(
            name=self.plan.name,
            contact_id=self.contact_id,
            language=self.plan.opening.language,
            asked_at=self.asked_at,
            admitted_at=self.admitted_at,
            entries=self.client.history.entries,
            stored=self.stored,
            whole=self.whole,
        )

    async def _ask(self) -> bool:
        """POST the question, again with the same `request_id` while the desk is out of reach."""
        request_id = str(uuid4())
        self.asked_at = time.monotonic()
        body = {
            "channel": "chat",
            "language": self.plan.opening.language,
            "request_id": request_id,
            "text": self.plan.opening.text,
            "alias": self.plan.alias,
            "county": self.plan.opening.county,
        }
        for attempt in range(INTAKE_ATTEMPTS):
            try:
                answer = await self._desk.change("/api/contacts", body)
            except DeskRefused as refusal:
                self.refused = refusal.code
                if refusal.code not in TRY_AGAIN:
                    return False
            except httpx2.HTTPError:
                self.refused = "unreachable"
            else:
                self._let_in(answer, request_id)
                return True
            await asyncio.sleep(self._draw.uniform(0, min(1.5, 0.2 * 2**attempt)))
        return False

    def _let_in(self, answer: Frame, request_id: str) -> None:
        self.refused = None
        self.admitted_at = time.monotonic()
        self.contact_id, self.token = str(answer["contact_id"]), str(answer["token"])
        self.state = "queued"
        first = {"type": "message", "cid": request_id, "text": self.plan.opening.text}
        self.client.history.add(self.admitted_at, Way.SENT, 0, first)

    async def _hello(self) -> Frame:
        return {"token": self.token, "last_seq": self._last_seq}

    def _listen(self, frame: Frame) -> None:
        kind = frame["type"]
        if kind == "snapshot":
            self._follow(frame["contact"])
        elif kind == "message":
            self._last_seq = max(self._last_seq, int(frame["seq"]))
            if frame["author"] == "counsellor":
                self._incoming.put_nowait(frame)
        elif kind == "answered":
            self.state = "active"
            self._answered.set()
        elif kind == "returned":
            self.state = "queued"
        elif kind == "ended":
            self.state = "wrap_up"
            self._ended.set()

    def _follow(self, contact: Frame) -> None:
        self.state = str(contact["state"])
        if contact.get("counsellor"):
            self._answered.set()
        if self.state in OVER:
            self._ended.set()

    async def _wait_and_talk(self) -> None:
        if not await self._within(self._answered, self.plan.patience):
            await self._leave()
            return
        for _ in range(self.plan.turns):
            if not await self._hears_something():
                return
            await self._answer(self._lines.next())
        if not await self._hears_something():
            return
        await self._answer(self._lines.thanks())
        stays = self._draw.random() >= LEAVES_FIRST
        if not stays or not await self._within(self._ended, self._tempo.at_most(ANSWER_EXPECTED)):
            await self._leave()

    async def _hears_something(self) -> bool:
        """Whether the counsellor wrote; false when it is over, or nothing came for very long."""
        message = asyncio.ensure_future(self._incoming.get())
        ended = asyncio.ensure_future(self._ended.wait())
        limit = self._tempo.at_most(ANSWER_EXPECTED)
        await asyncio.wait({message, ended}, timeout=limit, return_when=asyncio.FIRST_COMPLETED)
        heard, over = message.done(), ended.done()
        if heard:
            self._heard = str(message.result()["text"])
        message.cancel()
        ended.cancel()
        if not heard and not over:
            await self._leave()
        return heard and not over

    async def _answer(self, text: str) -> None:
        await self.client.say({"type": "seen", "seq": self._last_seq})

        async def show() -> None:
            await self.client.say({"type": "typing"})

        if not await self._writer.write(text, heard=self._heard, show=show, over=self._ended):
            return
        cid = str(uuid4())
        message = {"type": "message", "cid": cid, "text": text}
        self.client.post(message)
        if self._draw.random() < SENT_TWICE:
            await self.client.say(message)

    async def _leave(self) -> None:
        if not self._ended.is_set():
            await self.client.ask({"type": "leave"})
            await self._within(self._ended, 10.0)

    async def _within(self, event: asyncio.Event, seconds: float) -> bool:
        """Whether the event, or the end of the contact, came in time."""
        over = asyncio.ensure_future(self._ended.wait())
        wanted = asyncio.ensure_future(event.wait())
        await asyncio.wait({over, wanted}, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        came = over.done() or wanted.done()
        over.cancel()
        wanted.cancel()
        return came

    async def _bad_network(self) -> None:
        """Cut the socket now and then, `hiccups` times per minute."""
        while self.plan.hiccups > 0:
            await asyncio.sleep(self._draw.expovariate(self.plan.hiccups / 60))
            self.client.drop(away=self._draw.uniform(0.0, self.plan.away))

    async def _finish(self) -> None:
        """Stay a moment, so that what was still under way arrives; then close."""
        with suppress(LineClosed, TimeoutError):
            async with asyncio.timeout(STAYS_AFTER_THE_END):
                await self.client.until_live()
            with suppress(TimeoutError):
                async with asyncio.timeout(STAYS_AFTER_THE_END):
                    await self.client.until_sent()
            await asyncio.sleep(AFTER_THE_END)
            async with asyncio.timeout(STAYS_AFTER_THE_END):
                await self.client.until_live()
            self.whole = not self.client.history.cut
        await self.client.close()


def plan_citizen(number: int, texts: Texts, tempo: Tempo, *, hiccups: float) -> CitizenPlan:
    """Draw a citizen's plan: the same seed gives the same plan."""
    draw = tempo.draw
    return CitizenPlan(
        name=f"citizen {number}",
        opening=texts.opening(draw),
        turns=draw.choice((1, 2, 2, 2, 2, 3, 4)),
        patience=max(5.0, tempo.patience()),
        hiccups=hiccups,
    )


def stored_message(message: dict[str, Any]) -> StoredMessage:
    """A message of the HTTP interface, its text as a digest."""
    return StoredMessage(
        seq=int(message["seq"]),
        cid=str(message["cid"]),
        author=str(message["author"]),
        digest=digest(str(message["text"])),
        masked=bool(message.get("masked")),
    )


def draw_for(seed: int, name: str) -> Random:
    """One person's own randomness, so that nobody's timing changes another's choices."""
    return Random(f"{seed}/{name}")
