"""What the rows say, what is published of it, and one socket that follows: the story of the feed's tests."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from app.clock import MovedClock
from app.domain.contact import Author, Language, State
from app.domain.errors import Unavailable
from app.frames.bus import Event, Said, ToCitizen, raw
from app.frames.citizen import CitizenContact, CitizenMessage, CitizenSnapshot, Returned, Seen
from app.frames.shared import Instant, Limits
from app.frames.views import CitizenView, Standing
from app.realtime.citizen_feed import CitizenFeed
from app.realtime.connection import Connection, Message
from app.realtime.tasks import Tasks
from tests.factories import becomes

CONTACT = UUID(int=1)
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
AT = Instant("2026-11-23T12:00:00.000Z")
LIMITS = Limits(text=2000, burst=20, per_second=2, unacknowledged=16)


def message(seq: int) -> CitizenMessage:
    """The message with this `seq`."""
    return CitizenMessage(
        seq=seq, cid=UUID(int=seq), author=Author.CITIZEN, name=None, text=str(seq), at=AT, masked=False
    )


class Story:
    """What the rows say, its events as they are published, and one citizen's socket that follows it."""

    def __init__(self, *, last_seq: int = 0) -> None:
        self.version, self.last_seq, self.away, self.gone, self.over = 1, 0, False, False, False
        self.reads, self.taken = 0, list[dict[str, Any]]()
        self.tasks = Tasks()
        self.connection = Connection(self._never, self._take, MovedClock(NOON), abort=lambda: None)
        self.feed = CitizenFeed(
            self.connection,
            self.tasks.start,
            contact_id=CONTACT,
            generation=1,
            last_seq=last_seq,
            read=self.read,
            over_seconds=0,
        )

    async def _never(self) -> Message:
        return await asyncio.Future[Message]()

    async def _take(self, sent: Message) -> None:
        text = sent.get("text")
        self.taken.append({**sent, "type": "close"} if text is None else json.loads(text))

    async def read(self, _: UUID, after: int) -> CitizenView:
        """The rows as they are now."""
        self.reads += 1
        await asyncio.sleep(0)
        if self.away:
            raise Unavailable
        contact = CitizenContact(
            contact_id=CONTACT,
            state=State.ACTIVE,
            language=Language.NB,
            position=None,
            expected_wait=None,
            counsellor=None,
            alias=None,
            version=self.version,
            code=None,
            ended=None,
            returned=None,
            seen=Seen(citizen=0, counsellor=0),
            present=[],
        )
        snapshot = CitizenSnapshot(contact=contact, last_seq=self.last_seq, server_time=AT, limits=LIMITS)
        found = [message(seq) for seq in range(after + 1, self.last_seq + 1)]
        await asyncio.sleep(0)
        return CitizenView(snapshot, found, self.gone, self.over)

    def says(self) -> Event:
        """One more message."""
        self.last_seq += 1
        frame = raw(message(self.last_seq))
        return Said(contact_id=CONTACT, seq=self.last_seq, owner=None, citizen=frame, staff=frame)

    def changes(self) -> Event:
        """One more version."""
        self.version += 1
        frames = (raw(Returned(reason=str(self.version))),)
        return ToCitizen(contact_id=CONTACT, version=self.version, frames=frames)

    @property
    def standing(self) -> Standing:
        """What the comparison reads."""
        return Standing(self.version, 1, absent=False, last_seq=self.last_seq)

    @property
    def shown(self) -> int:
        """The newest version shown."""
        found = 0
        for frame in self.taken:
            if frame["type"] == "snapshot":
                found = frame["contact"]["version"]
            elif frame["type"] == "returned":
                assert int(frame["reason"]) == found + 1, "a version was skipped or repeated"
                found += 1
        return found

    @property
    def seqs(self) -> list[int]:
        """The messages shown, in their order."""
        return [frame["seq"] for frame in self.taken if frame["type"] == "message"]

    @property
    def close_codes(self) -> list[int]:
        """How it was closed."""
        return [frame["code"] for frame in self.taken if frame["type"] == "close"]

    async def closed(self) -> None:
        """Wait until it is closed."""
        await becomes(lambda: self.close_codes)

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """The socket is open and its writer at work."""
        writing = asyncio.get_running_loop().create_task(self.connection.write())
        try:
            yield
        finally:
            self.connection.forget()
            await writing
            await self.tasks.finish(1.0)
