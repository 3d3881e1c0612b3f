"""What people see: sockets of citizens and counsellors on a worker, without the network between."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import insert

from app.models.staff import StaffSession
from app.realtime.citizen_feed import CitizenFeed
from app.realtime.connection import Connection, Message
from app.realtime.counsellor_feed import CounsellorFeed
from app.repositories.ids import new_id
from app.wiring import Desk
from tests.factories import Citizen


class Screen:
    """What stands at the other end of a socket."""

    def __init__(self, desk: Desk) -> None:
        self.frames: list[dict[str, Any]] = []
        self.connection = Connection(self._never, self._take, desk.clock, abort=lambda: None)

    async def _never(self) -> Message:
        return await asyncio.Future[Message]()

    async def _take(self, message: Message) -> None:
        text = message.get("text")
        self.frames.append(
            {"type": "close", "code": message.get("code")} if text is None else json.loads(text)
        )

    def of(self, kind: str) -> list[dict[str, Any]]:
        """The frames of one type."""
        return [frame for frame in self.frames if frame["type"] == kind]

    @property
    def types(self) -> list[str]:
        """What came, in order."""
        return [frame["type"] for frame in self.frames]

    @property
    def texts(self) -> list[str]:
        """The messages shown, in order."""
        return [frame["text"] for frame in self.of("message")]


@asynccontextmanager
async def citizens_screen(desk: Desk, citizen: Citizen, *, last_seq: int = 0) -> AsyncIterator[Screen]:
    """The citizen's newest socket, on this worker."""
    screen, row = Screen(desk), await desk.attendance.came(citizen.token)
    feed = CitizenFeed(
        screen.connection,
        desk.tasks.start,
        contact_id=row.id,
        generation=row.generation,
        last_seq=last_seq,
        read=desk.overview.citizen,
        over_seconds=0,
    )
    desk.hub.add_citizen(feed)
    async with shown(screen, feed):
        yield screen
    desk.hub.remove_citizen(feed)


@asynccontextmanager
async def counsellors_screen(
    desk: Desk, counsellor_id: UUID, *, last_seqs: dict[UUID, int] | None = None
) -> AsyncIterator[Screen]:
    """The counsellor's newest socket, on this worker."""
    screen = Screen(desk)
    feed = CounsellorFeed(
        screen.connection,
        desk.tasks.start,
        counsellor_id=counsellor_id,
        session_id=await signed_in(desk, counsellor_id),
        generation=await desk.duty.came(counsellor_id),
        last_seqs=last_seqs or {},
        read=desk.overview.counsellor,
    )
    desk.hub.add_counsellor(feed)
    async with shown(screen, feed):
        yield screen
    desk.hub.remove_counsellor(feed)


async def signed_in(desk: Desk, counsellor_id: UUID) -> UUID:
    """A sign-in of hers."""
    async with desk.transaction() as tx:
        times = {"created_at": tx.now, "last_seen_at": tx.now, "expires_at": tx.now + timedelta(hours=8)}
        values = {"id": new_id(tx.now), "staff_id": counsellor_id, "token_hash": uuid4().bytes, **times}
        await tx.run(insert(StaffSession).values(values))
    return UUID(str(values["id"]))


@asynccontextmanager
async def shown(screen: Screen, feed: CitizenFeed | CounsellorFeed) -> AsyncIterator[None]:
    """The socket's writer at work, and the feed live."""
    writing = asyncio.get_running_loop().create_task(screen.connection.write())
    await feed.begin()
    yield
    screen.connection.forget()
    await writing
