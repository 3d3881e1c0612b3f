"""One socket of one person: opened with hello, every frame recorded, closed or cut."""

import asyncio
import time
from contextlib import suppress
from typing import Any

import msgspec
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Origin

from app.simulation.history import History, Way

Frame = dict[str, Any]
LOST = 1006
LARGEST = 2**22


class Socket:
    """Numbered from 1 in the person's history.

    `begun`: its snapshot has come; `lived`: its `live` has; `own_doing`: the person closed or cut it.
    """

    def __init__(self, number: int, history: History) -> None:
        self.number = number
        self.begun = False
        self.lived = False
        self.own_doing = False
        self.ended = asyncio.Event()
        self.history = history
        self._connection: ClientConnection | None = None

    async def open(self, uri: str, origin: str) -> None:
        """Connect; raises what websockets raises. Pings are answered, none are sent: heartbeats do that."""
        self._connection = await connect(
            uri,
            origin=Origin(origin),
            compression=None,
            proxy=None,
            open_timeout=None,
            ping_interval=None,
            close_timeout=1,
            max_size=LARGEST,
        )

    async def receive(self) -> Frame | None:
        """The next frame, recorded; None when the socket has ended."""
        assert self._connection is not None
        try:
            raw = await self._connection.recv()
        except ConnectionClosed:
            return None
        frame: Frame = msgspec.json.decode(raw)
        self.history.add(time.monotonic(), Way.HEARD, self.number, frame)
        return frame

    async def send(self, frame: Frame) -> None:
        """Send a frame, recorded; on a socket that has ended it is lost."""
        self.history.add(time.monotonic(), Way.SENT, self.number, frame)
        if self._connection is not None:
            with suppress(ConnectionClosed):
                await self._connection.send(msgspec.json.encode(frame), text=True)

    @property
    def code(self) -> int:
        """The close code, 1006 where there was none."""
        return (self._connection and self._connection.close_code) or LOST

    async def close(self) -> None:
        """Close it politely (1000)."""
        self.own_doing = True
        if self._connection is not None:
            await self._connection.close()

    def cut(self) -> None:
        """Cut it without a word, as a bad network does."""
        self.own_doing = True
        self._abort()

    def end(self, code: int) -> None:
        """Note that it is over, and with which code."""
        self._abort()
        self.ended.set()
        note = {"type": "closed", "code": code, "own": self.own_doing, "begun": self.begun}
        self.history.add(time.monotonic(), Way.NOTED, self.number, note)

    def _abort(self) -> None:
        if self._connection is not None:
            self._connection.transport.abort()
