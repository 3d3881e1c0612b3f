"""One conversation as a simulated counsellor leads it: greet, ask, answer, end, record."""

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import httpx2

from app.simulation.client import Client
from app.simulation.commands import Frame
from app.simulation.desk import Desk, DeskRefused
from app.simulation.history import Way
from app.simulation.lines import CounsellorLines, is_thanked
from app.simulation.outbox import TRY_AGAIN
from app.simulation.talk import Talk
from app.simulation.tempo import ANSWER_EXPECTED, WRAP_UP, Tempo
from app.simulation.texts import Texts
from app.simulation.writing import counsellor_writer

READ_AGAIN = 0.5
ASKS_AT_MOST = 10
HANDS_OVER, SENT_TWICE = 0.04, 0.1
COMES_BACK_WITHIN = 10.0


@dataclass(frozen=True, slots=True)
class Hands:
    """What a counsellor works with; `trouble` is told what the desk refused unexpectedly."""

    client: Client
    desk: Desk
    texts: Texts
    tempo: Tempo
    trouble: Callable[[str], None]

    async def ask(self, command: Frame, *, expected: tuple[str, ...] = ()) -> None:
        """Send a command, again while the desk is away or busy; an unexpected answer is noted."""
        for _ in range(ASKS_AT_MOST):
            try:
                reply = await self.client.ask(command)
            except TimeoutError:
                self.trouble(f"{command['type']}: no answer")
                continue
            if reply["type"] == "ok" or reply["code"] in expected:
                return
            if reply["code"] not in TRY_AGAIN:
                self.trouble(f"{command['type']}: {reply['code']} {reply.get('details') or ''}".strip())
                return
            await asyncio.sleep(self.tempo.draw.uniform(0, 2 * READ_AGAIN))


class Conversation:
    """A talk led from the first line read to the wrap-up recorded; raises `LineClosed` with the line."""

    def __init__(self, talk: Talk, hands: Hands, *, name: str) -> None:
        self._talk, self._hands, self._name = talk, hands, name
        self._tempo = hands.tempo
        self._writer = counsellor_writer(hands.tempo)

    async def lead(self) -> None:
        """Talk, wait for the end, record."""
        try:
            await self._exchange()
            await self._end()
            await self._talk.ended.wait()
            await self._record()
        finally:
            self._hands.client.forget(self._talk.contact_id)

    async def _exchange(self) -> None:
        """Greet and answer, again to whatever comes, until thanked, or nothing comes for long."""
        await self._read()
        talk = self._talk
        if talk.follow_up is not None:
            await self._answer_what_was_left()
            return
        lines = CounsellorLines(
            self._hands.texts, talk.language, talk.first_text, self._tempo.draw, said=talk.said
        )
        talk.citizen_wrote.clear()
        await self._say(lines.greeting(self._name))
        for _ in range(lines.enough):
            if not await talk.hears_or_ends(self._tempo.at_most(ANSWER_EXPECTED)):
                break
            await self._read()
            if self._tempo.draw.random() < HANDS_OVER:
                await self._hand_over()
            if talk.ended.is_set() or is_thanked(talk.last_text):
                break
            await self._say(lines.answer(talk.last_text))
        await self._say(lines.farewell())

    async def _answer_what_was_left(self) -> None:
        """Nobody is there to talk to: a question left is answered in one go, a call made without a word."""
        talk = self._talk
        try:
            talk.first_text = await self._hands.desk.left(talk.contact_id)
        except (DeskRefused, httpx2.HTTPError) as failure:
            self._hands.trouble(f"follow-up: {failure!r}")
        if talk.follow_up == "call" or not talk.first_text:
            return
        lines = CounsellorLines(self._hands.texts, talk.language, talk.first_text, self._tempo.draw)
        await self._say(lines.greeting(self._name))
        await self._say(lines.farewell())

    async def _hand_over(self) -> None:
        """Back into the line for a colleague, with a word for whoever gets it."""
        note = self._hands.texts.line("notes", self._talk.language, self._tempo.draw)
        transfer = {**self._about("transfer"), "to": {"queue": True}, "note": note}
        await self._hands.ask(transfer, expected=("wrong_state", "not_yours"))

    async def _end(self) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(COMES_BACK_WITHIN):
                await self._talk.everything_back(self._hands.client.unsent)
        if not self._talk.ended.is_set():
            await self._hands.ask(self._about("end"), expected=("not_yours",))

    async def _read(self) -> None:
        """Fetch over HTTP what the socket does not bring, and tell how far it is read."""
        talk = self._talk
        while talk.behind and not talk.lost.is_set():
            before = talk.top
            try:
                page = await self._hands.desk.messages(talk.contact_id, after=before)
            except (DeskRefused, httpx2.HTTPError) as failure:
                self._hands.trouble(f"messages: {failure!r}")
                await asyncio.sleep(READ_AGAIN)
                continue
            frame = {"type": "page", "contact_id": talk.contact_id, "messages": page}
            self._hands.client.history.add(time.monotonic(), Way.HEARD, 0, frame)
            for message in page:
                talk.read(dict(message))
            if talk.top == before:
                break
        if talk.top:
            await self._hands.client.say({**self._about("seen"), "seq": talk.top})

    async def _say(self, text: str) -> None:
        talk, client = self._talk, self._hands.client

        async def show() -> None:
            await client.say(self._about("typing"))

        if not await self._writer.write(text, heard=talk.last_text, show=show, over=talk.ended):
            return
        message = {**self._about("message"), "cid": str(uuid4()), "text": text}
        client.post(message)
        if self._tempo.draw.random() < SENT_TWICE:
            await client.say(message)

    async def _record(self) -> None:
        await self._read()
        if self._talk.lost.is_set():
            return
        await self._tempo.pause(WRAP_UP)
        record = record_of(self._talk, self._hands.texts)
        await self._hands.ask({**self._about("wrap_up"), **record}, expected=("not_yours",))

    def _about(self, kind: str) -> Frame:
        return {"type": kind, "contact_id": self._talk.contact_id}


def record_of(talk: Talk, texts: Texts) -> dict[str, Any]:
    """What a counsellor records: the opening's topic, or what its words tell; else «ikke registrert»."""
    about = texts.opening_of(talk.first_text)
    topic = about.topic if about else texts.topic_of(talk.language, talk.first_text)
    level = about.education_level_asked if about else None
    return {
        "disposition": "FULL" if topic else "IR",
        "topics": [topic] if topic else [],
        "education_level_asked": level or "IKKE_SPES",
        "county": about.county if about else None,
    }
